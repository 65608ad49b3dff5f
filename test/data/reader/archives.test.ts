import { expect, it } from "vitest";
import { archives } from "../../../data/ranker/archive.ts";
import { READER_ARCHIVES, UNREAD_ARCHIVES } from "../../../data/reader/training/archives.ts";

it("lists every archive once: the reader learns from it, or has never seen it", () => {
  const listed = [...READER_ARCHIVES, ...UNREAD_ARCHIVES];

  expect(listed.toSorted()).toEqual(archives());
});
