import type { Language } from "../domain/language.ts";
import type { DifferencePart, QuotationCheck, QuotedPlace } from "../domain/quotation.ts";
import type { ReleaseId } from "../domain/release.ts";
import type { Span } from "../domain/span.ts";
import type { QueryTerm } from "../search/release-index.ts";
import { isStopWord } from "../text/stop-words.ts";
import { clusterPairs, contentStems } from "../text/terms.ts";
import { words } from "../text/words.ts";
import type { Document } from "./document.ts";
import type { Library } from "./library.ts";
import { matchSpeaker, type SpeakerMatch } from "./named-speaker.ts";
import { nearestStretch, type Stretch } from "./nearest-stretch.ts";
import { type QuotationClaim, readClaims } from "./quotation-claim.ts";
import { difference } from "./quotation-difference.ts";
import { type Cover, coverByRuns, exactRuns, type SaidWords, weightOf } from "./quotation-runs.ts";
import { type Speaking, speakingAt } from "./quotation-speaker.ts";
import {
  citationAt,
  passageAround,
  type QuotedText,
  quotedText,
  sentencesIn,
} from "./quoted-text.ts";
import { quotedWords, visible } from "./quoted-words.ts";

export interface QuotationSearch {
  readonly library: Library;
  /** Whether a release exists, and is valid, for the one who asks. */
  readonly allow: (id: ReleaseId) => boolean;
}

