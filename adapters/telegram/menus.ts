import type { Api } from "grammy";
import type { BotCommand, BotCommandScope } from "grammy/types";
import type { Audience, Language } from "../../src/index.ts";
import { COMMANDS, catalogue, LANGUAGES } from "../../src/index.ts";
import type { Persistence } from "./persistence.ts";
import { persist } from "./persistence.ts";

/** The commands offered while one types `/`, by who types where and in which language. */
export interface Menus {
  /** For everybody; to be set once at the start. */
  setAll(): Promise<void>;
  /** For a press officer, in the private chat; Telegram takes it once that chat exists. */
  setForOfficer(person: string): Promise<void>;
}

type Scope = readonly [BotCommandScope["type"] & `${"default" | "all"}${string}`, Audience[]];

/** Members of a group are not offered what only its administrators may do. */
const SCOPES: readonly Scope[] = [
  ["default", ["everyone"]],
  ["all_private_chats", ["everyone", "managers"]],
  ["all_group_chats", ["everyone"]],
  ["all_chat_administrators", ["everyone", "managers"]],
];

export interface MenuParts extends Persistence {
  readonly api: Api;
  /** Of the menu for apps that speak none of ours. */
  readonly language: Language;
}

export function createMenus({ api, language, signal, log }: MenuParts): Menus {
  const officers = new Set<string>();

  async function set(scope: BotCommandScope, audiences: readonly Audience[]): Promise<void> {
    await api.setMyCommands(commandsFor(audiences, language), { scope });
    for (const other of LANGUAGES.filter((each) => each !== language)) {
      await api.setMyCommands(commandsFor(audiences, other), { scope, language_code: other });
    }
  }
  return {
    async setAll() {
      try {
        for (const [type, audiences] of SCOPES) {
          const setOne = async (): Promise<void> => {
            await set({ type }, audiences);
          };
          await persist(setOne, { signal, log });
        }
      } catch (error) {
        const reason = error instanceof Error ? error.message : "";
        log.warn({ reason }, "The command menus could not be set");
      }
    },
    async setForOfficer(person) {
      if (officers.has(person)) return;
      officers.add(person);
      const chat = Number(person);
      try {
        await set({ type: "chat", chat_id: chat }, ["everyone", "managers", "officers"]);
      } catch {
        // No private chat with this officer yet: tried again when they write.
        officers.delete(person);
      }
    },
  };
}

function commandsFor(audiences: readonly Audience[], language: Language): BotCommand[] {
  const descriptions = catalogue(language).commands;
  return COMMANDS.filter(({ audience }) => audiences.includes(audience)).map(({ name }) => ({
    command: name,
    description: descriptions[name] ?? name,
  }));
}
