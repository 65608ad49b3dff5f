import {
  type ApplicationCommandDataResolvable,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type ChatInputApplicationCommandData,
  type Client,
  Locale,
} from "discord.js";
import { COMMANDS, type Command, catalogue, shorten } from "../../src/index.ts";
import { COMMAND_TEXT_LIMIT } from "./limits.ts";

/** The desk's commands as Discord's slash commands, in English with French beside it; Discord has no Khmer. */
export function slashCommands(): ChatInputApplicationCommandData[] {
  return COMMANDS.filter(({ audience }) => audience !== "officers").map(slashCommand);
}

function slashCommand({ name, options }: Command): ChatInputApplicationCommandData {
  return {
    type: ApplicationCommandType.ChatInput,
    name,
    description: described("en", "commands", name),
    descriptionLocalizations: { [Locale.French]: described("fr", "commands", name) },
    options: options
      .filter(({ kind }) => kind !== "document")
      .map((option) => ({
        type: ApplicationCommandOptionType.String,
        name: option.name,
        description: described("en", "options", option.name),
        descriptionLocalizations: { [Locale.French]: described("fr", "options", option.name) },
        required: option.required,
        autocomplete: option.kind === "release" || option.kind === "language",
      })),
  };
}

function described(language: "en" | "fr", kind: "commands" | "options", name: string): string {
  return shorten(catalogue(language)[kind][name] ?? name, COMMAND_TEXT_LIMIT);
}

/** Brings what is registered, everywhere or in one server, in line with the table; sends nothing when nothing differs. */
export async function register(client: Client<true>, guildId: string | null): Promise<void> {
  const wanted = slashCommands();
  const commands = client.application.commands;
  const scope = guildId === null ? {} : { guildId };
  const present = await commands.fetch({ ...scope, withLocalizations: true });
  const isSame =
    present.size === wanted.length &&
    wanted.every((command) => present.some((other) => other.equals(command)));
  if (isSame) return;
  const all: ApplicationCommandDataResolvable[] = wanted;
  if (guildId === null) await commands.set(all);
  else await commands.set(all, guildId);
}
