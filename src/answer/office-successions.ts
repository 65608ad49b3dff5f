import { expressionOf } from "../text/any-case.ts";
import type { Document, Sentence } from "./document.ts";
import { namedPeople } from "./named-people.ts";
import { endIn, startIn } from "./office-dates.ts";
import {
  change,
  clause,
  FOLLOWS,
  type OfficeRecord,
  plainRole,
  standingOfChange,
  textOf,
} from "./office-record.ts";
import { FULL_ROLE } from "./office-role.ts";
import { ROLE_START } from "./offices.ts";

/** The same with a pronoun for the one who is followed. */
const FOLLOWS_PRONOUN =
  /\b(?:will succeed|succeeds?|succeeded|will replace|replaces?|replaced|follows?)\s+(?:him|her|them)\b/iu;
const LEAVES = /\b(?:leaves?|will leave|steps? down|retires?|quitte(?:ra)?)\b/iu;
const TAKES_OFFICE =
  /^(?:He|She|They|Il|Elle|The (?:new|incoming)|(?:Mr|Ms|Mrs|Dr|Professor|M\.|Mme)\.?\s+\p{Lu}|(?:\p{Lu}[\p{L}'’-]+\s+){0,2}\p{Lu}[\p{L}'’-]+(?=,| will| takes| starts| begins))[^.]{0,80}\b(?:takes? (?:up )?(?:office|the post|the chair|his|her)|takes? over|starts?|begins?|will (?:start|begin|join)|assumes? office|prendra ses fonctions|prend ses fonctions|entrera en fonctions?|prendra la suite|succédera)\b/u;

/** `He succeeds X`: the one of whom the sentence or the one before speaks follows X in the office named for him. */
export function successions(
  document: Document,
  sentence: Sentence,
  records: OfficeRecord[],
): OfficeRecord[] {
  const { text } = sentence;
  const people = namedPeople(sentence);
  const pronoun = FOLLOWS_PRONOUN.exec(text);
  if (pronoun) {
    const here = records.filter((record) => record.sentence === sentence);
    const successor = here.findLast(({ isChange }) => isChange) ?? here.at(-1);
    const before = antecedent(document, sentence);
    if (successor && before) {
      records[records.indexOf(successor)] = { ...successor, predecessor: before };
      return [followed(successor, before, document)];
    }
  }
  const previous = people.find(({ whole }) => FOLLOWS.test(text.slice(0, whole.start)));
  if (!previous) return [];
  const subject = people.find(({ name }) => name.end < previous.whole.start);
  const successor = subject
    ? recordOf(textOf(sentence, subject.name), records)
    : precedingSubject(document, sentence, records);
  if (!successor) return [];
  const before = { sentence, name: previous.name };
  records[records.indexOf(successor)] = { ...successor, predecessor: before };
  return [followed(successor, before, document)];
}

/** `Her successor, Mr `, `elected Ilse Marn as her successor`. */
const SUCCESSOR =
  /\b(?:his|her|their|the|a|its|son|sa|le|la)\s+(?:successor|successeure?)(?:\s+(?:is|will be|is to be|from [^,;]{3,20}|est|sera))?\s*,?\s*(?:\p{L}{1,4}\.?\s+|the \p{Ll}+\s+)*$/iu;
const AS_SUCCESSOR =
  /^[^.;:"“”]{0,40}?\s+(?:as|comme|to be)\s+(?:his|her|their|the|son|sa)\s+(?:successor|successeure?)\b/iu;
/** `His duties will be taken over by `, `Her post as director goes to `, `The post is filled by `. */
const POST_GOES = expressionOf(
  `\\b(?i:his|her|their|this|that|the|ses|son|ce|le|leurs?)\\s+(?:(?:former|old|previous|present)\\s+)?(?:duties|tasks|work|post|office|place|position|role|job|seat|poste|fonctions?|place)(?:\\s+(?:as|of|de|comme)\\s+${ROLE_START}${FULL_ROLE})?\\s+(?:(?:will be|are|is|has been|was|were|will|have been|est|sera|seront|sont)\\s+)?(?<verb>taken over|taken|filled|assumed|go(?:es)?|passes|pass|falls?|went|passed|repris(?:es?)?|confiée?s?|assurée?s?|revient|reviennent|occupée?)(?:\\s+(?<meanwhile>for the time being|for now|in the meantime|provisionally|temporarily|par intérim))?\\s+(?:by|to|par|à)\\s+(?:the \\p{Ll}+\\s+)?(?:\\p{L}{1,4}\\.?\\s+)*$`,
  "u",
);
/** `She will be followed by `. */
const FOLLOWED_BY =
  /\b(?:followed|succeeded|replaced)(?: there| in (?:the|that) (?:office|post))? by\s+(?:the \p{Ll}+\s+)?(?:\p{L}{1,4}\.?\s+|Captain\s+)*$|\b(?:remplacée?s?|suivie?) par\s+(?:\p{L}{1,4}\.?\s+)*$/u;
/** `hands over the chair of the trust to `. */
const HANDS_OVER = expressionOf(
  `\\b(?i:hands? over|handed over|will hand over|passes|passed|transmet|a transmis|cède|a cédé)\\s+(?:the post of\\s+|the office of\\s+)?${ROLE_START}${FULL_ROLE}\\s+(?:to|à)\\s+(?:(?:his|her) successor,?\\s+)?(?:\\p{L}{1,4}\\.?\\s+)*$`,
  "u",
);
const TAKES_PLACE =
  /^[^.;:"“”]{0,20}?\b(?:(?:has |will |is to )?(?:taken?|takes|took|fills|filled)\s+(?:his|her|their)\s+(?:place|post|seat)|a pris sa place|prend sa place)\b/iu;
const MEANWHILE =
  /\b(?:for the time being|for now|in the meantime|provisionally|temporarily|acting|interim|until a|par intérim)\b/iu;

/** An office that is said to go from one, named before, to another. */
export function takingOver(
  document: Document,
  sentence: Sentence,
  records: readonly OfficeRecord[],
): OfficeRecord[] {
  const { text } = sentence;
  return namedPeople(sentence).flatMap(({ name, whole }) => {
    const before = text.slice(Math.max(0, whole.start - 220), whole.start);
    const behind = text.slice(name.end);
    const post = POST_GOES.exec(before)?.groups;
    const handed = HANDS_OVER.exec(before)?.groups;
    const isSuccessor =
      SUCCESSOR.test(before) ||
      FOLLOWED_BY.test(before) ||
      AS_SUCCESSOR.test(behind) ||
      TAKES_PLACE.test(behind);
    if (!post && !handed && !isSuccessor) return [];
    const left = officeLeft(document, sentence, records, name.start);
    const role = plainRole(handed?.["role"] ?? post?.["role"] ?? left?.role ?? "");
    if (role === "") return [];
    const rest = clause(behind);
    const isMeanwhile =
      post?.["meanwhile"] !== undefined || MEANWHILE.test(rest) || MEANWHILE.test(before);
    // The day of an election is not that of taking office.
    const isVote = AS_SUCCESSOR.test(behind) || /\b(?:elect|chose)\w*\s/iu.test(before.slice(-40));
    const since = startIn(rest, document.release, !isVote);
    const isToCome = /\b(?:expected|propos\w+|will|shall|sera|attendue?)\b/iu.test(
      `${before.slice(-60)}${rest.slice(0, 30)}`,
    );
    const standing = standingOfChange(isMeanwhile, isToCome);
    return [{ ...change(document, sentence, { name, role, standing }), since }];
  });
}

/** The office of the one spoken of just before: that which they leave, else that which they hold. */
function officeLeft(
  { sentences }: Document,
  sentence: Sentence,
  records: readonly OfficeRecord[],
  end: number,
): OfficeRecord | undefined {
  const here = namedPeople(sentence).some(({ name }) => name.end < end);
  const before = sentences
    .slice(Math.max(0, sentence.index - 3), sentence.index)
    .toReversed()
    .find((each) => each.kind !== "title" && namedPeople(each).length > 0);
  const from = here ? sentence : before;
  const [subject] = from ? namedPeople(from) : [];
  if (!subject || !from) return undefined;
  const parts = textOf(from, subject.name).toLowerCase().split(/\s+/u);
  const own = records.filter((each) => {
    const other = textOf(each.sentence, each.name).toLowerCase().split(/\s+/u);
    return (
      parts.every((part) => other.includes(part)) || other.every((part) => parts.includes(part))
    );
  });
  return (
    own.find(({ standing, isChange }) => standing === "former" && isChange) ??
    own.findLast(({ isChange, sentence: { kind } }) => !isChange && kind !== "title")
  );
}

/** The record of somebody by a part of the name; an appointment before a mention. */
function recordOf(name: string, records: readonly OfficeRecord[]): OfficeRecord | undefined {
  const parts = name.toLowerCase().split(/\s+/u);
  const own = records.filter((record) => {
    const other = textOf(record.sentence, record.name).toLowerCase().split(/\s+/u);
    return (
      parts.every((part) => other.includes(part)) || other.every((part) => parts.includes(part))
    );
  });
  return own.findLast(({ isChange }) => isChange) ?? own[0];
}

/** Of whom the sentences before speak: the first that is named in the nearest of them that names anybody. */
function precedingSubject(
  { sentences }: Document,
  { index, text }: Sentence,
  records: readonly OfficeRecord[],
): OfficeRecord | undefined {
  // Khmer drops the subject too freely for it to be found again.
  if (/\p{Script=Khmer}/u.test(text)) return undefined;
  for (const sentence of sentences.slice(Math.max(0, index - 4), index).toReversed()) {
    const [person] = namedPeople(sentence);
    if (person) return recordOf(textOf(sentence, person.name), records);
  }
  return undefined;
}

function followed(
  successor: OfficeRecord,
  { sentence, name }: NonNullable<OfficeRecord["predecessor"]>,
  document: Document,
): OfficeRecord {
  const rest = clause(sentence.text.slice(name.end));
  return {
    document,
    sentence,
    name,
    role: successor.role,
    standing: successor.standing === "designate" ? "holder" : "former",
    isChange: true,
    since: startIn(rest, document.release, false),
    until: LEAVES.test(rest) ? endIn(rest, document.release) : null,
    predecessor: null,
  };
}

/** Whom a pronoun means: the first person of the sentence before. */
function antecedent(
  { sentences }: Document,
  { index, paragraph }: Sentence,
): OfficeRecord["predecessor"] {
  const sentence = sentences[index - 1];
  const [person] = sentence ? namedPeople(sentence) : [];
  return sentence && person && sentence.paragraph === paragraph
    ? { sentence, name: person.name }
    : null;
}

/** `Il prendra ses fonctions le 1er octobre`: when the appointment of the sentences before takes effect. */
export function takeOffice(document: Document, sentence: Sentence, records: OfficeRecord[]): void {
  if (!TAKES_OFFICE.test(sentence.text)) return;
  const since = startIn(sentence.text, document.release, true);
  const last = records.findLast(
    ({ sentence: { index }, isChange, standing }) =>
      isChange && standing !== "former" && index >= sentence.index - 4 && index <= sentence.index,
  );
  if (!last || since === null || last.since !== null) return;
  records[records.indexOf(last)] = { ...last, since };
}

const TERM_ENDS =
  /\b(?:his|her|their|whose|the)\s+(?:term|mandate|contract)(?:\s+of office|\s+as [^,;.]{3,40})?\s+(?:ends|expires|runs out|ended|will end)\b|\b(?:son|dont le|le)\s+mandat\s+(?:prend fin|s['’]achève|expire)\b/iu;

/** `Her term ends on 31 August`: the last day of the one spoken of. */
export function leaveOffice(document: Document, sentence: Sentence, records: OfficeRecord[]): void {
  const ends = TERM_ENDS.exec(sentence.text);
  if (!ends) return;
  const until = endIn(sentence.text.slice(ends.index), document.release);
  const end = ends.index + ends[0].length;
  const last = until === null ? undefined : officeLeft(document, sentence, records, end);
  if (!last || last.until !== null) return;
  records[records.indexOf(last)] = { ...last, until };
}
