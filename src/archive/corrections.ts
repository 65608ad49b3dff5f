import type { Release, ReleaseId } from "../domain/release.ts";
import { type DayOfMonth, daysIn } from "../text/dates.ts";
import { readingText } from "../text/reading-text.ts";
import { words } from "../text/words.ts";
import { newestFirst } from "./validity.ts";

/** A title that calls its text a correction. */
const TITLE_CUE =
  /^\W*(?:correction|corrected|corrigendum|erratum|rectification|rectificatif|communiqué\s+rectificatif|replacement|ការកែតម្រូវ|កែតម្រូវ|សេចក្តីកែតម្រូវ)(?![\p{L}\p{M}])[\s:–—-]*(?:(?:to|of|du|au|de)\s+(?:the\s+)?)?|[\s(–—-]+(?:correction|corrected|corrigé|rectificatif)\)?\W*$/iu;
/** Sentences that say so, near the words for a release. */
const RELEASE =
  "(?:(?:press|news|media)\\s+)?(?:release|statement|notice|communiqué|text|version|one|bulletin|avis)";
const CORRECTS =
  "(?:correct(?:s|ed|ion)|replac\\w+|supersed\\w+|amend\\w+|rectifi\\w+|corrig\\w+|remplac\\w+|annul\\w+|wrong|error|mistake|errone\\w+|erreur|too\\s+(?:high|low))";
const BODY_CUE = new RegExp(
  `${CORRECTS}[^.]{0,120}\\b${RELEASE}\\b|\\b${RELEASE}\\b[^.]{0,160}${CORRECTS}|(?:កែតម្រូវ|ជំនួស)[^។]{0,160}(?:សេចក្[តដ]ីប្រកាស|អត្ថបទ|សេចក្[តដ]ីជូនដំណឹង)|(?:សេចក្[តដ]ីប្រកាស|សេចក្[តដ]ីជូនដំណឹង)[^។]{0,200}(?:កែតម្រូវ|ជំនួស|កំហុស)`,
  "iu",
);
/** A correction that only mentions another text is told from one that replaces it by how near the day or number stands. */
const MENTION = new RegExp(`\\b${RELEASE}\\b|សេចក្[តដ]ីប្រកាស|អត្ថបទ|សេចក្[តដ]ីជូនដំណឹង`, "giu");
const NEAR_CHARACTERS = 120;
/** What is corrected is said within so many characters of a paragraph. */
const HEAD_CHARACTERS = 1500;
/** Corrections come within this time; later texts on the same subject are news. */
const WITHIN_DAYS = 400;
/** Share of the shorter title's words that two titles must have in common to name one text. */
const SAME_TITLE = 0.6;
/** Without a word on which release is meant, it must be this near in time. */
const UNNAMED_WITHIN_DAYS = 60;

/** For each release that says it corrects or replaces an earlier one of the same issuer and language: which. Only what can be told for certain. */
export function correctionsIn(releases: readonly Release[]): ReadonlyMap<ReleaseId, ReleaseId> {
  const byIssuer = Map.groupBy(releases, issuerKey);
  const found = new Map<ReleaseId, ReleaseId>();
  for (const release of releases) {
    const speech = release.corrects === null ? speechOf(release) : [];
    if (speech.length === 0) continue;
    const earlier = (byIssuer.get(issuerKey(release)) ?? []).filter((one) =>
      comesBefore(one, release, WITHIN_DAYS),
    );
    const target = correctedBy(release, speech, earlier);
    if (target) found.set(release.id, target.id);
  }
  return found;
}

function issuerKey({ issuer, language }: Release): string {
  return `${language} ${issuer?.toLowerCase() ?? ""}`;
}

function comesBefore(one: Release, release: Release, days: number): boolean {
  if (one.id === release.id || one.date === null || release.date === null) return false;
  const apart = Date.parse(release.date) - Date.parse(one.date);
  return apart >= 0 && apart <= days * 86_400_000;
}

/** Where it says that it corrects something: the title and opening of what calls itself a correction, else the paragraphs that say so. */
function speechOf(release: Release): string[] {
  const opening = release.paragraphs.slice(0, 2).map(
    (span) =>
      readingText(release.text, {
        start: span.start,
        end: Math.min(span.end, span.start + HEAD_CHARACTERS),
      }).text,
  );
  if (TITLE_CUE.test(release.title)) return [release.title, ...opening];
  return opening.filter((paragraph) => BODY_CUE.test(paragraph));
}

function correctedBy(
  release: Release,
  speech: readonly string[],
  earlier: readonly Release[],
): Release | null {
  const named = earlier.filter((one) => speech.some((text) => names(text, one, release)));
  if (named.length > 0) return likest(release, named);
  if (!TITLE_CUE.test(release.title)) return null;
  const near = earlier.filter((one) => comesBefore(one, release, UNNAMED_WITHIN_DAYS));
  return likest(
    release,
    near.filter((one) => overlap(bareTitle(release), one.title) >= SAME_TITLE),
  );
}

/** Whether `text` names `one`: its number, or its day of issue near the words for a release. */
function names(text: string, one: Release, release: Release): boolean {
  if (one.number !== null && one.number.length > 2 && text.includes(one.number)) return true;
  const days = daysIn(text, release.language).filter((day) => isDayOf(day, one, release));
  return days.some(({ start, end }) => {
    const around = text.slice(Math.max(0, start - NEAR_CHARACTERS), end + NEAR_CHARACTERS / 3);
    return around.match(MENTION) !== null;
  });
}

/** A day without its year is the last such day before the correction. */
function isDayOf({ year, month, day }: DayOfMonth, one: Release, release: Release): boolean {
  const monthAndDay = `${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
  if (one.date?.slice(5) !== monthAndDay) return false;
  return year === null ? comesBefore(one, release, 366) : one.date.startsWith(`${year}-`);
}

/** Of several that are meant perhaps, the one whose title and words are clearly nearest. */
function likest(release: Release, candidates: readonly Release[]): Release | null {
  const scored = candidates
    .map((one) => ({
      one,
      score: overlap(bareTitle(release), one.title) + overlap(head(release), head(one)),
    }))
    .toSorted((a, b) => b.score - a.score || newestFirst(a.one, b.one));
  const [first, second] = scored;
  if (!first || first.score < 0.2) return null;
  return second && second.score > first.score * 0.8 && second.one.date === first.one.date
    ? null
    : first.one;
}

function head({ text, paragraphs }: Release): string {
  return paragraphs
    .slice(0, 4)
    .map(({ start, end }) => text.slice(start, end))
    .join(" ");
}

function bareTitle({ title }: Release): string {
  return title.replace(TITLE_CUE, "");
}

/** Share of the distinct words of the one with fewer that the other has too. */
function overlap(a: string, b: string): number {
  const [x, y] = [a, b].map(
    (text) =>
      new Set(
        words(text)
          .map(({ stem }) => stem)
          .filter((stem) => stem.length > 3),
      ),
  );
  if (!x || !y || x.size === 0 || y.size === 0) return 0;
  return x.intersection(y).size / Math.min(x.size, y.size);
}
