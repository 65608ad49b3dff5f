/** Who may give a command. */
export type Audience =
  | "everyone"
  /** Everybody in a private chat, whoever manages the chat elsewhere. */
  | "managers"
  | "officers";

/** What an option takes; platforms may complete or check it. */
export type OptionKind = "text" | "release" | "office" | "language" | "date" | "document";

export interface CommandOption {
  readonly name: string;
  readonly kind: OptionKind;
  readonly required: boolean;
}

export interface Command {
  readonly name: string;
  readonly audience: Audience;
  /** The first takes what is typed behind the command. */
  readonly options: readonly CommandOption[];
}

const one = (name: string, kind: OptionKind, required: boolean): readonly CommandOption[] => [
  { name, kind, required },
];

/** What a chat may be subscribed to; all left out: everything. */
const FOLLOWED: readonly CommandOption[] = [
  { name: "words", kind: "text", required: false },
  { name: "issuer", kind: "text", required: false },
  { name: "topic", kind: "text", required: false },
  { name: "language", kind: "language", required: false },
];

const TABLE = [
  { name: "ask", audience: "everyone", options: one("question", "text", true) },
  {
    name: "search",
    audience: "everyone",
    options: [
      { name: "words", kind: "text", required: true },
      { name: "issuer", kind: "text", required: false },
      { name: "topic", kind: "text", required: false },
      { name: "language", kind: "language", required: false },
      { name: "from", kind: "date", required: false },
      { name: "to", kind: "date", required: false },
    ],
  },
  { name: "latest", audience: "everyone", options: one("topic", "text", false) },
  { name: "release", audience: "everyone", options: one("title", "release", true) },
  { name: "who", audience: "everyone", options: one("office", "office", true) },
  {
    name: "quote",
    audience: "everyone",
    options: [
      { name: "quotation", kind: "text", required: true },
      { name: "speaker", kind: "text", required: false },
    ],
  },
  { name: "subscribe", audience: "managers", options: FOLLOWED },
  { name: "subscriptions", audience: "everyone", options: [] },
  { name: "unsubscribe", audience: "managers", options: [] },
  { name: "why", audience: "everyone", options: one("title", "release", false) },
  { name: "language", audience: "managers", options: one("language", "language", false) },
  { name: "privacy", audience: "everyone", options: [] },
  { name: "forget", audience: "everyone", options: [] },
  { name: "help", audience: "everyone", options: [] },
  {
    name: "publish",
    audience: "officers",
    options: [
      { name: "text", kind: "text", required: false },
      { name: "file", kind: "document", required: false },
    ],
  },
  {
    name: "correct",
    audience: "officers",
    options: [
      { name: "title", kind: "release", required: false },
      { name: "text", kind: "text", required: false },
      { name: "file", kind: "document", required: false },
    ],
  },
  {
    name: "withdraw",
    audience: "officers",
    options: [
      { name: "title", kind: "release", required: false },
      { name: "reason", kind: "text", required: false },
    ],
  },
  { name: "unanswered", audience: "officers", options: [] },
  { name: "status", audience: "officers", options: [] },
  { name: "pause", audience: "officers", options: [] },
  { name: "resume", audience: "officers", options: [] },
] as const satisfies readonly Command[];

/**
 * Every command: help, parsing, menus and registration on the platforms derive from this table. An adapter may show a
 * command under its platform's own word for it.
 */
export const COMMANDS: readonly Command[] = TABLE;

export type CommandName = (typeof TABLE)[number]["name"];

export function findCommand(name: string): Command | undefined {
  return COMMANDS.find((command) => command.name === name);
}
