/** Questions as people type them in a chat. */
import { isStopWord, tokenize } from "../../../src/answer/reader/words.ts";

/** From 0 up to 1. */
export type Random = () => number;

const QUESTION_WORD = /^(?:who|whom|whose|what|which|when|where|why|how)$/u;
const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/** With a typing error or in key words; undefined if the question is too short for it. */
export function asTyped(question: string, random: Random): string | undefined {
  return random() < 0.5 ? misspelt(question, random) : keyWords(question, random);
}

function pick<T>(items: readonly [T, ...T[]], random: Random): T {
  return items[Math.floor(random() * items.length)] ?? items[0];
}

/** One letter lost, doubled, swapped or replaced, in a word of at least four. */
function misspelt(question: string, random: Random): string | undefined {
  const [first, ...others] = tokenize(question).filter(
    ({ text, lower }) => /^\p{L}{4,}$/u.test(text) && !QUESTION_WORD.test(lower),
  );
  if (!first) return undefined;
  const { start, end } = pick([first, ...others], random);
  const at = start + 1 + Math.floor(random() * (end - start - 2));
  const letter = LETTERS.charAt(Math.floor(random() * LETTERS.length));
  const own = question.charAt(at);
  const next = question.charAt(at + 1);
  const [before, after] = [question.slice(0, at), question.slice(at + 1)];
  return pick(
    [
      before + after,
      before + own + own + after,
      before + next + own + after.slice(1),
      before + letter + after,
    ],
    random,
  );
}

/** Nouns that people put for a question word. */
const CUES: ReadonlyMap<string, readonly [string, ...string[]]> = new Map([
  ["who", ["name", "person"]],
  ["when", ["date", "day", "when"]],
  ["where", ["place", "location"]],
  ["why", ["reason"]],
  ["how many", ["number of", "number"]],
  ["how much", ["amount", "cost"]],
  ["how long", ["duration", "length"]],
]);

/** Content words alone; the question word stands in front or at the end, becomes a noun or is lost. */
function keyWords(question: string, random: Random): string | undefined {
  const words = tokenize(question).flatMap(({ word, lower }) => (word ? [lower] : []));
  const at = words.findIndex((word) => QUESTION_WORD.test(word));
  const size = words[at] === "how" ? 2 : 1;
  const asked = at < 0 ? "" : words.slice(at, at + size).join(" ");
  const rest = words.filter((word, i) => !isStopWord(word) && (at < 0 || i < at || i >= at + size));
  if (rest.length < 2) return undefined;
  const place = random();
  if (place < 0.4) return [asked, ...rest].join(" ").trim();
  if (place < 0.6) return [...rest, asked].join(" ").trim();
  const cues = CUES.get(asked);
  const cue = cues && random() < 0.7 ? pick(cues, random) : "";
  return (place < 0.85 ? [cue, ...rest] : [...rest, cue]).join(" ").trim();
}
