import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { allowLoopback, whyNot } from "../../_support/platforms.ts";
import { patiently, until } from "../../_support/until.ts";
import { botMessages, startFakeTelegram } from "../telegram/bench.ts";
import {
  asRead,
  type DiscordPerson,
  type FakeDiscord,
  messagesIn,
  startFakeDiscord,
  WARM_UP_MS,
  warmUp,
} from "./bench.ts";

const ROOT = resolve(import.meta.dirname, "../../..");
const reason = whyNot("fake-discord");

function release(title: string, body: string, more = ""): string {
  return `---\ntitle: ${title}\nissuer: Veldan Port Authority\ndate: 2026-11-02\nlanguage: en\n${more}---\n${body}\n`;
}
const QUAY =
  "The north quay of Lowgate opens on Monday, the Board said. Ships of every size may use it.";

/** The whole product as a process of its own, before a stand-in of Discord. */
describe.skipIf(reason !== undefined)(`npm start on Discord${reason ? ` (${reason})` : ""}`, () => {
  let fake: FakeDiscord;
  let boss: DiscordPerson;
  let channel = "";
  let folder = "";
  let bot: ChildProcess | null = null;
  let logged = "";

  beforeAll(async () => {
    allowLoopback();
    await warmUp();
  }, WARM_UP_MS);
  beforeEach(async () => {
    fake = await startFakeDiscord({ limits: false });
    boss = fake.person({ username: "boss" });
    channel = fake.act("guild", { members: [boss.id], channels: ["news"] }).channels[0]?.id ?? "";
    folder = mkdtempSync(join(tmpdir(), "pressdesk-discord-"));
    mkdirSync(join(folder, "releases"));
    drop(
      "old.md",
      release("The South Quay Opens", "The south quay has been open since May, the Board said."),
    );
  });
  afterEach(async () => {
    bot?.kill("SIGKILL");
    await fake.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  function drop(name: string, text: string): void {
    writeFileSync(join(folder, "releases", name), text);
  }

  const environment = (): NodeJS.ProcessEnv => ({
    PATH: process.env["PATH"],
    DISCORD_BOT_TOKEN: fake.token,
    DISCORD_API_ROOT: fake.api,
    RELEASES_DIR: join(folder, "releases"),
    DATA_DIR: join(folder, "data"),
  });

  async function start(more: NodeJS.ProcessEnv = {}): Promise<ChildProcess> {
    logged = "";
    bot = spawn(process.execPath, ["adapters/main.ts", "start"], {
      cwd: ROOT,
      env: { ...environment(), ...more },
      stdio: ["ignore", "ignore", "pipe"],
    });
    bot.stderr?.on("data", (chunk) => {
      logged += String(chunk);
    });
    await patiently(() => logged.includes("commands are registered"));
    return bot;
  }

  const shown = (): string[] => messagesIn(fake, channel, boss.id).map(asRead);

  async function said(words: string): Promise<void> {
    await patiently(() => shown().some((text) => text.includes(words)));
  }

  it("follows in a channel, announces once there, also after it was killed, and corrects in place", async () => {
    await start();
    const followed = boss.command({ channel, name: "follow", options: {} });
    await fake.settled(followed);

    drop("quay.md", release("The North Quay Opens", QUAY));
    await said("The North Quay Opens");
    // At once: perhaps before Discord's answer was written down, and the message's id with it.
    const gone = bot && once(bot, "exit");
    bot?.kill("SIGKILL");
    await gone;
    await start();
    drop(
      "quay.md",
      release(
        "The North Quay Opens",
        QUAY.replace("Monday", "Tuesday"),
        "changeNote: The day was wrong.\n",
      ),
    );
    await said("The day was wrong");

    expect(shown().filter((text) => text.includes("The North Quay Opens"))).toHaveLength(1);
    expect(shown().join("\n")).not.toContain("The South Quay");
    expect(fake.violations).toEqual([]);
    expect(logged).not.toContain(fake.token);
  }, 90_000);

  it("hands on a release's file with the press kit, and old buttons work after it was killed", async () => {
    const text = release("The North Quay Opens", QUAY);
    drop("quay.md", text);
    for (let i = 0; i < 6; i += 1) drop(`b${i}.md`, release(`Buoy ${i} Laid`, `${QUAY} ${i}.`));
    await start();
    const searched = await fake.settled(
      boss.command({ channel, name: "search", options: { words: "Lowgate" } }),
    );
    const full = await fake.settled(
      boss.command({ channel, name: "release", options: { title: "quay" } }),
    );
    const gone = bot && once(bot, "exit");
    bot?.kill("SIGKILL");
    await gone;
    await start();

    const turned = await fake.settled(
      boss.press({ channel, message: searched.original?.id, button: "Next" }),
    );
    const kit = await fake.settled(
      boss.press({ channel, message: full.original?.id, button: "Press kit" }),
    );

    expect(turned.original && asRead(turned.original)).toContain("Page 2");
    const files = kit.original?.attachments ?? [];
    expect(files.map(({ filename }) => filename)).toEqual(["quay.txt", "quay.md"]);
    const sent = await fetch(files[1]?.url ?? "");
    expect(await sent.text()).toBe(text);
    expect(fake.violations).toEqual([]);
  }, 90_000);

  it("is heard from in time while many ask at once elsewhere", async () => {
    const elsewhere = await startFakeTelegram({ flood: false });
    await start({ TELEGRAM_BOT_TOKEN: elsewhere.token, TELEGRAM_API_ROOT: elsewhere.url });
    const many = Array.from({ length: 80 }, () => elsewhere.person({ first_name: "Ann" }));

    for (const person of many) person.say({ text: "When was the south quay opened?" });
    const { id } = boss.command({ channel, name: "help", options: {} });
    const answer = await until(() => fake.act("interaction", { id }).answer);
    const waiting = many.filter((person) => botMessages(elsewhere, person.id).length === 0);
    await elsewhere.stop();

    expect(waiting.length).toBeGreaterThan(0);
    expect(answer.took).toBeLessThan(3000);
  }, 90_000);

  it("ends when it is told to, in the middle of a reconnect too", async () => {
    const running = await start();

    fake.trouble({ do: "drop" });
    const gone = once(running, "exit");
    running.kill("SIGTERM");
    await gone;

    expect(running.exitCode).toBe(0);
    expect(fake.gateway.connections).toBe(0);
  }, 60_000);
});
