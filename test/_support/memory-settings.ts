import type { ChatSettings } from "../../src/desk/create-desk.ts";
import type { Keepsakes } from "../../src/desk/keepsakes.ts";
import type { ChatAddress } from "../../src/domain/chat.ts";
import type { Language } from "../../src/domain/language.ts";

/** Settings that last as long as the process: for tests of what is said. */
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

/** What buttons stand for, as long as the process. */
export function createMemoryKeepsakes(): Keepsakes {
  const kept = new Map<string, string>();
  return {
    keep: (key, value) => {
      kept.set(key, value);
      return Promise.resolve();
    },
    find: (key) => Promise.resolve(kept.get(key) ?? null),
  };
}
