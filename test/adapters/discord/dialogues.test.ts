import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createDiscordAdapter } from "../../../adapters/discord/discord-adapter.ts";
import { openNewsroom } from "../../_support/newsroom.ts";
import { allowLoopback, whyNot } from "../../_support/platforms.ts";
import { until } from "../../_support/until.ts";
import { asRead, type FakeDiscord, startFakeDiscord } from "./bench.ts";

const skip = whyNot("fake-discord");

describe.skipIf(skip !== undefined)(`a journalist on Discord${skip ? ` (${skip})` : ""}`, () => {
  let fake: FakeDiscord;
  let end: AbortController;
  let running: Promise<void>;
  const seen = new Set<string>();
  let ann: ReturnType<FakeDiscord["person"]>;
  let channel: string;

  beforeAll(allowLoopback);
  beforeEach(async () => {
    seen.clear();
    fake = await startFakeDiscord({ limits: false });
    ann = fake.person({ username: "ann" });
    channel =
      fake.act("guild", { members: [ann.id], channels: ["newsroom"] }).channels[0]?.id ?? "";
    const desk = await openNewsroom();
    const adapter = createDiscordAdapter(
      { token: fake.token, apiRoot: fake.api, guildId: null, officers: [], language: "en" },
      {
        suggest: (...asked) => desk.suggest(...asked),
        seen: (key) => {
          const known = seen.has(key);
          seen.add(key);
          return Promise.resolve(known);
        },
        log: { info: () => undefined, warn: () => undefined, error: () => undefined },
        now: () => Date.parse("2026-11-10T12:00:00Z"),
      },
    );
    end = new AbortController();
    running = adapter.start(desk.handle, end.signal);
    await fake.ready();
    await until(() => fake.log.some(({ op }) => op === "bulk_set_application_commands"));
  });
  afterEach(async () => {
    end.abort();
    await running;
    await fake.stop();
    if (fake.violations.length > 0) throw new Error(JSON.stringify(fake.violations));
  });

  async function command(name: string, options: object): Promise<string> {
    const id = ann.command({ channel, name, options });
    const { original } = await fake.settled(id);
    return original ? asRead(original) : "";
  }

  it("asks and gets the span in bold within its sentence, with the source", async () => {
    const shown = await command("ask", { question: "Who will command the first crossing?" });

    expect(shown).toContain("> **Captain Orla Brandt** will command the first crossing.");
    expect(shown).toContain("New Ferry Links Lowgate and Sandrow");
    expect(shown).toContain("2 November 2026");
  });

  it("sees the newest releases, and opens one by its button", async () => {
    const id = ann.command({ channel, name: "latest", options: {} });
    const { original } = await fake.settled(id);

    const pressed = ann.press({
      channel,
      message: original?.id,
      button: "New Ferry Links Lowgate and Sandrow",
    });
    const full = await fake.settled(pressed);

    expect(original && asRead(original)).toContain("Rules for the Berths of Sandrow");
    expect(full.original && asRead(full.original)).toContain("will sail every hour");
  });

  it("is offered titles while typing one", async () => {
    const id = ann.autocomplete({
      channel,
      name: "release",
      options: { title: "berth" },
      focused: "title",
    });

    const { choices } = await fake.settled(id);

    expect(choices).toEqual([
      { name: "Rules for the Berths of Sandrow", value: "2026-10-20-berths" },
    ]);
  });

  it("reads hostile text as it stands, without a link or a ping", async () => {
    const id = ann.command({ channel, name: "release", options: { title: "2026-10-05-fees" } });

    const { original } = await fake.settled(id);

    const raw = original?.embeds.map(({ description }) => description).join("") ?? "";
    expect(raw).not.toMatch(/@everyone|(?<!\\)\]\(/u);
    expect(original && asRead(original)).toContain("The mooring fee is 5 < 6 & 7 > 2 crowns");
  });

  it("is told that no release says it", async () => {
    const shown = await command("ask", { question: "Who built the lighthouse?" });

    expect(shown).toContain("No release says so.");
    expect(shown).toContain("press@ports.example.org");
  });

  it("is answered once when Discord delivers an interaction twice", async () => {
    fake.trouble({ do: "duplicate", n: 1 });

    const shown = await command("latest", {});

    expect(shown).toContain("Latest releases");
  });
});
