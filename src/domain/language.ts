/** Languages that releases and chats may have; ISO 639-1. The first is the default. */
export const LANGUAGES = ["en", "km", "fr"] as const;

export type Language = (typeof LANGUAGES)[number];

export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.some((language) => language === value);
}
