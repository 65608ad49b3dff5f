import type { Standing } from "../domain/office.ts";
import { expressionOf } from "../text/any-case.ts";
import type { Document, Sentence } from "./document.ts";
import { type NamedPerson, namedPeople } from "./named-people.ts";
import { endIn, startIn } from "./office-dates.ts";
import { ACTING, COURTESY, isPlace, officeBeside, spanBehind } from "./office-mentions.ts";
import {
  change,
  clause,
  FOLLOWS,
  type OfficeRecord,
  plainRole,
  standingOfChange,
  textOf,
} from "./office-record.ts";
import { FULL_ROLE, HEADLINE, ROLE_BEHIND, ROLE_IS } from "./office-role.ts";
import { leaveOffice, successions, takeOffice, takingOver } from "./office-successions.ts";
import { HEAD, KHMER_ROLE, ROLE_START } from "./offices.ts";

export type { OfficeRecord } from "./office-record.ts";

/** Between a name and what is said of its bearer: an apposition, a relative clause. */
const CLAUSE = '[^.;:"“”]{0,140}?';
const ACTING_ROLE = `(?<acting>acting |interim )?${FULL_ROLE}`;

interface Construction {
  /** Matched behind the name. */
  readonly behind: RegExp;
  /** Matched before it, where that decides. */
  readonly before?: RegExp;
  readonly standing: Standing;
  /** It says who holds the office, not that it changes hands. */
  readonly isMention?: boolean;
}

const KHMER_OFFICE = KHMER_ROLE.replace("(?:រដ្ឋមន្ត្រី", "(?:អគ្គនាយិកា|រដ្ឋមន្ត្រី");

const CONSTRUCTIONS: readonly Construction[] = [
  // `has appointed Ilse Marn Chief Executive`, `elected X Mayor`.
  {
    before:
      /(?:elect(?:ed|s)|appoint(?:ed|s)|nam(?:ed|es)|chose(?:n)?|confirm(?:ed|s)|nommée?|élue?|désignée?)\s+(?:the \p{Ll}[\p{L}-]*\s+)?(?:\p{L}{1,4}\.?\s+|Councillor\s+|Professor\s+|Madame\s+|Monsieur\s+)*$/iu,
    behind: expressionOf(
      `^(?:\\s*,\\s*\\d{1,2}\\s*,)?(?:\\s+of\\s+\\p{Lu}[\\p{L}-]+)?\\s+(?:as\\s+|to be\\s+|comme\\s+|au poste de\\s+)?${ROLE_START}${ACTING_ROLE}`,
      "u",
    ),
    standing: "holder",
  },
  {
    behind: expressionOf(
      `^${CLAUSE}\\b(?:acts?|acted|will act|is acting|to act|has been acting|was acting|stands? in|stood in|assurera l['’]intérim|assure l['’]intérim|assurait l['’]intérim)\\s+(?:as\\s+|comme\\s+|de\\s+|du\\s+)?${ROLE_START}${FULL_ROLE}`,
      "u",
    ),
    standing: "acting",
  },
  {
    behind: expressionOf(
      `^${CLAUSE}\\b(?:will (?:become|be|serve as|take (?:over|office) as|(?:succeed|replace|follow) [^,.;]{2,50}? as)|is to (?:become|be)|has been (?:nominated|designated)(?: as)?|is proposed as|deviendra|sera|succédera [^,.;]{2,50}? comme)\\s+${ROLE_START}${ACTING_ROLE}`,
      "u",
    ),
    standing: "designate",
  },
  {
    behind: expressionOf(
      `^${CLAUSE}\\b(?:becomes|became|has become|(?:has |today |yesterday |recently )?(?:began|begins|begun|started|starts) (?:(?:today|yesterday) )?(?:(?:his|her) (?:work|term|duties) )?as|(?:was|is|has been|were) (?:(?!not )\\p{L}+ ){0,2}(?:appointed|named|elected|chosen|confirmed|sworn in)(?: (?:today|yesterday|on \\p{L}+day))?(?: as)?|takes? (?:over|office) as|took (?:over|office) as|(?:succeeds?|succeeded|replaces?|replaced) [^,.;]{2,50}? as|(?:remplace|a remplacé|succède à|a succédé à) [^,.;]{2,50}? (?:comme|au poste de|à la fonction de|en tant que)|a pris ses fonctions (?:de|comme)|prend ses fonctions (?:de|comme)|devient|a été (?:nommée?|élue?)|est nommée?|au poste de|à la fonction de)\\s+${ROLE_START}${ACTING_ROLE}`,
      "u",
    ),
    standing: "holder",
  },
  {
    behind: expressionOf(`^${CLAUSE}\\b(?:has|had) been\\s+${ROLE_START}${ACTING_ROLE}`, "u"),
    standing: "holder",
    isMention: true,
  },
  {
    behind: expressionOf(
      `^${CLAUSE}\\b(?:has resigned|resigned|resigns|will leave|leaves|left|will step down|steps down|stepped down|will retire|retires|retired|quitte|quittera|a quitté|a démissionné|démissionne)\\s+(?:(?:his|her|their|the|son|ses|le|la)\\s+)?(?:post|office|position|poste|fonctions?)?\\s*(?:as|of|de|comme)\\s+${ROLE_START}${FULL_ROLE}`,
      "u",
    ),
    standing: "former",
  },
  {
    behind: expressionOf(
      `^[^។«»]{0,40}?(?:ចូលកាន់តំណែង|ឡើងកាន់តំណែង|កាន់តំណែង|ត្រូវបានតែងតាំង|បានតែងតាំង|តែងតាំង)\\s*ជា\\s*${KHMER_ROLE}`,
      "u",
    ),
    standing: "holder",
  },
  {
    behind: expressionOf(`^[^។«»]{0,30}?ស្តីទី\\s*(?:ជា)?\\s*${KHMER_ROLE}`, "u"),
    standing: "acting",
  },
  { behind: expressionOf(`^\\s+${KHMER_OFFICE}`, "u"), standing: "holder", isMention: true },
  // `the newly appointed Ambassador of Japan`.
  {
    behind: expressionOf(
      `^\\s*,\\s*(?:the |le |la |l['’])?(?:newly[- ](?:appointed|elected|accredited)|nouvellement nommée?)\\s+${FULL_ROLE}`,
      "u",
    ),
    standing: "holder",
  },
];

