import type { ChatAddress } from "../domain/chat.ts";
import type { Language } from "../domain/language.ts";
import type { ChatSettings } from "./create-desk.ts";

/** Settings that last as long as the process: for the terminal and for tests. */
export function createMemorySettings(): ChatSettings {
  const languages = new Map<string, Language>();
  return {
    language: (address) => Promise.resolve(languages.get(keyOf(address)) ?? null),
    setLanguage: (address, language) => {
      languages.set(keyOf(address), language);
      return Promise.resolve();
    },
    forget: () => Promise.resolve(),
  };
}

function keyOf({ platform, chat }: ChatAddress): string {
  return JSON.stringify([platform, chat]);
}
