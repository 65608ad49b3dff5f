import type { View } from "../archive/collection.ts";
import type { Language } from "../domain/language.ts";
import type { Release, ReleaseId } from "../domain/release.ts";

/**
 * Each release once, whatever languages it is in, where the first of its texts stood: in `language` where it is, else the
 * original.
 */
export function oncePerRelease(
  releases: readonly Release[],
  view: View,
  language: Language,
): Release[] {
  const shown = new Set<ReleaseId>();
  return releases.flatMap((release) => {
    if (shown.has(release.id)) return [];
    const texts = [release, ...view.counterparts(release)];
    for (const { id } of texts) shown.add(id);
    return (
      texts.find((text) => text.language === language) ??
      texts.find(({ translationOf }) => translationOf === null) ??
      release
    );
  });
}
