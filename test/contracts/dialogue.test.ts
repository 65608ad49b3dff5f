import { PassThrough } from "node:stream";
import { beforeAll } from "vitest";
import { createTerminalAdapter } from "../../adapters/terminal/terminal-adapter.ts";
import { COMMANDS, type Handle, type Reply } from "../../src/index.ts";
import { whyNot } from "../_support/platforms.ts";
import { until } from "../_support/until.ts";
import * as discord from "../adapters/discord/bench.ts";
import { openScene as openDiscord } from "../adapters/discord/scene.ts";
import { botMessages } from "../adapters/telegram/bench.ts";
import { openScene as openTelegram } from "../adapters/telegram/scene.ts";
import { type DialogueBench, describeDialogue } from "./dialogue.ts";

beforeAll(discord.warmUp, discord.WARM_UP_MS);

describeDialogue("the terminal", openTerminalDialogue);
describeDialogue("Telegram", openTelegramDialogue, whyNot("fake-telegram"));
describeDialogue("Discord", openDiscordDialogue, whyNot("fake-discord"));

async function openTerminalDialogue(handle: Handle): Promise<DialogueBench> {
  const input = new PassThrough();
  const output = new PassThrough();
  const chunks: string[] = [];
  let last: Reply | null = null;
  output.on("data", (chunk: Buffer) => chunks.push(chunk.toString()));
  const adapter = createTerminalAdapter({
    input,
    output,
    isInteractive: false,
    width: () => 200,
    clock: () => 0,
  });
  const running = adapter.start(async (request) => {
    last = await handle(request);
    return last;
  }, new AbortController().signal);
  const write = (line: string): void => {
    input.write(`${line}\n`);
  };
  return await Promise.resolve({
    say: write,
    command: (name, argument) => {
      write(`/${name} ${argument}`);
    },
    press: (label) => {
      const actions = (last?.actions ?? []).flat();
      write(String(actions.findIndex((action) => action.label === label) + 1));
    },
    shown: () => chunks,
    close: async () => {
      input.end();
      await running;
    },
  });
}

async function openTelegramDialogue(handle: Handle): Promise<DialogueBench> {
  let isOpen = false;
  let clock = Date.now();
  const scene = await openTelegram({
    handle: async (request) => (isOpen ? await handle(request) : null),
    fake: { flood: false },
    // Nobody asks so much at once.
    ports: { now: () => (clock += 5000) },
  });
  const ann = scene.fake.person({ first_name: "Ann" });
  ann.start();
  await until(() => scene.requests.length > 0);
  isOpen = true;
  const messages = () => botMessages(scene.fake, ann.id);
  return {
    say: (text) => {
      ann.say({ text });
    },
    command: (name, argument) => {
      ann.say({ text: `/${name} ${argument}`.trim() });
    },
    press: (button) => {
      const pressed = messages().findLast(({ reply_markup: markup }) =>
        markup?.inline_keyboard?.flat().some(({ text }) => text === button),
      );
      ann.press({ message_id: pressed?.message_id, button });
    },
    shown: () => messages().flatMap(({ text }) => text ?? []),
    close: async () => {
      await scene.close();
    },
  };
}

async function openDiscordDialogue(handle: Handle): Promise<DialogueBench> {
  const scene = await openDiscord({ handle });
  const channel = scene.ann.dm().id;
  return {
    say: (content) => {
      scene.ann.say({ channel, content });
    },
    command: (name, argument) => {
      const option = COMMANDS.find((command) => command.name === name)?.options[0]?.name ?? "";
      const options = argument === "" ? {} : { [option]: argument };
      scene.ann.command({ channel, name, options });
    },
    press: (button) => {
      const pressed = scene
        .said(channel)
        .findLast((message) => discord.labels(message).includes(button));
      scene.ann.press({ channel, message: pressed?.id, button });
    },
    shown: () => scene.said(channel).map(discord.asRead),
    close: async () => {
      await scene.close();
    },
  };
}
