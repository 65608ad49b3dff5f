import type { Language } from "../domain/language.ts";
import type { Release } from "../domain/release.ts";
import type { ListItem } from "../domain/reply.ts";
import { actionData } from "./action-data.ts";
import { releaseKey } from "./release-keys.ts";
import { sourceLine } from "./wording.ts";

/** A release in a list: choosing it gives its full text. */
export function releaseItem(release: Release, language: Language): Required<ListItem> {
  return {
    text: release.title,
    detail: sourceLine(release, language),
    data: actionData("r", releaseKey(release.id)),
  };
}