/** Releases in which a quotation is looked for word by word. */
const SEARCHED = 40;
/** Of these, compared with the quotation by alignment: words times words each. */
const ALIGNED = 12;
const NEAREST = 3;
/** Characters; a few sentences. */
const LONGEST_PASSAGE = 600;
/** Releases whose offices are looked up when the one with the words does not give the speaker's. */
const OTHERS = 40;
/** Fewer words are no quotation, and with fewer than the second nothing can be said of what no release has. */
const FEWEST_WORDS = 2;
const FEWEST_TO_DENY = 4;
/** Words of a release around a quotation that say that its sentence was typed, not a name. */
const FEWEST_AROUND = 3;
/** Share of the words that may differ before nothing is left of the wording. */
const MOST_CHANGED = 0.5;
/** Up to this share it is the wording, also where it is made of the commonest words. */
const FEW_CHANGED = 0.25;
/** What a joint between two places counts for, in changed words: below it a change is likelier than a joint. */
const JOINT = 3;
/** What ends a sentence, begins or ends a quotation. */
const PARTING = /[.!?…។៕](?=\s|["”»])|["“”„«»]/gu;
/** Behind the last word of a text. */
const MARKS_BEHIND = /[^\p{L}\p{M}\p{N}]*$/u;
/** Share of the words that may be in none of the joined places: `and`, `but`, a name. */
const MOST_UNJOINED = 0.25;

/**
 * Compares what a person typed as a quotation with the releases. `speaker` is whom they name apart from it; a name typed
 * beside quotation marks or in `did X say ...` is found here. The newest release that has the words counts.
 */
export function checkQuotation(
  typed: string,
  speaker: string | null,
  search: QuotationSearch,
): QuotationCheck {
  const claims = readClaims(typed, speaker).map((claim) => new Inquiry(claim, search));
  const asked = claims.filter(({ size }) => size >= FEWEST_WORDS);
  const exact = asked.flatMap((claim) => claim.exact() ?? []);
  const [found] = exact.toSorted((a, b) => Number(isByAnother(a)) - Number(isByAnother(b)));
  if (found && found.kept === asked.at(-1)?.size) return found.check;
  const deniable = asked.filter(({ size }) => size >= FEWEST_TO_DENY);
  const near = deniable
    .flatMap((claim) => claim.near() ?? [])
    .toSorted((a, b) => a.changed - b.changed);
  if (found) {
    // The release's own sentence about who said it, with words put in there: not a name of the asker's.
    const wider = near.find(({ kept, putIn }) => putIn && kept >= found.kept + FEWEST_AROUND);
    return (wider ?? found).check;
  }
  if (deniable.length === 0) return { verdict: "too-short" };
  return near[0]?.check ?? { verdict: "not-found", nearest: deniable[0]?.nearest() ?? [] };
}

/** What one reading of the typed words comes to. */
interface Finding {
  readonly check: QuotationCheck;
  /** Words that differ. */
  readonly changed: number;
  /** Words that do not. */
  readonly kept: number;
  /** Whether it has words that do not stand there in the release. */
  readonly putIn: boolean;
}

function isByAnother({ check }: Finding): boolean {
  return check.verdict === "said-by-another";
}

/** A place that has the words of a quotation, judged. */
interface ExactPlace {
  readonly text: QuotedText;
  readonly there: Span;
  readonly speaking: Speaking;
  readonly match: SpeakerMatch;
  readonly isToTheMark: boolean;
}

/** One reading of what was typed, against the releases. */
class Inquiry {
  readonly #claim: QuotationClaim;
  readonly #search: QuotationSearch;
  readonly #quotation: string;
  readonly #said = new Map<Language, SaidWords>();
  #ids: readonly ReleaseId[] | null = null;

  constructor(claim: QuotationClaim, search: QuotationSearch) {
    this.#claim = claim;
    this.#search = search;
    this.#quotation = visible(claim.quotation);
  }

  /** In words. */
  get size(): number {
    const { words: said } = this.#saidIn("en");
    return weightOf(said, { start: 0, end: said.length });
  }

  #saidIn(language: Language): SaidWords {
    const before = this.#said.get(language);
    if (before) return before;
    const isOneCase = !/\p{Lu}/u.test(this.#quotation) || !/\p{Ll}/u.test(this.#quotation);
    const said = { words: quotedWords(this.#quotation, language), caseless: isOneCase };
    this.#said.set(language, said);
    return said;
  }

  #saidFor({ document }: QuotedText): SaidWords {
    return this.#saidIn(document.release.language);
  }

  /** The releases nearest by their words, best first. */
  #nearestIds(): readonly ReleaseId[] {
    const { library, allow } = this.#search;
    this.#ids ??= library.index
      .search(termsOf(this.#quotation), SEARCHED, allow)
      .map(({ id }) => id);
    // Stop words alone are in no index.
    if (this.#ids.length > 0) return this.#ids;
    return [...library.releases()]
      .map(({ id }) => id)
      .filter(allow)
      .slice(0, SEARCHED);
  }

  nearest(): readonly ReleaseId[] {
    return this.#nearestIds().slice(0, NEAREST);
  }

  #texts(limit: number): QuotedText[] {
    return this.#nearestIds()
      .slice(0, limit)
      .flatMap((id) => this.#search.library.document(id) ?? [])
      .map(quotedText);
  }

  /** The words in a release, all of them and in order; null when none has them. */
  exact(): Finding | null {
    const found = this.#texts(SEARCHED)
      .toSorted(newestFirst)
      .flatMap((text) => exactRuns(this.#saidFor(text), text))
      .map(({ text, there }) => this.#exactPlace(text, wordsSpan(text, there)));
    const best = found.toSorted((a, b) => rankOf(b) - rankOf(a))[0];
    const place = best && placeAt(best.text.document, best.there, best.speaking);
    if (!best || !place) return null;
    const { speaker, isGuess } = this.#claim;
    if (isGuess && best.match === "unknown") return null;
    const all = { changed: 0, kept: this.size, putIn: false };
    if (speaker !== null && best.match === "no") {
      return { ...all, check: { verdict: "said-by-another", place, named: speaker } };
    }
    const verdict = best.isToTheMark ? "exact" : "exact-but-marks";
    const unsettled = best.match === "unknown" ? speaker : null;
    return { ...all, check: { verdict, place, unsettled } };
  }

  #exactPlace(text: QuotedText, there: Span): ExactPlace {
    const { document } = text;
    const { words: said } = this.#saidFor(text);
    const speaking = speakingAt(document, there);
    const mine = this.#quotation.slice(said[0]?.start ?? 0, said.at(-1)?.end ?? 0);
    const isToTheMark = visible(mine) === visible(document.text.slice(there.start, there.end));
    return { text, there, speaking, match: this.#matchOf(speaking, document, there), isToTheMark };
  }

  #matchOf(speaking: Speaking, document: Document, there: Span): SpeakerMatch {
    const { speaker } = this.#claim;
    const { library, allow } = this.#search;
    if (speaker === null) return "yes";
    const passage = passageAround(document, there);
    return matchSpeaker(speaker, speaking, {
      document,
      passage: document.text.slice(passage.start, passage.end),
      library,
      others: () => {
        const { name } = speaking;
        const about = name ? document.text.slice(name.start, name.end) : speaker;
        return library.index
          .search(termsOf(about), OTHERS, allow)
          .flatMap(({ id }) => library.document(id) ?? []);
      },
    });
  }

  /** What is nearest to the quotation where no release has all its words: one place with changes, or several joined. */
  near(): Finding | null {
    const texts = this.#texts(ALIGNED);
    const altered = this.#altered(texts.toSorted(newestFirst));
    const stitched = this.#stitched(this.#texts(SEARCHED));
    if (stitched && (!altered || stitched.changed < altered.changed)) return stitched;
    return altered;
  }

  #altered(texts: readonly QuotedText[]): Finding | null {
    const stretches = texts.map((text) => nearestStretch(this.#saidFor(text), text));
    const best = stretches.reduce<Stretch | null>(
      (least, each) => (least && least.distance <= each.distance ? least : each),
      null,
    );
    if (!best || best.distance > MOST_CHANGED * this.size) return null;
    const { text } = best;
    const { document } = text;
    const there = withoutForeignEnds(text, best.there, this.#differenceAt(text, best.there));
    const span = wordsSpan(text, there);
    const parts = this.#differenceAt(text, there);
    const place = placeAt(document, span, speakingAt(document, span));
    const kept = parts.filter(({ kind }) => kind === "kept").map((part) => part.text);
    const isClear = best.distance <= FEW_CHANGED * this.size || saysSomething(kept.join(" "));
    if (!place || !isClear) return null;
    return {
      check: { verdict: "altered", place, difference: parts },
      changed: best.distance,
      kept: this.size - best.distance,
      putIn: parts.some(({ kind }) => kind === "put-in"),
    };
  }

  #differenceAt(text: QuotedText, { start, end }: Span): DifferencePart[] {
    return difference(
      { text: text.document.text, words: text.words.slice(start, end) },
      { text: this.#quotation, ...this.#saidFor(text) },
    );
  }

  #stitched(texts: readonly QuotedText[]): Finding | null {
    const best = coverByRuns((text) => this.#saidFor(text), texts);
    if (best.runs.length < 2 || best.uncovered > MOST_UNJOINED * this.size) return null;
    const spans = best.runs.map(({ text, there }) => ({ text, span: wordsSpan(text, there) }));
    if (spans.every((each) => isSameSentence(each, spans[0]))) return null;
    const places = spans.flatMap(
      ({ text: { document }, span }) => placeAt(document, span, speakingAt(document, span)) ?? [],
    );
    if (places.length < spans.length) return null;
    const kept = this.size - best.uncovered;
    return { check: { verdict: "stitched", places }, changed: costOf(best), kept, putIn: true };
  }
}

function costOf({ runs, uncovered }: Cover): number {
  return uncovered + JOINT * Math.max(0, runs.length - 1);
}

interface PlacedSpan {
  readonly text: QuotedText;
  readonly span: Span;
}

function isSameSentence(a: PlacedSpan, b: PlacedSpan | undefined): boolean {
  if (b?.text !== a.text) return false;
  const [one, other] = [a, b].map(({ text, span }) => passageAround(text.document, span));
  return one?.start === other?.start && one?.end === other?.end;
}

function newestFirst(a: QuotedText, b: QuotedText): number {
  return (b.document.release.date ?? "").localeCompare(a.document.release.date ?? "");
}

const BY_MATCH: Readonly<Record<SpeakerMatch, number>> = { yes: 4, unknown: 2, no: 0 };

function rankOf({ match, isToTheMark }: ExactPlace): number {
  return BY_MATCH[match] + (isToTheMark ? 1 : 0);
}

/** In the document's text, from the first to the last of the words. */
function wordsSpan({ words: all }: QuotedText, { start, end }: Span): Span {
  return { start: all[start]?.start ?? 0, end: all[end - 1]?.end ?? 0 };
}

/**
 * A stretch of words without those at its ends that were left out and that a sentence's end or a quotation mark parts from
 * what was kept: they are not what the asker's words there (`Ms X said`) stand for.
 */
function withoutForeignEnds(text: QuotedText, there: Span, parts: readonly DifferencePart[]): Span {
  const own = placed(parts.filter(({ kind }) => kind !== "put-in"));
  const firm = own.filter(isFirm);
  const [first, last] = [firm[0], firm.at(-1)];
  if (!first || !last) return there;
  const leftOut = own.filter(({ kind }) => kind === "left-out");
  const { start } = wordsSpan(text, there);
  const all = own.map((part) => part.text).join("");
  const before = leftOut
    .filter((part) => part.start < first.start)
    .flatMap((part) => [...part.text.matchAll(PARTING)].map(({ index }) => part.start + index))
    .at(-1);
  const behind = leftOut
    .filter((part) => part.start > last.start)
    .flatMap((part) => {
      // The marks behind the word before are looked at, too.
      const from = all.slice(0, part.start).search(MARKS_BEHIND);
      const at = all.slice(from, part.start + part.text.length).search(PARTING);
      return at < 0 ? [] : [from + at];
    })[0];
  const aligned = text.words.slice(there.start, there.end);
  return {
    start: there.start + aligned.filter((word) => word.start - start < (before ?? 0)).length,
    end: there.end - aligned.filter((word) => word.end - start > (behind ?? all.length)).length,
  };
}

/** Each part with where it begins in all of them together. */
function placed(parts: readonly DifferencePart[]): (DifferencePart & { readonly start: number })[] {
  let start = 0;
  return parts.map((part) => {
    const at = start;
    start += part.text.length;
    return { ...part, start: at };
  });
}

/** Kept words that were not met by chance. */
function isFirm({ kind, text }: DifferencePart): boolean {
  return kind === "kept" && words(text).length >= FEWEST_AROUND;
}

function placeAt(document: Document, span: Span, speaking: Speaking): QuotedPlace | null {
  const { attribution, label } = speaking;
  const cited = citationAt(document, span);
  const passage = citationAt(document, passageWith(document, span, label));
  if (!cited || !passage) return null;
  const speaker = label && citationAt(document, label);
  return { words: cited, passage, attribution, speaker };
}

/** The whole sentences around the words, up to the one that names the speaker where that is near. */
function passageWith(document: Document, span: Span, label: Span | null): Span {
  const own = passageAround(document, span);
  const [first] = sentencesIn(document, own);
  const [other] = label ? sentencesIn(document, label) : [];
  if (!label || !other || other.paragraph < 0 || other.paragraph !== first?.paragraph) return own;
  const both = passageAround(document, {
    start: Math.min(own.start, label.start),
    end: Math.max(own.end, label.end),
  });
  return both.end - both.start <= LONGEST_PASSAGE ? both : own;
}

/** What the index is asked for; stems of both languages that have endings. */
function termsOf(text: string): QueryTerm[] {
  const found = [...words(text, "en"), ...words(text, "fr")];
  return [
    ...contentStems(found).map((term) => ({ term, weight: 1 })),
    ...found.flatMap(clusterPairs).map((term) => ({ term, weight: 0.3 })),
  ];
}

/** More than the words that every sentence has. */
function saysSomething(text: string): boolean {
  return words(text).filter(({ form }) => !isStopWord(form)).length >= 2;
}
