import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { allowLoopback, whyNot } from "./_support/platforms.ts";
import { until } from "./_support/until.ts";
import * as discord from "./adapters/discord/bench.ts";
import { transcriptOf as discordTranscript } from "./adapters/discord/transcript.ts";
import * as telegram from "./adapters/telegram/bench.ts";
import { transcriptOf as telegramTranscript } from "./adapters/telegram/transcript.ts";

/** Where to write what people see in the main dialogues; `npm run transcripts` sets it. */
const FILE = process.env["TRANSCRIPTS"];
const skip = FILE === undefined ? "npm run transcripts" : whyNot("fake-telegram");
const ROOT = resolve(import.meta.dirname, "..");

function release(fields: Readonly<Record<string, string>>, body: string): string {
  const head = Object.entries(fields).map(([key, value]) => `${key}: ${value}`);
  return ["---", ...head, "---", body, ""].join("\n");
}

const PORT = { issuer: "Veldan Port Authority", language: "en" };
const RELEASES: Readonly<Record<string, string>> = {
  "ferry.md": release(
    {
      ...PORT,
      title: "New Ferry Links Lowgate and Sandrow",
      date: "2026-11-02",
      topics: "[ferries]",
      url: "https://ports.example.org/ferry",
      contacts: '[{ name: Ms Ada Fenn, phone: "555 0101", email: press@ports.example.org }]',
    },
    'The new ferry between Lowgate and Sandrow will sail every hour from Monday, 9 November 2026. A single ticket costs 3 crowns, and children under six travel free of charge.\n\nCaptain Orla Brandt will command the first crossing. "Nobody on the islands will wait for a boat again," said Director Ilse Marn.',
  ),
  "ferry-km.md": release(
    {
      title: "សាឡាងថ្មីភ្ជាប់ឡូវហ្គេត និងសេនរ៉ូ",
      issuer: "អាជ្ញាធរកំពង់ផែវែលដាន",
      date: "2026-11-02",
      language: "km",
      translationOf: "ferry",
    },
    "សាឡាងថ្មីរវាងឡូវហ្គេត និងសេនរ៉ូ នឹងចេញដំណើររៀងរាល់ម៉ោង ចាប់ពីថ្ងៃចន្ទ ទី៩ ខែវិច្ឆិកា ឆ្នាំ២០២៦។ សំបុត្រមួយថ្លៃ ៣ ក្រោន។",
  ),
  "quay.md": release(
    {
      title: "Le quai nord de Basport rouvre",
      issuer: "Autorité portuaire de Veldan",
      date: "2026-10-20",
      language: "fr",
    },
    "Le quai nord de Basport rouvre lundi après deux ans de travaux, a annoncé le conseil. Les travaux ont coûté 14 millions de couronnes.",
  ),
  "director.md": release(
    { ...PORT, title: "Ilse Marn Appointed Director of the Port", date: "2025-03-04" },
    "The Board appointed Ilse Marn Director of the Veldan Port Authority with effect from 1 April 2025. She succeeds Tomas Reck, who retires after eleven years.",
  ),
};
const BRIDGE = release(
  { ...PORT, title: "Bridge over the Sound Opens in May", date: "2026-11-03" },
  "The bridge over the Sandrow sound opens on 4 May 2027, the Board said. It was built by Halden Works.",
);
const CORRECTED =
  "Bridge over the Sound Opens in June\n\nThe bridge over the Sandrow sound opens on 9 June 2027, the Board said. It was built by Halden Works.";
const OFFICER = 700;

let onTelegram: telegram.FakeTelegram;
let onDiscord: discord.FakeDiscord;
let officer: discord.DiscordPerson;
let bot: ChildProcess;
let folder = "";
let logged = "";
const written: string[] = [];

