import type { Release } from "../domain/release.ts";

/** Another number for every other state of what a release says and states, all but surely (FNV-1a). */
export function markOf(release: Release): number {
  const { revision, language, issuer, department, topics, where, paragraphs, text } = release;
  const { title, number, date, corrects, correctsNothing, translationOf } = release;
  const fields = JSON.stringify([
    [revision, language, issuer, department, title, number, date],
    [corrects, correctsNothing, translationOf],
    topics,
    where.title,
    paragraphs,
  ]);
  let mark = 0x811c9dc5;
  for (const part of [fields, text])
    for (let i = 0; i < part.length; i += 1)
      mark = Math.imul(mark ^ part.charCodeAt(i), 0x01000193);
  return mark >>> 0;
}
