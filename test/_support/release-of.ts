import type { Release } from "../../src/domain/release.ts";

/** A release of an invented port authority; `body` is its one paragraph, the changes are what the test is about. */
export function releaseOf(
  id: string,
  {
    body = `The quay of ${id} opens on Monday. More is said later.`,
    ...changes
  }: Partial<Release & { body: string }> = {},
): Release {
  const title = changes.title ?? `Title of ${id}`;
  return {
    id,
    revision: 1,
    text: `${title}\n\n${body}`,
    title,
    issuer: "Veldan Port Authority",
    department: null,
    number: null,
    date: "2026-11-02",
    place: null,
    language: "en",
    topics: ["Ports"],
    contacts: [],
    paragraphs: [{ start: title.length + 2, end: title.length + 2 + body.length }],
    where: {},
    url: null,
    embargoUntil: null,
    corrects: null,
    translationOf: null,
    changeNote: null,
    withdrawn: null,
    ...changes,
  };
}
