import type { Span } from "../domain/span.ts";

/** A field that a line states behind its name: `Issued by: Lowgate Ferry Board`. */
export interface Labelled extends Span {
  readonly field: "title" | "issuer" | "department" | "place";
}

const LABELS: readonly (readonly [Labelled["field"], RegExp])[] = [
  [
    "issuer",
    /^(?:issued\s+by|from|source|issuer|issuing\s+(?:body|office|authority)|organi[sz]ation|émetteur|émis\s+par|organisme|ចេញផ្សាយដោយ|ស្ថាប័ន)$/iu,
  ],
  ["department", /^(?:department|division|unit|service|direction|département|អង្គភាព|នាយកដ្ឋាន)$/iu],
  ["place", /^(?:place|location|city|lieu|ទីកន្លែង)$/iu],
  ["title", /^(?:title|headline|subject|re|titre|objet|ប្រធានបទ|កម្មវត្ថុ)$/iu],
];
/** Also of a table with two columns. */
const LINE =
  /^\*{0,2}(?<label>[\p{L}\p{M}]+(?:\s[\p{L}\p{M}]+)?)\*{0,2}\s?(?:[:៖]\s*\||[:៖|])\*{0,2}\s*(?<value>\S.*)$/u;

/** What field `line` states and where its value stands in it; null when it states none. */
export function labelledIn(line: string): Labelled | null {
  if (line.length > 300) return null;
  const { label, value } = LINE.exec(line)?.groups ?? {};
  const field = LABELS.find(([, names]) => label !== undefined && names.test(label))?.[0];
  if (field === undefined || value === undefined) return null;
  return { field, start: line.length - value.length, end: line.length };
}
