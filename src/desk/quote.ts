import type { Library } from "../answer/library.ts";
import { checkQuotation } from "../answer/quotation-check.ts";
import { gatedQuotation } from "../answer/quotation-gate.ts";
import type { Collection } from "../archive/collection.ts";
import type { Citation } from "../domain/citation.ts";
import type { DifferencePart, QuotationCheck, QuotedPlace } from "../domain/quotation.ts";
import type { Release } from "../domain/release.ts";
import type { Action, Block, Reply } from "../domain/reply.ts";
import type { Span } from "../domain/span.ts";
import { catalogue } from "../messages/catalogue.ts";
import { actionData } from "./action-data.ts";
import {
  marksIn,
  nearestReply,
  type ReplyContext,
  sourceBlock,
  textReply,
} from "./answer-reply.ts";
import { releaseKey } from "./release-keys.ts";

/** A quotation as typed, perhaps with who is said to have said it. */
export interface QuoteRequest {
  readonly quotation: string;
  /** Named apart from the quotation. */
  readonly speaker: string | null;
}

/** Where quotations are looked for. */
export interface QuoteSource {
  readonly library: Library;
  readonly collection: Collection;
}

/** Longest quotation taken, in characters: more than a page of a release. */
export const LONGEST_QUOTATION = 2000;

/** Whether the releases that are public say what somebody quotes, with their own wording and its source. */
export function quoteReply(
  { quotation, speaker }: QuoteRequest,
  { library, collection }: QuoteSource,
  context: ReplyContext,
): Reply {
  const { view, language } = context;
  const words = catalogue(language);
  if (quotation.length > LONGEST_QUOTATION) {
    return textReply(words.quoteTooLong(LONGEST_QUOTATION), language);
  }
  const check = checked({ quotation, speaker }, { library, collection }, context);
  if (check.verdict === "too-short") return textReply(words.quoteTooShort, language);
  if (check.verdict === "not-found")
    return nearestReply(words.quoteNotFound, check.nearest, context);
  const places = check.verdict === "stitched" ? check.places : [check.place];
  const releases = places.flatMap(({ passage }) => view.find(passage.release)?.release ?? []);
  const blocks = [...verdictBlocks(check, releases[0], context), ...placeBlocks(check, context)];
  return { blocks, actions: [fullTexts(releases, context)], language };
}

/** The words of a quotation that is real, with their sentence and source; `null` for every other. */
export function realQuotation(
  quotation: string,
  source: QuoteSource,
  context: ReplyContext,
): { readonly words: Citation; readonly reply: Reply } | null {
  if (quotation.length > LONGEST_QUOTATION) return null;
  const check = checked({ quotation, speaker: null }, source, context);
  if (check.verdict !== "exact" && check.verdict !== "exact-but-marks") return null;
  const reply = { blocks: placeBlocks(check, context), language: context.language };
  return { words: check.place.words, reply };
}

function checked(
  { quotation, speaker }: QuoteRequest,
  { library, collection }: QuoteSource,
  { view }: ReplyContext,
): QuotationCheck {
  return gatedQuotation(
    checkQuotation(quotation, speaker, { library, allow: (id) => view.isValid(id) }),
    (id) => collection.stored(id),
  );
}

/** In our words: what became of the quotation. */
function verdictBlocks(
  check: Exclude<QuotationCheck, { verdict: "not-found" | "too-short" }>,
  release: Release | undefined,
  { language }: ReplyContext,
): Block[] {
  const words = catalogue(language);
  switch (check.verdict) {
    case "exact":
    case "exact-but-marks": {
      const text = check.verdict === "exact" ? words.quoteExact : words.quoteExactButMarks;
      const { unsettled } = check;
      return [
        { kind: "answer", text },
        ...(unsettled === null
          ? []
          : [{ kind: "note", text: words.quoteUnsettled(unsettled) } as const]),
      ];
    }
    case "said-by-another": {
      const { speaker } = check.place;
      const text = speaker
        ? words.quoteOtherSpeaker(speaker.text)
        : words.quoteOwnWords(release?.issuer ?? words.pressRelease, check.named);
      return [{ kind: "answer", text }];
    }
    case "stitched":
      return [{ kind: "answer", text: words.quoteStitched }];
    case "altered":
      return [
        { kind: "answer", text: words.quoteAltered },
        { kind: "note", text: words.quoteDifference },
        { kind: "text", text: worded(check.difference) },
        { kind: "note", text: words.trueWording },
      ];
  }
}

/** Ends with a letter of a script that parts words by blanks. */
const SPACED = /(?!\p{Script=Khmer})[\p{L}\p{M}\p{N}]$/u;

/** `[-left out-]` and `{+put in+}`, as `git diff --word-diff` writes them: also to be read where nothing is struck or bold. */
function worded(parts: readonly DifferencePart[]): string {
  return parts
    .map(({ kind, text }, i) => {
      const words = text.trimEnd();
      // The last word of what was quoted has no blank behind it.
      if (kind === "kept") return SPACED.test(text) && parts[i + 1] ? `${text} ` : text;
      const marked = kind === "left-out" ? `[-${words}-]` : `{+${words}+}`;
      // What takes the place of what is left out stands behind it, at the end of a text, too.
      const isReplaced = kind === "left-out" && parts[i + 1]?.kind === "put-in";
      return marked + (isReplaced || words.length < text.length ? " " : "");
    })
    .join("")
    .trim();
}

/** The release's own words with their source; a source once for what follows one another in it. */
function placeBlocks(
  check: Exclude<QuotationCheck, { verdict: "not-found" | "too-short" }>,
  context: ReplyContext,
): Block[] {
  const places = check.verdict === "stitched" ? check.places : [check.place];
  return places.flatMap((place, i): Block[] => {
    const { passage } = place;
    const release = context.view.find(passage.release)?.release;
    const isLast = places[i + 1]?.passage.release !== passage.release;
    return [
      { kind: "quote", text: passage.text, marks: marksOf(place, check) },
      ...(release && isLast ? [sourceBlock(release, context)] : []),
    ];
  });
}

/** What was quoted, or what a quotation left out, in the passage as it reads. */
function marksOf({ words, passage }: QuotedPlace, check: QuotationCheck): Span[] {
  const [whole] = marksIn(passage, [words]);
  if (!whole || check.verdict !== "altered") return whole ? [whole] : [];
  const marks: Span[] = [];
  let at = whole.start;
  for (const { kind, text } of check.difference) {
    if (kind === "put-in") continue;
    if (kind === "left-out") marks.push({ start: at, end: at + text.trimEnd().length });
    at += text.length;
  }
  return marks.length > 0 ? marks : [whole];
}

function fullTexts(releases: readonly Release[], { language }: ReplyContext): Action[] {
  const { buttons } = catalogue(language);
  const unique = [...new Map(releases.map((release) => [release.id, release])).values()];
  return unique.map(({ id, title }) => ({
    label: unique.length === 1 ? buttons.fullText : title,
    data: actionData("r", releaseKey(id)),
  }));
}
