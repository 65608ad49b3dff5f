import { loadPlatform, whyNot } from "../../_support/platforms.ts";

export interface ShownButton {
  readonly label?: string;
  readonly custom_id?: string;
}

export interface ShownMessage {
  readonly id: string;
  readonly content: string;
  readonly flags: number;
  readonly author: { readonly id: string; readonly username: string; readonly bot?: boolean };
  readonly embeds: readonly { readonly description?: string }[];
  readonly components?: readonly { readonly components: readonly ShownButton[] }[];
  readonly attachments: readonly { readonly filename: string; readonly url: string }[];
  readonly mentions: readonly unknown[];
  readonly mention_everyone: boolean;
  readonly interaction_metadata?: { readonly user: { readonly username: string } };
  readonly interaction?: { readonly name: string };
  readonly referenced_message?: { readonly content: string };
}

export interface Interaction {
  readonly id: string;
}

export interface DiscordPerson {
  readonly id: string;
  command(args: object): Interaction;
  autocomplete(args: object): Interaction;
  press(args: object): Interaction;
  contextMenu(args: object): Interaction;
  submit(args: object): Interaction;
  say(args: object): { readonly id: string };
  dm(args?: object): { readonly id: string };
  closeDms(): void;
}

export interface Settled {
  readonly answer: { readonly type: number; readonly took: number };
  readonly original?: ShownMessage;
  readonly messages: readonly ShownMessage[];
  readonly choices?: readonly { readonly name: string; readonly value: string }[];
  readonly modal?: { readonly title: string };
}

/** One request of the bot's, as the stand-in noted it. */
export interface Call {
  readonly n: number;
  readonly op?: string;
  readonly status: number;
  readonly body?: unknown;
  readonly files?: readonly string[];
  readonly params?: Readonly<Record<string, string>>;
}

export interface RegisteredCommand {
  readonly id: string;
  readonly name: string;
  readonly type: number;
  readonly description: string;
}

/** The parts of the stand-in that the tests use. */
export interface FakeDiscord {
  readonly api: string;
  readonly url: string;
  readonly token: string;
  readonly violations: readonly unknown[];
  readonly log: readonly Call[];
  readonly gateway: {
    readonly connections: number;
    readonly identifies: number;
    readonly history: readonly {
      readonly event: string;
      readonly ok?: boolean;
      /** Which of how many an identification was for. */
      readonly shard?: readonly [number, number];
    }[];
  };
  readonly world: { addCommand(body: object, guild: string): unknown };
  person(data: object): DiscordPerson;
  act(
    name: "guild",
    args: object,
  ): { readonly id: string; readonly channels: readonly { readonly id: string }[] };
  act(
    name: "view",
    args: object,
  ): { readonly messages: readonly ShownMessage[] } | readonly ShownMessage[];
  act(name: "channel", args: object): { readonly id: string };
  act(name: "commands", args: object): readonly RegisteredCommand[];
  act(name: "interaction", args: object): Settled & { readonly failed: boolean };
  act(name: "erase" | "setChannel" | "removeChannel", args: object): void;
  fault(fault: object): void;
  trouble(args: object): void;
  inject(event: object): void;
  ready(): Promise<void>;
  settled(id: unknown): Promise<Settled>;
  stop(): Promise<void>;
}

interface FakeDiscordClass {
  start(options: object): Promise<FakeDiscord>;
}

/** `options` of the stand-in, see its README. */
export async function startFakeDiscord(options: object = {}): Promise<FakeDiscord> {
  const main = await loadPlatform("fake-discord");
  const server = main["FakeDiscord"] as FakeDiscordClass;
  return await server.start(options);
}

/** Reads Discord's description once, which takes seconds on a busy machine: for `beforeAll`, with {@link WARM_UP_MS}. */
export async function warmUp(): Promise<void> {
  if (whyNot("fake-discord") !== undefined) return;
  const fake = await startFakeDiscord();
  await fake.stop();
}

export const WARM_UP_MS = 60_000;

/** A message as Discord has it, in Markdown. */
export function rawText({ content, embeds }: ShownMessage): string {
  return [content, ...embeds.map(({ description = "" }) => description)].join("");
}

/** What a person reads of a message: Markdown's escapes and the guards against pings taken out. */
export function asRead(message: ShownMessage): string {
  return rawText(message)
    .replaceAll("\u200b", "")
    .replaceAll(/\\([\p{P}\p{S}])/gu, "$1");
}

/** The labels of a message's buttons. */
export function labels({ components = [] }: ShownMessage): string[] {
  return components.flatMap((row) => row.components.map(({ label = "" }) => label));
}

/** All messages that somebody sees in a channel, oldest first. */
export function messagesIn(fake: FakeDiscord, channel: string, user?: string): ShownMessage[] {
  const seen = fake.act("view", { channel, user });
  return [...("messages" in seen ? seen.messages : seen)];
}
