import { abbreviations } from "../text/mentions.ts";
import { words } from "../text/words.ts";
import { contentsOf } from "./answer-type.ts";
import type { Document, Sentence } from "./document.ts";
import { HEAD, officesIn } from "./offices.ts";

/** Somebody whom a release names, under all the names that it gives them. */
interface Person {
  /** Stems of the name in full and of the offices that the release gives to it. */
  readonly stems: Set<string>;
  /** Stems of the name alone. */
  readonly name: Set<string>;
}

const PRONOUN =
  /(?<![\p{L}\p{M}])(?:he|she|him|her|his|hers|himself|herself|il|elle|lui|celui-ci|celle-ci)(?![\p{L}\p{M}])|គាត់/iu;
/** An office that stands for its holder: `the Minister said`. */
const NAMELESS_OFFICE = new RegExp(
  `(?<![\\p{L}\\p{M}])(?:the|la|le|l['’])\\s*(?:(?:new|outgoing|former|future|nouveau|nouvelle)\\s+)?(?<head>${HEAD})(?![\\p{L}\\p{M}]|\\s+(?:of|for|to|de|du|des)\\s)`,
  "giu",
);
/** A body that stands for the issuer: `the Bank`, `la Commission`. */
const NAMELESS_BODY =
  /(?<![\p{L}\p{M}])(?:[Tt]he|[Oo]ur|[Ll]a|[Ll]e|[Ll]['’])\s*(?<body>\p{Lu}[\p{L}\p{M}]+)(?![\p{L}\p{M}]|\s+\p{Lu}|\s+(?:of|for|de|du|des)\s)/gu;
/** `our museum`, `we`: the issuer, too. */
const WE = /(?<![\p{L}\p{M}])(?:we|our|us|nous|notre|nos)(?![\p{L}\p{M}])|យើង/iu;

const known = new WeakMap<Document, readonly ReadonlySet<string>[]>();

/**
 * By sentence, the stems of what it refers to without naming it: the full name and the office of a surname, of `he` and of
 * `the Minister`; the issuer of `the Bank`; the long form of an abbreviation and the other way round.
 */
export function references(document: Document): readonly ReadonlySet<string>[] {
  const before = known.get(document);
  if (before) return before;
  const found = resolve(document);
  known.set(document, found);
  return found;
}

function resolve(document: Document): ReadonlySet<string>[] {
  const people = peopleOf(document);
  const issuer = stemsOf(document.release.issuer ?? "", document);
  const forms = abbreviationsOf(document);
  let last: Person | undefined;
  return document.sentences.map((sentence) => {
    const stems = new Set<string>();
    const named = namesIn(sentence, document).flatMap((name) => personOf(name, people) ?? []);
    for (const person of named) add(stems, person.stems);
    const pronoun = PRONOUN.test(sentence.text) ? (named[0] ?? last) : undefined;
    if (pronoun) add(stems, pronoun.stems);
    for (const { groups } of sentence.text.matchAll(NAMELESS_OFFICE)) {
      const holder = holderOf(stemsOf(groups?.["head"] ?? "", document), people);
      if (holder) add(stems, holder.stems);
    }
    if (speaksOfIssuer(sentence, document, issuer)) add(stems, issuer);
    for (const { short, long } of forms) {
      if (sentence.stems.has(short)) add(stems, long);
      else if ([...long].every((stem) => sentence.stems.has(stem))) stems.add(short);
    }
    last = named.at(-1) ?? last;
    return stems;
  });
}

function peopleOf(document: Document): Person[] {
  const people: Person[] = [];
  for (const sentence of document.sentences) {
    const offices = officesIn(sentence);
    for (const { name, span } of contentsOf(sentence).people) {
      const stems = stemsOf(sentence.text.slice(name.start, name.end), document);
      if (stems.size === 0) continue;
      const person = personOf(stems, people) ?? {
        stems: new Set<string>(),
        name: new Set<string>(),
      };
      if (!people.includes(person)) people.push(person);
      add(person.name, stems);
      add(person.stems, stemsOf(sentence.text.slice(span.start, span.end), document));
      const role = offices.find((office) => office.name.start === name.start)?.role;
      if (role) add(person.stems, stemsOf(sentence.text.slice(role.start, role.end), document));
    }
  }
  return people;
}

function namesIn(sentence: Sentence, document: Document): Set<string>[] {
  return contentsOf(sentence).people.map(({ name }) =>
    stemsOf(sentence.text.slice(name.start, name.end), document),
  );
}

/** The person whose name holds all of these words, or the other way round. */
function personOf(name: ReadonlySet<string>, people: readonly Person[]): Person | undefined {
  return people.find(
    (person) =>
      [...name].every((stem) => person.name.has(stem)) ||
      [...person.name].every((stem) => name.has(stem)),
  );
}

/** The first person whose office is headed so; nobody when there are two. */
function holderOf(head: ReadonlySet<string>, people: readonly Person[]): Person | undefined {
  return people.find(({ stems }) => head.size > 0 && [...head].every((stem) => stems.has(stem)));
}

function speaksOfIssuer(
  { text }: Sentence,
  document: Document,
  issuer: ReadonlySet<string>,
): boolean {
  if (issuer.size === 0) return false;
  if (WE.test(text)) return true;
  return [...text.matchAll(NAMELESS_BODY)].some(({ groups }) =>
    [...stemsOf(groups?.["body"] ?? "", document)].some((stem) => issuer.has(stem)),
  );
}

/** The abbreviations that a release introduces, each with the stems of its long form. */
function abbreviationsOf(
  document: Document,
): { readonly short: string; readonly long: ReadonlySet<string> }[] {
  return document.sentences.flatMap(({ text }) =>
    abbreviations(text).flatMap(({ short, long }) => {
      const [stem] = stemsOf(short, document);
      return stem === undefined
        ? []
        : [{ short: stem, long: stemsOf(text.slice(long.start, long.end), document) }];
    }),
  );
}

function stemsOf(text: string, { release }: Document): Set<string> {
  return new Set(words(text, release.language).map(({ stem }) => stem));
}

function add(to: Set<string>, from: Iterable<string>): void {
  for (const stem of from) to.add(stem);
}
