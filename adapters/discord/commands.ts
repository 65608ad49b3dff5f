import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  Locale,
  PermissionFlagsBits,
} from "discord.js";
import { COMMANDS, type Command, catalogue, LANGUAGES, shorten } from "../../src/index.ts";
import { COMMAND_TEXT_LIMIT } from "./limits.ts";
import { discordName, type MessageCommand, messageCommands } from "./names.ts";

/** A command as Discord registers it, every field set so that it can be compared with what is registered. */
export interface CommandBody {
  readonly type: ApplicationCommandType;
  readonly name: string;
  readonly name_localizations: Readonly<Record<string, string>> | null;
  readonly description: string;
  readonly description_localizations: Readonly<Record<string, string>> | null;
  readonly options: readonly OptionBody[];
  /** A bit set; `"0"` is for administrators alone, `null` for everybody. */
  readonly default_member_permissions: string | null;
  /** Where the bot may have been installed, and where the command may be given; not for a server's own commands. */
  readonly integration_types?: readonly ApplicationIntegrationType[];
  readonly contexts?: readonly InteractionContextType[];
}

interface OptionBody {
  readonly type: ApplicationCommandOptionType;
  readonly name: string;
  readonly description: string;
  readonly description_localizations: Readonly<Record<string, string>>;
  readonly required: boolean;
  readonly autocomplete?: boolean;
  readonly choices?: readonly {
    readonly name: string;
    readonly name_localizations: Readonly<Record<string, string>>;
    readonly value: string;
  }[];
}

export interface CommandsAsked {
  /** For one server alone, at once. */
  readonly forGuild: boolean;
  /** Somebody may use the officers' commands, also in a direct message. */
  readonly hasOfficers: boolean;
  /** Default: the desk's table. */
  readonly commands?: readonly Command[];
}

/** The option with which the answer is shown to the asker only. */
export const PRIVATE_OPTION = "private";
/** Kinds of options that the desk may complete while they are typed. */
const COMPLETED = new Set<string>(["release", "office"]);
const COMPLETED_NAMES = new Set<string>(["issuer", "topic"]);
const EVERYWHERE = [
  InteractionContextType.Guild,
  InteractionContextType.BotDM,
  InteractionContextType.PrivateChannel,
];
/** Where the bot itself can post later. */
const WITH_BOT = [InteractionContextType.Guild, InteractionContextType.BotDM];
const ANY_INSTALLATION = [
  ApplicationIntegrationType.GuildInstall,
  ApplicationIntegrationType.UserInstall,
];

/** What is to be registered: the desk's commands in English with French beside it (Discord has no Khmer), and the message commands. */
export function commandBodies(asked: CommandsAsked): CommandBody[] {
  const { forGuild, commands = COMMANDS } = asked;
  const bodies = [
    ...commands.map((command) => slashCommand(command, asked)),
    ...messageCommands(commands).map(messageCommand),
  ];
  return forGuild ? bodies.map(withoutPlaces) : bodies;
}

/** Discord takes no places for a server's own commands. */
function withoutPlaces({ integration_types: _types, contexts: _contexts, ...body }: CommandBody) {
  return body;
}

function slashCommand(
  { name, audience, options }: Command,
  { hasOfficers }: CommandsAsked,
): CommandBody {
  const isPosting = discordName(name) !== name;
  const own = options.map(optionBody);
  return {
    type: ApplicationCommandType.ChatInput,
    name: discordName(name),
    name_localizations: null,
    description: described("en", "commands", name),
    description_localizations: { [Locale.French]: described("fr", "commands", name) },
    options: audience === "everyone" ? [...own, privateOption()] : own,
    default_member_permissions: permissionsFor(audience),
    integration_types:
      audience === "officers" ? [ApplicationIntegrationType.GuildInstall] : ANY_INSTALLATION,
    contexts: placesOf(audience, { isPosting, hasOfficers }),
  };
}

/** Who sees a command before an administrator says otherwise; the desk checks it once more. */
function permissionsFor(audience: Command["audience"]): string | null {
  if (audience === "officers") return "0";
  return audience === "managers" ? String(PermissionFlagsBits.ManageChannels) : null;
}

function placesOf(
  audience: Command["audience"],
  { isPosting, hasOfficers }: { readonly isPosting: boolean; readonly hasOfficers: boolean },
): readonly InteractionContextType[] {
  // In a direct message nothing hides a command: there it is for officers only where there are some.
  if (audience === "officers") return hasOfficers ? WITH_BOT : [InteractionContextType.Guild];
  return isPosting ? WITH_BOT : EVERYWHERE;
}

function optionBody({ name, kind, required }: Command["options"][number]): OptionBody {
  const body = {
    name,
    description: described("en", "options", name),
    description_localizations: { [Locale.French]: described("fr", "options", name) },
    required,
  };
  if (kind === "document") return { type: ApplicationCommandOptionType.Attachment, ...body };
  if (kind === "language") {
    return { type: ApplicationCommandOptionType.String, ...body, choices: languageChoices() };
  }
  const isCompleted = COMPLETED.has(kind) || COMPLETED_NAMES.has(name);
  return { type: ApplicationCommandOptionType.String, ...body, autocomplete: isCompleted };
}

function languageChoices(): OptionBody["choices"] & object {
  return LANGUAGES.map((language) => ({
    name: catalogue(language).languageName,
    name_localizations: {},
    value: language,
  }));
}

function privateOption(): OptionBody {
  return {
    type: ApplicationCommandOptionType.Boolean,
    name: PRIVATE_OPTION,
    description: described("en", "options", PRIVATE_OPTION),
    description_localizations: { [Locale.French]: described("fr", "options", PRIVATE_OPTION) },
    required: false,
  };
}

function messageCommand(name: MessageCommand): CommandBody {
  return {
    type: ApplicationCommandType.Message,
    name: messageCommandName(name),
    name_localizations: { [Locale.French]: catalogue("fr").messageCommands[name] },
    description: "",
    description_localizations: null,
    options: [],
    default_member_permissions: null,
    integration_types: ANY_INSTALLATION,
    contexts: EVERYWHERE,
  };
}

/** The name under which Discord sends a message command, whatever a person's language shows. */
export function messageCommandName(name: MessageCommand): string {
  return catalogue("en").messageCommands[name];
}

function described(language: "en" | "fr", kind: "commands" | "options", name: string): string {
  return shorten(catalogue(language)[kind][name] ?? name, COMMAND_TEXT_LIMIT);
}
