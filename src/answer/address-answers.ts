import type { Language } from "../domain/language.ts";
import type { Span } from "../domain/span.ts";
import { words } from "../text/words.ts";
import type { Document, Sentence } from "./document.ts";
import type { Asked } from "./features.ts";
import { covered } from "./matching.ts";

/** Where the letterhead or the footer of a release gives the issuer's address. */
export interface AddressAnswer {
  readonly document: Document;
  readonly sentence: Sentence;
  readonly span: Span;
}

const ADDRESS =
  /(?:\b(?:address|adresse)\s*:|អាសយដ្ឋាន\s*[:៖])|\b(?:street|avenue|road|boulevard|blvd|lane|quay|square|rue|quai)\b|ផ្លូវ|មហាវិថី/iu;
const LABEL = /^.*?(?:\b(?:address|adresse)\s*:|អាសយដ្ឋាន\s*[:៖])\s*/iu;
/** Behind the address: telephone and the like. */
const REST = /\s*[;,.|·]?\s*\b(?:tel|phone|fax|e-?mai[l1]|www)\b.*$/iu;
const OFFICES =
  /^(?:ministri|offic|headquart|secretariat|build|seat|locat|address|find|desk|siège|bureau|adress|ministèr)$/u;

/** Asks where an issuer sits: answered by the newest address line of its releases; `null` when something else is asked. */
export function askAddress(
  { question, terms }: Asked,
  documents: readonly Document[],
): AddressAnswer | null {
  if (question.kind !== "where" || terms.length === 0) return null;
  const found = documents.flatMap((document) => {
    const { issuer, department, language } = document.release;
    const isAboutIssuer = terms.every(
      (term) =>
        OFFICES.test(term.stem) ||
        covered(term, stemsOf(document, [issuer, department], language)) > 0,
    );
    const sentence = document.sentences.find(
      ({ kind, text }) => kind === "aside" && ADDRESS.test(text),
    );
    return isAboutIssuer && sentence
      ? [{ document, sentence, span: addressIn(sentence.text) }]
      : [];
  });
  return (
    found.toSorted((a, b) =>
      (b.document.release.date ?? "").localeCompare(a.document.release.date ?? ""),
    )[0] ?? null
  );
}

function addressIn(text: string): Span {
  const start = LABEL.exec(text)?.[0].length ?? 0;
  const end = REST.exec(text.slice(start))?.index;
  return { start, end: end === undefined ? text.length : start + end };
}

function stemsOf(
  { sentences }: Document,
  names: readonly (string | null)[],
  language: Language,
): Set<string> {
  const named = words(names.filter((name) => name !== null).join(" · "), language);
  const lines = sentences
    .filter(({ kind }) => kind === "aside")
    .flatMap(({ words: found }) => [...found]);
  return new Set([...named, ...lines].map(({ stem }) => stem));
}