beforeAll(async () => {
  if (skip !== undefined) return;
  allowLoopback();
  onTelegram = await telegram.startFakeTelegram({ flood: false });
  onDiscord = await discord.startFakeDiscord({ limits: false });
  officer = onDiscord.person({ username: "pia" });
  folder = mkdtempSync(join(tmpdir(), "pressdesk-transcripts-"));
  mkdirSync(join(folder, "releases"));
  for (const [name, text] of Object.entries(RELEASES))
    writeFileSync(join(folder, "releases", name), text);
  bot = spawn(process.execPath, ["adapters/main.ts", "start"], {
    cwd: ROOT,
    env: {
      PATH: process.env["PATH"],
      TELEGRAM_BOT_TOKEN: onTelegram.token,
      TELEGRAM_API_ROOT: onTelegram.url,
      TELEGRAM_OFFICERS: String(OFFICER),
      DISCORD_BOT_TOKEN: onDiscord.token,
      DISCORD_API_ROOT: onDiscord.api,
      DISCORD_OFFICERS: officer.id,
      RELEASES_DIR: join(folder, "releases"),
      DATA_DIR: join(folder, "data"),
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  bot.stderr?.on("data", (chunk) => {
    logged += String(chunk);
  });
  await eventually(() => logged.includes("commands are registered"));
}, 120_000);

afterAll(async () => {
  if (skip !== undefined || FILE === undefined) return;
  writeFileSync(resolve(ROOT, FILE), `${written.join("\n\n")}\n`);
  const gone = once(bot, "exit");
  bot.kill("SIGTERM");
  await gone;
  await onTelegram.stop();
  await onDiscord.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Longer than the time in which an officer can take a release back. */
const TRIES = 10;

async function eventually<T>(check: () => T | false | undefined): Promise<T> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const found = await until(check).catch(() => undefined);
    if (found !== undefined && found !== false) return found;
  }
  throw new Error(`It never came true: ${String(check)}\n${logged.slice(-2000)}`);
}

function show(heading: string, transcript: string): void {
  written.push(`### ${heading}\n\n~~~\n${transcript}\n~~~`);
}

const isBots = ({ from, text }: telegram.ShownMessage): boolean =>
  text !== undefined && from?.id === Number(onTelegram.token.split(":")[0]);
const inChat = (chat: number): readonly telegram.ShownMessage[] =>
  onTelegram.act("view", { chat }).messages;
/** The bot's last message that holds some words. */
const lastWith = (chat: number, words: string): telegram.ShownMessage | undefined =>
  inChat(chat).findLast((message) => isBots(message) && message.text?.includes(words) === true);

/** Says something and waits until the bot has answered below it. */
async function saying(
  person: telegram.TelegramPerson,
  texts: readonly string[],
  more: { readonly chat?: number; readonly thread?: number } = {},
): Promise<void> {
  for (const text of texts) {
    const { message_id: asked } = person.say({ text, ...more });
    const chat = more.chat ?? person.id;
    await eventually(() => inChat(chat).some((one) => isBots(one) && one.message_id > asked));
  }
}

async function pressing(
  person: telegram.TelegramPerson,
  message: telegram.ShownMessage | undefined,
  button: string,
  words: string,
): Promise<void> {
  person.press({ message_id: message?.message_id, button });
  await eventually(() => lastWith(person.id, words));
}

it.skipIf(skip !== undefined)(
  `writes what people see in the main dialogues${skip ? ` (${skip})` : ""}`,
  async () => {
    const asker = await askOnTelegram();
    await shareOnTelegram();
    const chats = await followOnDiscord();
    await publish(chats, asker);
    await askOnDiscord();

    expect([...onTelegram.violations, ...onDiscord.violations]).toEqual([]);
  },
  600_000,
);

/** Resolves with who has left a question with the desk. */
async function askOnTelegram(): Promise<number> {
  written.push("## Telegram");
  const ann = onTelegram.person({ first_name: "Ann" });
  await saying(ann, [
    "/start",
    "Who will command the first crossing?",
    "And what does a single ticket cost?",
    "Who built the bridge over the Sandrow sound?",
  ]);
  await pressing(ann, lastWith(ann.id, "No release"), "Tell me when a release answers it", "Noted");
  show("A question, a follow-up, and one that is left with the desk", seen(ann.id));

  const bo = onTelegram.person({ first_name: "Bo" });
  await saying(bo, [
    "/who Director of the Port",
    '/quote "Nobody on the islands shall wait for a ferry again" – Ilse Marn',
    "/search ferry",
    "/release ferry",
  ]);
  show("Office holders, a quotation to check, a search, a full text", seen(bo.id));

  const cy = onTelegram.person({ first_name: "Cy" });
  await saying(cy, [
    "/subscribe",
    "/subscribe ferries, daily 18:00, quiet 22-7",
    "/why",
    "/unsubscribe",
  ]);
  show("Subscribing, narrowing it down, why, and the end", seen(cy.id));

  for (const [language, name, questions] of [
    ["km", "Dara", ["សំបុត្រមួយថ្លៃប៉ុន្មាន?", "/subscribe"]],
    ["fr", "Élise", ["Combien ont coûté les travaux ?", "/subscribe"]],
  ] as const) {
    const person = onTelegram.person({ first_name: name, language_code: language });
    await saying(person, questions);
    show(language === "km" ? "In Khmer" : "In French", seen(person.id));
  }

  const members = [ann.id, bo.id];
  const { id: forum } = onTelegram.act("chat", { is_forum: true, members });
  const { message_thread_id: thread } = ann.topic({ chat: forum, name: "Ports" });
  const there = { chat: forum, thread };
  await saying(ann, ["/ask What does a single ticket cost?"], there);
  await saying(bo, ["/subscribe"], there);
  await saying(ann, ["/subscribe"], there);
  show("In a forum's topic: a question, a member's and an administrator's /subscribe", seen(forum));
  return ann.id;
}

async function shareOnTelegram(): Promise<void> {
  const ann = onTelegram.person({ first_name: "Ann" });
  const { id } = ann.inline({ query: "Who will command the first crossing?" });
  const answer = await eventually(() => onTelegram.act("inlineAnswer", { id }).answer);
  const { id: chat } = onTelegram.act("chat", { members: [ann.id] });
  ann.choose({ query_id: id, result_id: answer.results[0]?.id, chat });
  show("Shared in another chat (inline mode)", seen(chat));
}

const seen = (chat: number): string => telegramTranscript(onTelegram, chat);

interface Followed {
  readonly boss: discord.DiscordPerson;
  readonly news: string;
}

async function followOnDiscord(): Promise<Followed> {
  const boss = onDiscord.person({ username: "boss" });
  const { channels } = onDiscord.act("guild", {
    members: [boss.id, officer.id],
    channels: [{ name: "news", type: 5 }],
  });
  const news = channels[0]?.id ?? "";
  await onDiscord.settled(boss.command({ channel: news, name: "follow", options: {} }));
  return { boss, news };
}

async function publish({ boss, news }: Followed, asker: number): Promise<void> {
  const pia = onTelegram.person({ id: OFFICER, first_name: "Pia" });
  const sub = onTelegram.person({ first_name: "Sub" });
  await saying(sub, ["/subscribe"]);
  pia.start();
  await eventually(() => lastWith(OFFICER, "Ask in your own words"));
  pia.sendFile({ name: "bridge.md", type: "text/markdown", content: BRIDGE });
  const preview = await eventually(() => lastWith(OFFICER, "Nothing is published yet"));
  show("An officer sends a release as a file: the preview", seen(OFFICER));
  await pressing(pia, preview, "Publish", "It goes out");
  await eventually(() => lastWith(sub.id, "Opens in May"));
  show("A subscriber is told", seen(sub.id));
  await eventually(() => lastWith(asker, "Halden Works"));
  show("Who had left a question with the desk is told", seen(asker));
  await saying(pia, ["/correct Bridge over the Sound Opens in May"]);
  await saying(pia, [CORRECTED]);
  const correction = lastWith(OFFICER, "Nothing is published yet");
  await pressing(pia, correction, "Publish", "Opens in June\n\nIt goes out");
  await eventually(() => lastWith(sub.id, "Opens in June"));
  show("The subscriber's message after a correction, edited in place", seen(sub.id));
  await saying(pia, ["/withdraw Bridge over the Sound Opens in June: The date is open."]);
  await pressing(pia, lastWith(OFFICER, "Withdraw “"), "Withdraw", "is withdrawn");
  await eventually(() => lastWith(sub.id, "The date is open."));
  show("and after a withdrawal", seen(sub.id));
  await saying(pia, ["/status", "/unanswered"]);
  show("What the officer has seen in the end", seen(OFFICER));
  written.push("## Discord");
  show(
    "An announcement channel that follows, after the withdrawal",
    discordTranscript(onDiscord, news, boss.id),
  );
}

async function askOnDiscord(): Promise<void> {
  const ann = onDiscord.person({ username: "ann" });
  const { channels } = onDiscord.act("guild", { members: [ann.id], channels: ["newsroom"] });
  const channel = channels[0]?.id ?? "";
  const use = async (name: string, options: object): Promise<discord.ShownMessage | undefined> =>
    (await onDiscord.settled(ann.command({ channel, name, options }))).original;
  const press = async (
    message: discord.ShownMessage | undefined,
    button: string,
  ): Promise<discord.ShownMessage | undefined> =>
    (await onDiscord.settled(ann.press({ channel, message: message?.id, button }))).original;
  const answer = await use("ask", { question: "Who will command the first crossing?" });
  const full = await press(answer, "Full text");
  await press(full, "Press kit");
  await use("ask", { question: "Who built the lighthouse?", private: true });
  await use("search", { words: "ferry", language: "en" });
  await use("who", { office: "Director of the Port" });
  await use("quote", { quotation: "Nobody on the islands shall wait for a ferry again" });
  show(
    "In a channel: a question, full text and press kit, a refusal in private, a search, an office, a quotation",
    discordTranscript(onDiscord, channel, ann.id),
  );
  const dm = ann.dm().id;
  ann.say({ channel: dm, content: "What does a single ticket cost?" });
  await eventually(() => discord.messagesIn(onDiscord, dm, ann.id)[1]);
  await onDiscord.settled(
    ann.command({ channel: dm, name: "follow", options: { words: "ferry" } }),
  );
  show("In a direct message", discordTranscript(onDiscord, dm, ann.id));
}
