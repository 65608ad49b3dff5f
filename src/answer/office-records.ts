import type { Standing } from "../domain/office.ts";
import type { Span } from "../domain/span.ts";
import type { Document, Sentence } from "./document.ts";
import { type NamedPerson, namedPeople } from "./named-people.ts";
import { endIn, startIn } from "./office-dates.ts";
import { HEAD, KHMER_ROLE, type NamedOffice, officesIn, ROLE, ROLE_START } from "./offices.ts";

/** What one sentence says of somebody and an office. */
export interface OfficeRecord {
  readonly document: Document;
  readonly sentence: Sentence;
  /** Without honorifics; offsets into the sentence's text. */
  readonly name: Span;
  /** As the release words it, without an article; taken over from another sentence when this one leaves it open. */
  readonly role: string;
  readonly standing: Standing;
  /** It is about taking or leaving the office, not a mention of who holds it. */
  readonly isChange: boolean;
  readonly since: string | null;
  readonly until: string | null;
  /** Whom they follow. */
  readonly predecessor: { readonly sentence: Sentence; readonly name: Span } | null;
}

/** Between a name and what is said of its bearer: an apposition, a relative clause. */
const CLAUSE = '[^.;:"“”]{0,140}?';
const ACTING_ROLE = `(?<acting>acting |interim )?${ROLE}`;

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
      /(?:elect(?:ed|s)|appoint(?:ed|s)|nam(?:ed|es)|chose(?:n)?|confirm(?:ed|s)|nommée?|élue?|désignée?)\s+(?:\p{L}{1,4}\.\s+)*$/iu,
    behind: new RegExp(`^\\s+(?:as\\s+|to be\\s+|comme\\s+)?${ROLE_START}${ACTING_ROLE}`, "u"),
    standing: "holder",
  },
  {
    behind: new RegExp(
      `^${CLAUSE}\\b(?:acts?|acted|will act|is acting|to act|has been acting|was acting|stands? in|stood in|assurera l['’]intérim|assure l['’]intérim|assurait l['’]intérim)\\s+(?:as\\s+|comme\\s+|de\\s+|du\\s+)?${ROLE_START}${ROLE}`,
      "u",
    ),
    standing: "acting",
  },
  {
    behind: new RegExp(
      `^${CLAUSE}\\b(?:will (?:become|be|serve as|take (?:over|office) as|(?:succeed|replace|follow) [^,.;]{2,50}? as)|is to (?:become|be)|has been (?:nominated|designated)(?: as)?|is proposed as|deviendra|sera|succédera [^,.;]{2,50}? comme)\\s+${ROLE_START}${ACTING_ROLE}`,
      "u",
    ),
    standing: "designate",
  },
  {
    behind: new RegExp(
      `^${CLAUSE}\\b(?:becomes|became|has become|has been|(?:was|is|has been) (?:appointed|named|elected|confirmed|sworn in)(?: as)?|takes? (?:over|office) as|took (?:over|office) as|(?:succeeds?|succeeded|replaces?|replaced) [^,.;]{2,50}? as|devient|a été (?:nommée?|élue?)|est nommée?|au poste de|à la fonction de)\\s+${ROLE_START}${ACTING_ROLE}`,
      "u",
    ),
    standing: "holder",
  },
  {
    behind: new RegExp(
      `^${CLAUSE}\\b(?:has resigned|resigned|resigns|will leave|leaves|left|will step down|steps down|stepped down|will retire|retires|retired|quitte|quittera|a quitté|a démissionné|démissionne)\\s+(?:(?:his|her|their|the|son|ses|le|la)\\s+)?(?:post|office|position|poste|fonctions?)?\\s*(?:as|of|de|comme)\\s+${ROLE_START}${ROLE}`,
      "u",
    ),
    standing: "former",
  },
  {
    behind: new RegExp(
      `^[^។«»]{0,40}?(?:ចូលកាន់តំណែង|ឡើងកាន់តំណែង|កាន់តំណែង|ត្រូវបានតែងតាំង|បានតែងតាំង|តែងតាំង)\\s*ជា\\s*${KHMER_ROLE}`,
      "u",
    ),
    standing: "holder",
  },
  {
    behind: new RegExp(`^[^។«»]{0,30}?ស្តីទី\\s*(?:ជា)?\\s*${KHMER_ROLE}`, "u"),
    standing: "acting",
  },
  { behind: new RegExp(`^\\s+${KHMER_OFFICE}`, "u"), standing: "holder", isMention: true },
  // `the newly appointed Ambassador of Japan`.
  {
    behind: new RegExp(
      `^\\s*,\\s*(?:the |le |la |l['’])?(?:newly[- ](?:appointed|elected|accredited)|nouvellement nommée?)\\s+${ROLE}`,
      "u",
    ),
    standing: "holder",
  },
];

/** `Mayor `, `Deputy Governor `, `Minister of State ` before a name. */
const TITLE = new RegExp(
  `^${ROLE_START}(?<role>(?:\\p{Lu}[\\p{L}'’-]*\\s+){0,3}?(?:${HEAD.replaceAll("(?:", "(?:")})(?:[ -][\\p{L}'’-]+)*)\\s+(?:(?:\\p{L}{1,4}\\.|H\\.E\\.|Mr|Mrs|Ms|Dr)\\s+)*$`,
  "iu",
);
/** `Deputy Prime Minister and Minister of Foreign Affairs`: two offices. */
const SECOND_OFFICE = new RegExp(
  `\\s+(?:and|et)\\s+(?=(?:\\p{Lu}[\\p{L}'’-]*\\s+){0,2}(?:${HEAD})(?![\\p{L}\\p{M}]))`,
  "iu",
);
const RANK = /\b(?:deputy|vice|assistant|associate|under|junior|adjointe?)\b|អនុ|រង/iu;
const ACTING = /\b(?:acting|interim|par intérim)\b|ស្តីទី/iu;
const FORMER = /\b(?:former|ex-|late|ancien(?:ne)?)\b|អតីត/iu;
/** Between two people: the first follows the second in an office. */
const FOLLOWS =
  /\b(?:succeeds?|succeeded|will succeed|follows?|followed|replaces?|replaced|will replace|takes? over from|took over from|succède à|a succédé à|succédera à|remplace|remplacera)\s+(?:\p{L}{1,4}\.?\s+)*$|(?:ស្នងតំណែង(?:បន្ត)?ពី|ស្នងពី|ជំនួស)\s*(?:លោកស្រី|លោកជំទាវ|លោក|ឯកឧត្តម)?\s*$/iu;
