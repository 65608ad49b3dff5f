import type { View } from "../archive/collection.ts";
import { LANGUAGES, type Language } from "../domain/language.ts";
import type { Release } from "../domain/release.ts";
import type { Action } from "../domain/reply.ts";
import { catalogue } from "../messages/catalogue.ts";
import { actionData } from "./action-data.ts";
import { releaseKey } from "./release-keys.ts";
import { wordLanguage } from "./wording.ts";

/** A button for each other language that a release is in, the chat's own first; `verb` says what of it is shown. */
export function counterpartActions(
  release: Release,
  { view, language }: { readonly view: View; readonly language: Language },
  verb: "r" | "kit" = "r",
): Action[] {
  const { buttons } = catalogue(language);
  const order = [language, ...LANGUAGES];
  return view
    .counterparts(release)
    .toSorted((a, b) => order.indexOf(a.language) - order.indexOf(b.language))
    .map((other) => ({
      label: buttons.otherLanguage(wordLanguage(other.language, language)),
      data: actionData(verb, releaseKey(other.id)),
    }));
}