/** `Mayor `, `Deputy Governor `, `Minister of State ` before a name. */
const TITLE = expressionOf(
  `^${ROLE_START}(?<role>(?:\\p{Lu}[\\p{L}'’-]*\\s+){0,3}?(?:${HEAD.replaceAll("(?:", "(?:")})(?:[ -][\\p{L}'’-]+)*)\\s+(?:(?:\\p{L}{1,4}\\.|H\\.E\\.|Mr|Mrs|Ms|Dr)\\s+)*$`,
  "iu",
);
/** `Deputy Prime Minister and Minister of Foreign Affairs`: two offices. */
const SECOND_OFFICE = expressionOf(
  `\\s+(?:and|et)\\s+(?=(?:\\p{Lu}[\\p{L}'’-]*\\s+){0,2}(?:${HEAD})(?![\\p{L}\\p{M}]))`,
  "iu",
);
const RANK = /\b(?:deputy|vice|assistant|associate|under|junior|adjointe?)\b|អនុ|រង/iu;
const FORMER = /\b(?:former|ex-|late|ancien(?:ne)?)\b|អតីត/iu;
/** `Medical Adviser` is nobody's name. */
const TITLED = expressionOf(`(?:^|\\s)(?:${HEAD})$`, "iu");
/** Characters; what is longer is no sentence, and each of its names would be compared with each. */
const LONGEST_SENTENCE = 2000;

const known = new WeakMap<Document, readonly OfficeRecord[]>();

/** Who a release names as holder of which office, takes it, leaves it or follows whom, in the text's order. */
export function officeRecords(document: Document): readonly OfficeRecord[] {
  const before = known.get(document);
  if (before) return before;
  const records: OfficeRecord[] = [];
  for (const sentence of document.sentences) {
    if (sentence.text.length > LONGEST_SENTENCE) continue;
    if (sentence.kind === "aside") {
      records.push(...namedPeople(sentence).flatMap((each) => contactOf(document, sentence, each)));
      continue;
    }
    const read = sentence.kind === "title" ? headlineOf : recordsOf;
    for (const person of namedPeople(sentence)) {
      if (TITLED.test(textOf(sentence, person.name))) continue;
      records.push(...read(document, sentence, person));
    }
    if (sentence.kind === "title") continue;
    records.push(...successions(document, sentence, records));
    records.push(...takingOver(document, sentence, records));
    takeOffice(document, sentence, records);
    leaveOffice(document, sentence, records);
  }
  known.set(document, records);
  return records;
}