/** The same with a pronoun for the one who is followed. */
const FOLLOWS_PRONOUN =
  /\b(?:will succeed|succeeds?|succeeded|will replace|replaces?|replaced|follows?)\s+(?:him|her|them)\b/iu;
const LEAVES = /\b(?:leaves?|will leave|steps? down|retires?|quitte(?:ra)?)\b/iu;
const TAKES_OFFICE =
  /^(?:He|She|They|Il|Elle)\b[^.]{0,60}\b(?:take[s]? (?:up )?(?:office|the post|his|her)|takes over|assume[s]? office|prendra ses fonctions|prend ses fonctions|entrera en fonction)\b/u;

/** Characters; what is longer is no sentence, and each of its names would be compared with each. */
const LONGEST_SENTENCE = 2000;

const known = new WeakMap<Document, readonly OfficeRecord[]>();

/** Who a release names as holder of which office, takes it, leaves it or follows whom, in the text's order. */
export function officeRecords(document: Document): readonly OfficeRecord[] {
  const before = known.get(document);
  if (before) return before;
  const records: OfficeRecord[] = [];
  for (const sentence of document.sentences) {
    if (sentence.kind === "title" || sentence.kind === "aside") continue;
    if (sentence.text.length > LONGEST_SENTENCE) continue;
    for (const person of namedPeople(sentence)) {
      records.push(...recordsOf(document, sentence, person));
    }
    records.push(...successions(document, sentence, records));
    takeOffice(document, sentence, records);
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
        until: isLeaving ? endIn(tail, document.release) : null,
        predecessor: null,
      });
    }
  };
  for (const construction of CONSTRUCTIONS) {
    const match = matched(construction, sentence, person);
    if (!match) continue;
    const isActing = match.acting || construction.standing === "acting";
    const standing = isActing ? "acting" : construction.standing;
    add(match.role, { standing, isChange: construction.isMention !== true }, match.tail);
  }
  for (const office of officesIn(sentence).filter((each) => each.name.start === name.start)) {
    const role = text.slice(office.role.start, office.role.end);
    const end = Math.max(office.role.end, name.end);
    const standing = isFormerByHearsay(text, office) ? "holder" : office.standing;
    add(role, { standing, isChange: false }, clause(text.slice(end)));
  }
  const title = TITLE.exec(text.slice(whole.start, name.start))?.groups?.["role"];
  if (title !== undefined && !/\s(?:of|for|to|the|and)$/u.test(title)) {
    const around = text.slice(Math.max(0, whole.start - 12), name.start);
    const standing = standingOf(around);
    add(title, { standing, isChange: false }, "");
  }
  return [...found.values()];
}

const FORMERLY =
  /\b(?:former|formerly|ex-|outgoing|late|predecessor|until (?:now|last|then|recently|his|her|this)|ancien(?:ne)?|sortante?|jusqu['’]ici)\b|អតីត/iu;

/** `in the previous year, Ms Marn, Director`: the word stands nearby, but not with the office. */
function isFormerByHearsay(text: string, { name, role, standing }: NamedOffice): boolean {
  const from = Math.min(name.start, role.start);
  const beside = text.slice(Math.max(0, from - 16), Math.max(name.end, role.end));
  return standing === "former" && !FORMERLY.test(beside);
}

/** Without what only says how or since when it is held. */
function plainRole(role: string): string {
  return role
    .replace(/^(?:(?:acting|interim|next|new|incoming|outgoing|future)\s+)+/iu, "")
    .replace(/(?:ជាផ្លូវការ|ដែល|ទើប|តាំងពី|ចាប់ពី).*$/u, "")
    .trim();
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

/** Up to the end of what is said in one breath. */
function clause(text: string): string {
  return text.split(/[;:"“”]|(?<=\p{L})\.\s/u)[0]?.slice(0, 100) ?? "";
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

/** `He succeeds X`: the one of whom the sentence or the one before speaks follows X in the office named for him. */
function successions(
  document: Document,
  sentence: Sentence,
  records: OfficeRecord[],
): OfficeRecord[] {
  const { text } = sentence;
  const people = namedPeople(sentence);
  const pronoun = FOLLOWS_PRONOUN.exec(text);
  if (pronoun) {
    const successor = records.findLast((record) => record.sentence === sentence);
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

function textOf({ text }: Sentence, { start, end }: Span): string {
  return text.slice(start, end);
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

/** `Il prendra ses fonctions le 1er octobre`: when the appointment of the sentence before takes effect. */
function takeOffice(document: Document, sentence: Sentence, records: OfficeRecord[]): void {
  if (!TAKES_OFFICE.test(sentence.text)) return;
  const last = records.findLast((record) => record.sentence.index === sentence.index - 1);
  const since = startIn(sentence.text, document.release, true);
  if (!last || since === null || last.since !== null) return;
  records[records.indexOf(last)] = { ...last, since };
}
