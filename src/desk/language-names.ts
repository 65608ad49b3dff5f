import { isLanguage, type Language } from "../domain/language.ts";

const NAMES: Readonly<Record<string, Language>> = {
  english: "en",
  anglais: "en",
  អង់គ្លេស: "en",
  khmer: "km",
  ខ្មែរ: "km",
  ភាសាខ្មែរ: "km",
  french: "fr",
  français: "fr",
  francais: "fr",
  បារាំង: "fr",
};

/** A language by its code or its name in any of our languages. */
export function languageNamed(typed: string): Language | null {
  const wanted = typed.trim().toLowerCase();
  return isLanguage(wanted) ? wanted : (NAMES[wanted] ?? null);
}
