import type { Answer, Answered } from "../domain/answer.ts";
import type { Citation } from "../domain/citation.ts";
import type { Release, ReleaseId } from "../domain/release.ts";
import { readingText } from "../text/reading-text.ts";

/** The stored state of a release, from where it is kept: not from the index. */
export type FindStored = (id: ReleaseId) => Release | undefined;

/** Whether the stored text says at the cited place what the citation claims, to the letter. */
export function isVerbatim(citation: Citation, find: FindStored): boolean {
  const { release: id, revision, start, end, text } = citation;
  const release = find(id);
  if (!release || release.revision !== revision) return false;
  const isInside =
    Number.isInteger(start) &&
    Number.isInteger(end) &&
    start >= 0 &&
    start < end &&
    end <= release.text.length;
  if (!isInside || text.trim() === "") return false;
  return squeezed(readingText(release.text, { start, end }).text) === squeezed(text);
}

/** Sentences of different lines are cited as one: how much white space stands between them is no matter. */
function squeezed(text: string): string {
  return text.replaceAll(/\s+/gu, " ").trim();
}

/**
 * The last check before an answer leaves: every place that it cites is compared with the stored text, and the span must lie
 * within the quotation or be of the same release. An answer with one place that differs becomes `not-found`.
 */
export function gated(answer: Answer, find: FindStored): Answer {
  if (answer.status !== "answered") return answer;
  if (citationsOf(answer).every((citation) => isVerbatim(citation, find)) && isBorneOut(answer)) {
    return { ...answer, more: answer.more.filter((citation) => isVerbatim(citation, find)) };
  }
  return { status: "not-found", nearest: [], confidence: 0 };
}

function citationsOf({ span, quote, items }: Answered): Citation[] {
  return [...(span ? [span] : []), quote, ...items];
}

/** Spans and items come from the quoted place itself. */
function isBorneOut({ span, quote, items }: Answered): boolean {
  return [...(span ? [span] : []), ...items].every(
    ({ release, start, end }) =>
      release === quote.release && start >= quote.start && end <= quote.end,
  );
}
