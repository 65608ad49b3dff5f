import { beforeAll } from "vitest";
import { createDiscordAdapter } from "../../../adapters/discord/discord-adapter.ts";
import type { DiscordPorts, DiscordSettings } from "../../../adapters/discord/settings.ts";
import { allowLoopback, whyNot } from "../../_support/platforms.ts";
import { until } from "../../_support/until.ts";
import type { AdapterBench } from "../../contracts/chat-adapter.ts";
import { describeChatAdapter } from "../../contracts/chat-adapter.ts";
import {
  asRead,
  type FakeDiscord,
  messagesIn,
  startFakeDiscord,
  WARM_UP_MS,
  warmUp,
} from "./bench.ts";

const PORTS: DiscordPorts = {
  suggest: () => [],
  seen: () => Promise.resolve(false),
  turns: { mayBeLong: () => false, letOut: () => undefined },
  log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  now: () => Date.now(),
};

function textsIn(fake: FakeDiscord, channel: string, user: string): string[] {
  return messagesIn(fake, channel, user)
    .filter(({ author }) => author.bot === true)
    .map(asRead);
}

async function open(): Promise<AdapterBench> {
  const fake = await startFakeDiscord({ limits: false });
  const dara = fake.person({ username: "dara" });
  const guild = fake.act("guild", { members: [dara.id], channels: ["newsroom"] });
  const chat = guild.channels[0]?.id ?? "";
  const dm = dara.dm().id;
  const settings: DiscordSettings = {
    token: fake.token,
    apiRoot: `${fake.api}/`,
    guildId: null,
    officers: [],
    language: "en",
  };
  return {
    adapter: createDiscordAdapter(settings, PORTS),
    chat,
    shown: () => Promise.resolve(textsIn(fake, chat, dara.id)),
    ask: async (text) => {
      await fake.ready();
      // The client is listening once it has registered its commands.
      await until(() => fake.log.some(({ op }) => op?.includes("application_command")));
      dara.say({ channel: dm, content: text });
    },
    answers: async (count) =>
      await until(() => {
        const texts = textsIn(fake, dm, dara.id);
        return texts.length >= count && texts;
      }),
    trouble: {
      lockOut: () =>
        Promise.resolve(fake.act("setChannel", { channel: chat, deny: ["SEND_MESSAGES"] })),
      slowDown: (seconds) =>
        Promise.resolve(fake.fault({ kind: "flood", op: "create_message", retry_after: seconds })),
      loseAnswer: () => Promise.resolve(fake.fault({ kind: "drop-after", op: "create_message" })),
      failOnce: () => Promise.resolve(fake.fault({ kind: "garbage", op: "create_message" })),
      erase: (id) => Promise.resolve(fake.act("erase", { channel: chat, message: id })),
    },
    stranger: createDiscordAdapter({ ...settings, token: "unknown.token.here" }, PORTS),
    violations: () => Promise.resolve(fake.violations),
    close: async () => {
      await fake.stop();
    },
  };
}

beforeAll(allowLoopback);
beforeAll(warmUp, WARM_UP_MS);

describeChatAdapter("Discord", open, whyNot("fake-discord"));
