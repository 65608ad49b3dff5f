/** Where the accepted answers stand, in tokens. */
import type { Span } from "../../../src/domain/span.ts";
import type { Passage } from "../../../src/answer/reader/features.ts";
import type { Question } from "../../../src/answer/reader/question.ts";

/** First token, last token, number of those who gave this answer. */
export type Gold = readonly [number, number, number];

export interface Answer {
  readonly text: string;
  /** Where it stands, if that is known. */
  readonly start?: number | undefined;
}

/** First and last token inside a span; undefined if there is none, or they stand in two sentences. */
export function tokensOf(
  { tokens, sentence }: Passage,
  { start, end }: Span,
): readonly [number, number] | undefined {
  const first = tokens.findIndex((token) => token.start >= start && token.start < end);
  if (first < 0) return undefined;
  let last = first;
  while ((tokens[last + 1]?.end ?? Infinity) <= end) last += 1;
  return sentence[last] === sentence[first] ? [first, last] : undefined;
}

/** All places of the answers (repeated as often as they were given) in the sentence that shares most with the question. */
export function locate(
  text: string,
  passage: Passage,
  { answers, question }: { readonly answers: readonly Answer[]; readonly question: Question },
): Gold[] {
  const places = new Map<string, Gold>();
  for (const answer of answers) {
    const wanted = answer.text.trim().replace(/[.,]$/u, "");
    for (const span of occurrences(wanted, text)) {
      const found = wholeTokens(passage, span);
      if (!found || Math.abs((answer.start ?? span.start) - span.start) > 1) continue;
      const key = found.join("-");
      places.set(key, [...found, (places.get(key)?.[2] ?? 0) + 1]);
    }
  }
  const stems = new Set(question.terms.map((i) => question.tokens[i]?.stem ?? ""));
  let best = -1;
  let sentence = -1;
  for (const [first] of places.values()) {
    const own = passage.sentence[first] ?? -1;
    const [from, to] = passage.bounds[own] ?? [0, 0];
    const found = new Set(passage.tokens.slice(from, to).map(({ stem }) => stem));
    const { size } = found.intersection(stems);
    if (size > best) [best, sentence] = [size, own];
  }
  return [...places.values()].filter(([first]) => passage.sentence[first] === sentence);
}

function occurrences(wanted: string, text: string): Span[] {
  const found: Span[] = [];
  if (wanted === "") return found;
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1))
    found.push({ start: at, end: at + wanted.length });
  return found;
}

/** Undefined if the span begins or ends within a token. */
function wholeTokens(passage: Passage, span: Span): readonly [number, number] | undefined {
  const found = tokensOf(passage, span);
  if (!found) return undefined;
  const [first, last] = found.map((i) => passage.tokens[i]);
  return first?.start === span.start && last?.end === span.end ? found : undefined;
}

/** The text without every sentence that holds an answer; undefined if fewer than two are left. */
export function withoutAnswer(
  text: string,
  { tokens, bounds }: Passage,
  answers: readonly Answer[],
): string | undefined {
  const rest = bounds
    .map(([from, to]) => text.slice(tokens[from]?.start, tokens[to - 1]?.end))
    .filter((sentence) => !answers.some((answer) => sentence.includes(answer.text)));
  return rest.length >= 2 ? rest.join(" ") : undefined;
}
