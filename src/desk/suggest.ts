import type { Library } from "../answer/library.ts";
import { officeNames } from "../answer/office-holders.ts";
import type { View } from "../archive/collection.ts";
import { LANGUAGES, type Language } from "../domain/language.ts";
import { catalogue } from "../messages/catalogue.ts";
import type { Suggestion } from "./desk.ts";
import { oncePerRelease } from "./once-per-release.ts";
import { releaseKey } from "./release-keys.ts";
import { holds } from "./search.ts";

/** Choices offered while an option is typed. */
const SUGGESTIONS = 25;
const SUGGESTION_LENGTH = 100;
/** Releases whose offices are offered. */
const OFFICE_RELEASES = 200;

/** Choices for an option of a command, while it is typed. */
export function suggestionsFor(
  option: string,
  typed: string,
  {
    view,
    language,
    library,
  }: { readonly view: View; readonly language: Language; readonly library: Library },
): Suggestion[] {
  if (option === "language") {
    return LANGUAGES.map((each) => ({ label: catalogue(each).languageName, value: each }));
  }
  const wanted = typed.trim();
  if (option === "issuer") {
    return suggestNames(
      view.valid.flatMap(({ issuer, department }) => [issuer ?? [], department ?? []].flat()),
      wanted,
    );
  }
  if (option === "topic") {
    return suggestNames(
      view.valid.flatMap(({ topics }) => topics),
      wanted,
    );
  }
  if (option === "office") return suggestNames(officesIn(view, library), wanted);
  if (option !== "title") return [];
  const offered = wanted === "" ? oncePerRelease(view.valid, view, language) : view.valid;
  return offered
    .filter(({ title }) => wanted === "" || holds([title], wanted))
    .slice(0, SUGGESTIONS)
    .map(({ id, title }) => ({
      label: title,
      value: id.length <= SUGGESTION_LENGTH ? id : releaseKey(id),
    }));
}

/** Of the newest releases: enough to choose from while one types. */
function officesIn(view: View, library: Library): string[] {
  const newest = view.valid.slice(0, OFFICE_RELEASES);
  return officeNames(newest.flatMap(({ id }) => library.document(id) ?? []));
}

/** Names that hold what was typed, each once, in the order given. */
function suggestNames(names: readonly string[], typed: string): Suggestion[] {
  return [...new Set(names)]
    .filter((name) => name.length <= SUGGESTION_LENGTH && (typed === "" || holds([name], typed)))
    .slice(0, SUGGESTIONS)
    .map((name) => ({ label: name, value: name }));
}