function recordsOf(document: Document, sentence: Sentence, person: NamedPerson): OfficeRecord[] {
  const { text } = sentence;
  const { name, whole } = person;
  const found = new Map<string, OfficeRecord>();
  const add = (
    said: string,
    rest: Pick<OfficeRecord, "standing" | "isChange">,
    tail: string,
  ): void => {
    const isLeaving = rest.standing === "former" && rest.isChange;
    for (const role of said.split(SECOND_OFFICE).map(plainRole)) {
      if (role === "" || [...found.keys()].some((each) => isSameOffice(each, role))) continue;
      found.set(role, {
        document,
        sentence,
        name,
        role,
        ...rest,
        since: rest.standing === "former" ? null : startIn(tail, document.release, rest.isChange),
        until: isLeaving || DEPARTS.test(tail) ? endIn(tail, document.release) : null,
        predecessor: null,
      });
    }
  };
  // Somebody else follows them: what is said of the office behind their name is the other's.
  const isFollowed = FOLLOWS.test(text.slice(0, whole.start));
  for (const construction of isFollowed || isPlace(text, whole) ? [] : CONSTRUCTIONS) {
    const match = matched(construction, sentence, person);
    if (!match) continue;
    const isActing = match.acting || construction.standing === "acting";
    const standing = isActing ? "acting" : construction.standing;
    add(match.role, { standing, isChange: construction.isMention !== true }, match.tail);
  }
  const inverted = ROLE_IS.exec(text.slice(Math.max(0, whole.start - 200), whole.start))?.groups;
  if (inverted?.["role"] !== undefined) {
    const { role, start = "", when = "", verb = "" } = inverted;
    const isNew = /new|next|nouve|prochain/iu.test(start);
    const isToCome = /will|to be|sera/iu.test(verb);
    const said = standingOfChange(ACTING.test(start), isToCome);
    const tail = `${when.trim()}, ${clause(text.slice(name.end))}`;
    add(role, { standing: said, isChange: isNew || isToCome }, tail);
  }
  const office = isFollowed ? null : officeBeside(sentence, person);
  if (office) {
    const role = text.slice(office.role.start, office.role.end);
    const end = Math.max(office.role.end, name.end);
    const isChange = office.standing === "holder" && ENVOY.test(role) && CREDENTIALS.test(text);
    add(role, { standing: office.standing, isChange }, clause(text.slice(end)));
  }
  const isCut = text.charAt(whole.start - 1) === "-";
  const title = isCut
    ? undefined
    : TITLE.exec(text.slice(whole.start, name.start))?.groups?.["role"];
  if (title !== undefined && !COURTESY.test(title) && !/\s(?:of|for|to|the|and)$/u.test(title)) {
    const around = text.slice(Math.max(0, whole.start - 12), name.start);
    const standing = standingOf(around);
    add(title, { standing, isChange: false }, "");
  }
  return [...found.values()];
}

/** `The Director, Ms Marn, will give up her office on 30 June`. */
const DEPARTS =
  /^[^.;:]{0,30}?\b(?:(?:will |is to )?(?:gives? up|gave up|lays? down|leaves?|left|steps? down|stepped down|retires?|retired|resigns?|resigned)|is (?:leaving|retiring|stepping down)|quitte(?:ra)?|cesse(?:ra)?|prend(?:ra)? sa retraite)\b/u;
const ENVOY = /ambassad|envoy|high commissioner|representative|head of (?:the )?mission|ទូត/iu;
/** An ambassador begins by presenting them. */
const CREDENTIALS =
  /\b(?:(?:letters? of )?credentials|letters? of credence|lettres? de créance)\b|សារតាំង/iu;
/** `Ilse Marn elected Mayor` above a release. */
function headlineOf(document: Document, sentence: Sentence, { name }: NamedPerson): OfficeRecord[] {
  const groups = HEADLINE.exec(sentence.text.slice(name.end))?.groups;
  const { role, verb = "", next, acting } = groups ?? {};
  if (role === undefined || plainRole(role) === "") return [];
  const isToCome = next !== undefined || /^to\s|design|désign/u.test(verb);
  const standing = standingOfChange(acting !== undefined, isToCome);
  return [change(document, sentence, { name, role: plainRole(role), standing })];
}

/** `Media contact: Ilse Marn, spokeswoman, telephone ...`. */
function contactOf(document: Document, sentence: Sentence, { name }: NamedPerson): OfficeRecord[] {
  const span = spanBehind(sentence.text.slice(name.end), name.end, ROLE_BEHIND);
  if (!span) return [];
  const role = plainRole(textOf(sentence, span));
  const standing = standingOf(sentence.text.slice(name.end, span.end));
  const rest = clause(sentence.text.slice(span.end));
  const since = startIn(rest, document.release, false);
  return [{ ...change(document, sentence, { name, role, standing }), isChange: false, since }];
}

/** One is the other with more words, and not its deputy. */
function isSameOffice(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return long.includes(short) && !RANK.test(long.replace(short, ""));
}

function standingOf(around: string): Standing {
  if (FORMER.test(around)) return "former";
  return ACTING.test(around) ? "acting" : "holder";
}

function matched(
  { before, behind }: Construction,
  sentence: Sentence,
  { name, whole }: NamedPerson,
): { readonly role: string; readonly acting: boolean; readonly tail: string } | null {
  const { text } = sentence;
  if (before && !before.test(text.slice(0, whole.start))) return null;
  const rest = text.slice(name.end);
  const match = behind.exec(rest);
  const role = match?.groups?.["role"];
  if (!match || role === undefined) return null;
  // What is no part of the office, such as `since 1 August`, is of its dates.
  const end = name.end + match[0].length - role.length + plainRole(role).length;
  // Somebody else between the name and the office: it is theirs, unless they are the one who is followed.
  const other = namedPeople(sentence).some(
    (each) =>
      each.name.start >= name.end &&
      each.name.start < name.end + match[0].length - role.length &&
      !FOLLOWS.test(text.slice(0, each.whole.start)),
  );
  if (other) return null;
  return { role, acting: match.groups?.["acting"] !== undefined, tail: clause(text.slice(end)) };
}
