import type { Span } from "../domain/span.ts";

/** A person named in a text. */
export interface PersonMention extends Span {
  /** The name alone; `start` and `end` take in the honorifics before it. */
  readonly name: Span;
  readonly hasHonorific: boolean;
}

const HONORIFIC =
  "(?:H\\.?E\\.?|H\\.?R\\.?H\\.?|Mrs?\\.?|Ms\\.?|Miss|Mx\\.?|Madam|Mme\\.?|Mlle\\.?|MM?\\.|Dr\\.?|Prof\\.?|Professor|Professeure?|Eng\\.?|Ir\\.?|" +
  "Sir|Dame|Lord|Lady|Judge|Justice|Maître|Me|Rev\\.?|Capt\\.?|Captain|Col\\.?|Colonel|Gen\\.?|General|Lt\\.?|Major|Sgt\\.?|Inspector|Commissaire|Colonel|" +
  "Samdech|Oknha|Neak|Lok|Chumteav|(?:His|Her|Their|Son|Sa) (?:Excellency|Majesty|Royal Highness|Highness|Honour|Excellence|Eminence)|[Tt]he (?:Rt\\.? )?Hon(?:ourable|\\.)|Hon\\.|Senator|Governor|" +
  "President|Minister|Ambassador|Secretary|Chairman|Chairwoman|Chairperson|Commissioner|Director|Mayor|Monsieur|Madame|la juge|le juge)";
const PARTICLE =
  "(?:van|von|der|den|de|da|di|du|dos|del|della|bin|binti|bint|ibn|al|el|la|le|ter|ten|y|e)";
const NAME_WORD = "(?:\\p{Lu}[\\p{L}\\p{M}'’]+(?:-\\p{L}[\\p{L}\\p{M}'’]+)*|\\p{Lu}\\.)";
const NAME = `(?:${NAME_WORD}(?:\\s+(?:(?:${PARTICLE}|al-)\\s+){0,2}${NAME_WORD}){0,5})`;
const WITH_HONORIFIC = new RegExp(
  `(?<![\\p{L}\\p{M}])(?<honorific>(?:${HONORIFIC}\\s+){1,4})(?<name>(?:(?:${PARTICLE}|al-)\\s+)*${NAME})`,
  "gu",
);
const BARE = new RegExp(`(?<![\\p{L}\\p{M}.'’-])${NAME}(?![\\p{L}\\p{M}])`, "gu");

/** Words that make a capitalised phrase something else than a person: institutions, places, events, calendar, roles. */
const NOT_PERSON = new Set(
  (
    "the a an in on at of for and with by to from this that these those his her its their our as after before during when while if but it he she they we you all no not " +
    "ministry minister department office agency authority board bank council commission committee secretariat secretary university school college institute faculty hospital museum library court parliament senate assembly house chamber union association federation organisation organization company corporation group limited ltd inc plc nv sa gmbh centre center bureau directorate division unit service services force army navy police " +
    "republic kingdom state states united province district county city town village street avenue road boulevard square park bridge river sea bay lake island mountain mount port harbour airport station terminal quay hall palace " +
    "north south east west northern southern eastern western central new upper lower great greater " +
    "january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday " +
    "act law bill agreement treaty charter convention protocol plan programme program project initiative partnership summit forum conference meeting session day week year festival award prize fund strategy framework declaration statement report press release communique " +
    "general deputy assistant vice acting chief executive officer president chairman chairwoman chairperson chair director governor ambassador representative commissioner mayor manager head coordinator spokesman spokesperson spokeswoman premier prime chancellor honorary permanent special envoy excellency majesty " +
    "asean un eu us usa uk african asian european american national international royal federal public social economic " +
    "ministère ministre département direction directeur directrice bureau banque conseil commission université école république royaume ville rue avenue le la les un une des du au aux dans pour par selon cette ces son sa ses communiqué président présidente société musée centre service agence"
  ).split(/\s+/u),
);

/**
 * The same text, of the same length, with the titles, institutions and months in small letters that keep a name behind them
 * from being seen: of `Chief Executive Ilse Marn` the last two words are the name.
 */
export function withSmallTitles(text: string): string {
  return text.replace(/\p{Lu}[\p{L}\p{M}]+/gu, (word) =>
    NOT_PERSON.has(word.toLowerCase()) ? word.toLowerCase() : word,
  );
}

