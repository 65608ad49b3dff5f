import type { Release } from "../../src/domain/release.ts";

export function releaseOf(id: string): Release {
  const title = `The ${id} berth opens`;
  const body = "Ships of every size may use it from Monday.";
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
    topics: ["ports"],
    contacts: [],
    paragraphs: [{ start: title.length + 2, end: title.length + 2 + body.length }],
    where: {},
    url: null,
    embargoUntil: null,
    corrects: null,
    translationOf: null,
    changeNote: null,
    withdrawn: null,
  };
}
