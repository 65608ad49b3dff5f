import type { Span } from "../domain/span.ts";
import { people, withSmallTitles } from "../text/names.ts";
import { isStopWord } from "../text/stop-words.ts";
import { contentsOf } from "./answer-type.ts";
import type { Sentence } from "./document.ts";
import { HEAD } from "./offices.ts";

/** A person of a sentence; offsets into its text. */
export interface NamedPerson {
  /** The name without honorifics. */
  readonly name: Span;
  /** The name with honorifics and the title before it: `Deputy Mayor Ms Ilse Marn`. */
  readonly whole: Span;
}

/** Capitalised words before a name, joined by small ones of a title: `Secretary of State `, `Member for Transport `. */
const TITLE =
  /(?<![\p{L}\p{M}.'’-])(?:(?:(?:acting|interim)\s+)?\p{Lu}[\p{L}\p{M}'’-]*(?:\s+(?:of|for|to|and|the))*\s+){1,7}$/u;

/** Behind a name in one run of capitals: `Ilse Marn National Librarian`. */
const OFFICE = new RegExp(
  `^\\s+(?:(?:acting|interim|deputy|national|general|chief|state|permanent|executive|managing|vice|central|federal|royal|regional|assistant)\\s+){0,2}${HEAD}(?![\\p{L}\\p{M}])`,
  "iu",
);
/** The surname that is also the word for `is`: behind an honorific and before a given name it is the surname. */
const CHEA = /(?:ឯកឧត្តម|លោកជំទាវ|លោកស្រី|លោក)\s+(?<name>ជា [\u1780-\u17d3]{2,14})(?=[\s។])/gu;

const known = new WeakMap<Sentence, readonly NamedPerson[]>();

/** Everybody whom a sentence names, in order, also behind a title in capitals (`Chief Executive Ilse Marn`). */
export function namedPeople(sentence: Sentence): readonly NamedPerson[] {
  const before = known.get(sentence);
  if (before) return before;
  const { text } = sentence;
  const plain = contentsOf(sentence).people;
  const behindTitles = people(withSmallTitles(text))
    .map(({ start, end, name }) => ({ span: { start, end }, name }))
    // `Lowgate Ferry Authority` is no Lowgate Ferry; `appointed Ilse Marn Director` is Ilse Marn.
    .filter(({ span }) => {
      const behind = text.slice(span.end);
      return !/^\s+\p{Lu}/u.test(behind) || OFFICE.test(behind);
    })
    .filter(({ span }) => !plain.some((other) => overlap(other.span, span)));
  const found = [...plain, ...behindTitles, ...surnamedChea(text)]
    .map(({ span, name }) => ({ span, name: withoutTitle(text, name) }))
    .map(({ span, name }) => ({ name, whole: { start: titleStart(text, span), end: span.end } }))
    .toSorted((a, b) => a.name.start - b.name.start);
  known.set(sentence, found);
  return found;
}

/** `Ombudsman Ilse Marn`: an office in capitals that is read as a part of the name. */
const TITLED = new RegExp(
  `^(?:(?:deputy|acting|vice|chief|council)\\s+)*(?:${HEAD}|councillor|commodore|lieutenant|counsellor|alderman|deputy)\\s+(?=\\S+\\s+\\S)`,
  "iu",
);

/** Before a name that runs on from the office's: `Minister of Culture Ilse Marn`. */
const OFFICE_OF = new RegExp(`(?<![\\p{L}\\p{M}])${HEAD}\\s+(?:of|for)\\s+(?:the\\s+)?$`, "iu");
const LAST_TWO = /\p{Lu}\S*(?:\s+\p{Ll}\S*)*\s+\p{Lu}\S*$/u;

function withoutTitle(text: string, { start, end }: Span): Span {
  const before = text.slice(Math.max(0, start - 60), start);
  const given = text.slice(start, end);
  const runsOn = OFFICE_OF.test(before) ? (LAST_TWO.exec(given)?.index ?? 0) : 0;
  const title = runsOn > 0 ? given.slice(0, runsOn) : (TITLED.exec(given)?.[0] ?? "");
  const possessive = /['’]s?$/u.exec(text.slice(start, end))?.[0] ?? "";
  return { start: start + title.length, end: end - possessive.length };
}

function surnamedChea(text: string): { readonly span: Span; readonly name: Span }[] {
  return [...text.matchAll(CHEA)].map(({ index, 0: whole, groups }) => {
    const end = index + whole.length;
    return {
      span: { start: index, end },
      name: { start: end - (groups?.["name"] ?? "").length, end },
    };
  });
}

function titleStart(text: string, { start }: Span): number {
  const before = text.slice(Math.max(0, start - 80), start);
  const title = TITLE.exec(before)?.[0] ?? "";
  // `According to Secretary Marn`, `When Director Marn`: a sentence's first word is in capitals for that alone.
  const [first] = /^\p{Lu}\S*(?:\s+\p{Ll}\S*)*\s+/u.exec(title) ?? [""];
  const isOpening = isStopWord(first.trim().toLowerCase()) || /^\S+\s+to\s/u.test(first);
  return start - title.length + (isOpening ? first.length : 0);
}

function overlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}