/** People named in Latin or Khmer script, by form alone, in order; none overlaps another. */
export function people(text: string): PersonMention[] {
  const found: PersonMention[] = [];
  const add = (mention: PersonMention): void => {
    if (!found.some((other) => other.start < mention.end && mention.start < other.end))
      found.push(mention);
  };
  for (const match of text.matchAll(WITH_HONORIFIC)) {
    const mention = withHonorific(match);
    if (mention) add(mention);
  }
  for (const mention of khmerPeople(text)) add(mention);
  for (const match of text.matchAll(BARE)) {
    const name = { start: match.index, end: match.index + match[0].length };
    if (looksLikePerson(match[0])) add({ ...name, name, hasHonorific: false });
  }
  return found.toSorted((a, b) => a.start - b.start);
}

function withHonorific(match: RegExpExecArray): PersonMention | undefined {
  const name = match.groups?.["name"] ?? "";
  const start = match.index;
  const from = start + (match.groups?.["honorific"] ?? "").length;
  const length = nameLength(name);
  if (length === 0) return undefined;
  return {
    start,
    end: from + length,
    name: { start: from, end: from + length },
    hasHonorific: true,
  };
}

/** How much of a run of capitalised words is the name: it ends before a word that is none. */
function nameLength(run: string): number {
  let length = 0;
  for (const match of run.matchAll(/\S+/gu)) {
    if (NOT_PERSON.has(match[0].toLowerCase())) break;
    length = match.index + match[0].length;
  }
  return length;
}

function looksLikePerson(phrase: string): boolean {
  const parts = phrase.split(/\s+/u);
  if (parts.length < 2 || parts.length > 5) return false;
  if (parts.some((part) => NOT_PERSON.has(part.toLowerCase().replace(/['’]s$/u, "")))) return false;
  // Two words in capitals are a heading or an abbreviation; a surname in capitals stands beside a given name.
  return parts.some((part) => /\p{Ll}/u.test(part));
}

const KHMER_HONORIFIC =
  "(?:ឯកឧត្តម|លោកជំទាវ|លោកស្រី|លោក|អ្នកស្រី|កញ្ញា|សម្តេច(?:[\\p{Script=Khmer}]*)?|បណ្ឌិត|សាស្ត្រាចារ្យ|ចៅក្រម|អ្នកឧកញ៉ា|ឧកញ៉ា|នាង)";
const KHMER_NAME_PART = "[\\p{Script=Khmer}]{1,14}";
const KHMER_PERSON = new RegExp(
  `(?<honorific>${KHMER_HONORIFIC}(?:\\s*(?:បណ្ឌិត|កិត្តិ[\\p{Script=Khmer}]*))?)\\s+(?<name>${KHMER_NAME_PART} ${KHMER_NAME_PART}(?: ${KHMER_NAME_PART})?)`,
  "gu",
);
/** Words that follow a name in Khmer and are none: roles, verbs, linking words. */
const KHMER_NOT_NAME =
  /^(?:រដ្ឋមន្ត្រី|ឧបនាយក|នាយក|អគ្គ|ប្រធាន|អនុ|ឯកអគ្គ|អភិបាល|តំណាង|អ្នក|មន្ត្រី|ដែល|បាន|និង|នៃ|ជា|ក្នុង|នៅ|ប្រចាំ|លើ|ដើម្បី|មាន|ទៅ|កាល|ចំពោះ|សេដ្ឋ|ជូន|គណៈ|នាយិកា|ទីប្រឹក្សា|លេខាធិការ|សាស្ត្រាចារ្យ|ទេសរដ្ឋ)/u;

function khmerPeople(text: string): PersonMention[] {
  return [...text.matchAll(KHMER_PERSON)].flatMap((match) => {
    const parts = (match.groups?.["name"] ?? "").split(" ");
    const kept: string[] = [];
    for (const part of parts) {
      if (KHMER_NOT_NAME.test(part)) break;
      kept.push(part);
    }
    // Surname and given name; a third part belongs to it when all three are short, as in foreign names.
    if (kept.length === 3 && kept.some((part) => part.length > 8)) kept.pop();
    if (kept.length < 2) return [];
    const name = kept.join(" ");
    const from = match.index + match[0].indexOf(match.groups?.["name"] ?? "");
    return [
      {
        start: match.index,
        end: from + name.length,
        name: { start: from, end: from + name.length },
        hasHonorific: true,
      },
    ];
  });
}
