import { loadPlatform } from "../../_support/platforms.ts";

export interface ShownMessage {
  readonly message_id: number;
  readonly from?: { readonly id: number; readonly first_name: string };
  readonly text?: string;
  readonly entities?: readonly Entity[];
  readonly reply_to_message?: { readonly message_id: number; readonly text?: string };
  readonly message_thread_id?: number;
  readonly reply_markup?: {
    readonly inline_keyboard: readonly (readonly {
      readonly text: string;
      readonly callback_data?: string;
      readonly url?: string;
    }[])[];
  };
  readonly document?: { readonly file_name: string; readonly file_id: string };
}

export interface Entity {
  readonly type: string;
  readonly offset: number;
  readonly length: number;
  readonly url?: string;
}

export interface Call {
  readonly n: number;
  readonly at: number;
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly ok: boolean;
  readonly result?: { readonly message_id: number };
  readonly error?: string;
}

/** A person at the stand-in; actions are those of its `people.js`. */
export interface TelegramPerson {
  readonly id: number;
  start(args?: object): { readonly message_id: number };
  say(args: object): { readonly message_id: number };
  edit(args: object): void;
  press(args: object): { readonly id: string };
  sendFile(args: object): { readonly message_id: number };
  inline(args: object): { readonly id: string };
  choose(args: object): ShownMessage & { readonly inline_message_id?: string };
  block(args?: object): void;
  migrate(args: object): { readonly id: number };
  topic(args: object): { readonly message_thread_id: number };
  setBot(args: object): void;
}

/** The parts of the stand-in that the tests use. */
export interface FakeTelegram {
  readonly url: string;
  readonly token: string;
  readonly log: readonly Call[];
  readonly violations: readonly unknown[];
  person(data: object): TelegramPerson;
  act(name: "chat", args: object): { readonly id: number };
  act(name: "view", args: object): { readonly messages: readonly ShownMessage[] };
  act(name: "commands", args: object): readonly { command: string; description: string }[];
  act(name: "spinning", args: object): readonly unknown[];
  act(
    name: "callback",
    args: object,
  ): { answer?: { text?: string; url?: string; show_alert: boolean } };
  act(name: "typing", args: object): readonly unknown[];
  act(name: "inlineAnswer", args: object): { readonly answer?: InlineAnswer };
  act(name: "erase" | "setChat", args: object): void;
  act(name: "migrate", args: object): { readonly id: number };
  fault(fault: object): void;
  clearFaults(): void;
  duplicate(args: { n: number }): void;
  inject(args: object): void;
  wait(args: object): Promise<Call>;
  stop(): Promise<void>;
}

export interface InlineAnswer {
  readonly results: readonly {
    readonly id: string;
    readonly title: string;
    readonly input_message_content: { readonly message_text: string };
  }[];
  readonly cache_time: number;
  readonly is_personal: boolean;
}

interface FakeTelegramClass {
  start(options: object): Promise<FakeTelegram>;
}

/** @param options of the stand-in, see its README */
export async function startFakeTelegram(options: object = {}): Promise<FakeTelegram> {
  const main = await loadPlatform("fake-telegram");
  const server = main["FakeTelegram"] as FakeTelegramClass;
  return await server.start(options);
}

/** The bot's own messages in a chat, oldest first. */
export function botMessages(fake: FakeTelegram, chat: number): ShownMessage[] {
  const bot = Number(fake.token.split(":")[0]);
  return fake.act("view", { chat }).messages.filter((message) => message.from?.id === bot);
}
