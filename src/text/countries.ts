import type { Language } from "../domain/language.ts";

const known = new Map<Language, ReadonlyMap<string, string>>();

/** Countries and regions as a language names them, with their codes; those with a name of three characters or more. */
export function countries(language: Language): ReadonlyMap<string, string> {
  const before = known.get(language);
  if (before) return before;
  const names = new Intl.DisplayNames(language, { type: "region" });
  const letters = Array.from({ length: 26 }, (_, i) => String.fromCodePoint(65 + i));
  const codes = letters.flatMap((a) => letters.map((b) => a + b));
  const found = new Map(
    codes.flatMap((code) => {
      const name = names.of(code) ?? code;
      return name === code || name.length < 3 ? [] : [[name, code] as const];
    }),
  );
  known.set(language, found);
  return found;
}
