import type { TelegramPorts, TelegramSettings } from "../../../adapters/telegram/settings.ts";
import { createTelegramAdapter } from "../../../adapters/telegram/telegram-adapter.ts";
import { whyNot } from "../../_support/platforms.ts";
import { until } from "../../_support/until.ts";
import type { AdapterBench } from "../../contracts/chat-adapter.ts";
import { describeChatAdapter } from "../../contracts/chat-adapter.ts";
import { botMessages, startFakeTelegram } from "./bench.ts";

const PORTS: TelegramPorts = {
  share: () => [],
  seen: () => Promise.resolve(false),
  log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  now: () => Date.now(),
};

async function open(): Promise<AdapterBench> {
  const fake = await startFakeTelegram({ flood: false });
  const dara = fake.person({ first_name: "Dara" });
  const sophea = fake.person({ first_name: "Sophea" });
  const { id: chat } = fake.act("chat", { title: "Newsroom", members: [dara.id] });
  const settings: TelegramSettings = {
    token: fake.token,
    apiRoot: `${fake.url}/`,
    officers: [],
    language: "en",
  };
  const textsIn = (place: number): string[] =>
    botMessages(fake, place).map(({ text }) => text ?? "");
  return {
    adapter: createTelegramAdapter(settings, PORTS),
    chat: String(chat),
    shown: () => Promise.resolve(textsIn(chat)),
    ask: (text) => {
      sophea.say({ text });
      return Promise.resolve();
    },
    answers: async (count) =>
      await until(() => textsIn(sophea.id).length >= count && textsIn(sophea.id)),
    trouble: {
      lockOut: () => Promise.resolve(dara.setBot({ chat, status: "kicked" })),
      slowDown: (seconds) =>
        Promise.resolve(fake.fault({ kind: "flood", method: "sendMessage", retry_after: seconds })),
      loseAnswer: () => Promise.resolve(fake.fault({ kind: "drop-after", method: "sendMessage" })),
      failOnce: () => Promise.resolve(fake.fault({ kind: "garbage", method: "sendMessage" })),
      erase: (id) => Promise.resolve(fake.act("erase", { chat, message_id: Number(id) })),
    },
    stranger: createTelegramAdapter({ ...settings, token: "77:unknown" }, PORTS),
    violations: () => Promise.resolve(fake.violations),
    close: async () => {
      await fake.stop();
    },
  };
}

describeChatAdapter("Telegram", open, whyNot("fake-telegram"));
