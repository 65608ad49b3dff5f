import { expect, it } from "vitest";
import { Collection } from "../../src/archive/collection.ts";
import { oncePerRelease } from "../../src/desk/once-per-release.ts";
import type { Language } from "../../src/domain/language.ts";
import type { Release } from "../../src/domain/release.ts";
import { releaseOf } from "../_support/release-of.ts";

const AT = Date.parse("2026-11-27T12:00:00Z");
const FERRY = releaseOf("ferry");
const FERRY_KM = releaseOf("ferry-km", { language: "km", translationOf: "ferry" });
const FERRY_FR = releaseOf("ferry-fr", { language: "fr", translationOf: "ferry-km" });
const QUAY = releaseOf("quay", { language: "fr", date: "2026-10-20" });

function shown(language: Language, ...releases: readonly Release[]): string[] {
  const collection = new Collection("UTC");
  for (const release of releases) collection.put(release);
  const view = collection.view(AT);
  return oncePerRelease(view.valid, view, language).map(({ id }) => id);
}

it.each([
  ["en", "ferry"],
  ["km", "ferry-km"],
  // The translation of a translation.
  ["fr", "ferry-fr"],
] as const)("shows a release once, in the asker's language (%s)", (language, id) => {
  expect(shown(language, FERRY, FERRY_KM, FERRY_FR, QUAY)).toEqual([id, "quay"]);
});

it("shows the original where a release is not in the asker's language", () => {
  expect(shown("fr", FERRY, FERRY_KM)).toEqual(["ferry"]);
});

it("shows another text where the one in the asker's language is not valid", () => {
  expect(shown("km", FERRY, { ...FERRY_KM, withdrawn: "An error." })).toEqual(["ferry"]);
});
