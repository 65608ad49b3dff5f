import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { allowLoopback, whyNot } from "../_support/platforms.ts";
import { patiently } from "../_support/until.ts";
import { type FakeTelegram, startFakeTelegram } from "./telegram/bench.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const reason = whyNot("fake-telegram");

function release(title: string, body: string, more = ""): string {
  return `---\ntitle: ${title}\nissuer: Veldan Port Authority\ndate: 2026-11-02\nlanguage: en\n${more}---\n${body}\n`;
}
const QUAY = release(
  "The North Quay Opens",
  "The north quay of Lowgate opens on Monday, the Board said. Ships of every size may use it.",
);

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address ? address.port : 0;
}

/** The whole product as a process of its own, before a stand-in of Telegram. */
describe.skipIf(reason !== undefined)(`npm start${reason ? ` (${reason})` : ""}`, () => {
  let fake: FakeTelegram;
  let folder = "";
  let bot: ChildProcess | null = null;
  let settings: Readonly<Record<string, string>> = {};

  beforeEach(async () => {
    settings = {};
    fake = await startFakeTelegram({ flood: false });
    folder = mkdtempSync(join(tmpdir(), "pressdesk-process-"));
    mkdirSync(join(folder, "releases"));
    writeFileSync(
      join(folder, "releases", "old.md"),
      release(
        "The South Quay Opens",
        "The south quay of Lowgate has been open since May, the Board said.",
      ),
    );
  });
  afterEach(async () => {
    bot?.kill("SIGKILL");
    await fake.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const environment = (): NodeJS.ProcessEnv => ({
    PATH: process.env["PATH"],
    TELEGRAM_BOT_TOKEN: fake.token,
    TELEGRAM_API_ROOT: fake.url,
    RELEASES_DIR: join(folder, "releases"),
    DATA_DIR: join(folder, "data"),
    ...settings,
  });
  async function start(): Promise<ChildProcess> {
    bot = spawn(process.execPath, ["adapters/main.ts", "start"], {
      cwd: ROOT,
      env: environment(),
      stdio: ["ignore", "ignore", "pipe"],
    });
    let logged = "";
    bot.stderr?.on("data", (chunk) => {
      logged += String(chunk);
    });
    await patiently(() => logged.includes('"ready"'));
    return bot;
  }
  async function end(signal: NodeJS.Signals): Promise<void> {
    if (!bot) return;
    const gone = once(bot, "exit");
    bot.kill(signal);
    await gone;
  }
  const drop = (name: string, text: string): void => {
    writeFileSync(join(folder, "releases", name), text);
  };
  const sent = (pattern: RegExp): number =>
    fake.log.filter(
      ({ method, params }) => method === "sendMessage" && pattern.test(String(params["text"])),
    ).length;
  async function deliveries(): Promise<Record<string, number>> {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ["adapters/main.ts", "status", "--json"],
      { cwd: ROOT, env: environment() },
    );
    const { deliveries: counts }: { deliveries: Record<string, number> } = JSON.parse(stdout);
    return counts;
  }

  async function untilSent(count: number): Promise<void> {
    while ((await deliveries())["sent"] !== count)
      await new Promise((done) => setTimeout(done, 100));
  }

  it("announces a file that is put into the folder once, also when the process is killed", async () => {
    await start();
    const ann = fake.person({ first_name: "Ann" });
    ann.start();
    ann.say({ text: "/subscribe" });
    await fake.wait({ method: "sendMessage", text: "every new release" });

    drop("quay.md", QUAY);
    await fake.wait({ method: "sendMessage", text: "The North Quay Opens", timeout: 15_000 });
    // Killed before the platform's answer was written down, nobody could tell whether it was sent.
    await untilSent(1);
    await end("SIGKILL");
    drop(
      "mole.md",
      release(
        "The Mole Is Closed",
        "The mole of Lowgate is closed for works until spring, the Board said.",
      ),
    );
    await start();
    await fake.wait({ method: "sendMessage", text: "The Mole Is Closed", timeout: 15_000 });
    // It has arrived; the answer may still be on its way, or found late.
    await untilSent(2);

    expect([sent(/North Quay/u), sent(/Mole Is/u), sent(/South Quay/u)]).toEqual([1, 1, 0]);
    expect(await deliveries()).toEqual({
      sent: 2,
      pending: 0,
      sending: 0,
      unknown: 0,
      failed: 0,
      retired: 0,
    });
    expect(fake.violations).toEqual([]);
  }, 90_000);

  it("edits the message in place when a release is corrected, and says when it is withdrawn", async () => {
    await start();
    const ann = fake.person({ first_name: "Ann" });
    ann.start();
    ann.say({ text: "/subscribe quay" });
    await fake.wait({ method: "sendMessage", text: "quay" });
    drop("quay.md", QUAY);
    await fake.wait({ method: "sendMessage", text: "The North Quay Opens", timeout: 15_000 });

    drop(
      "quay.md",
      release(
        "The North Quay Opens",
        "The north quay of Lowgate opens on Tuesday, the Board said. Ships of every size may use it.",
        "changeNote: The day was wrong.\n",
      ),
    );
    await fake.wait({ method: "editMessageText", text: "The day was wrong", timeout: 15_000 });
    drop(
      "quay.md",
      release(
        "The North Quay Opens",
        "The north quay of Lowgate opens on Tuesday, the Board said. Ships of every size may use it.",
        "withdrawn: The quay is not ready.\n",
      ),
    );
    await fake.wait({ method: "editMessageText", text: "The quay is not ready", timeout: 15_000 });

    expect(sent(/North Quay/u)).toBe(1);
    expect(fake.violations).toEqual([]);
  }, 90_000);

  it("serves a webhook: an officer publishes, and a group that has moved is told, with previews as set", async () => {
    // The stand-in posts its updates.
    allowLoopback();
    const port = await freePort();
    settings = {
      HTTP_PORT: String(port),
      TELEGRAM_WEBHOOK_URL: `http://127.0.0.1:${port}/telegram`,
      TELEGRAM_WEBHOOK_SECRET: "a-secret_1",
      TELEGRAM_OFFICERS: "700",
      TELEGRAM_LINK_PREVIEWS: "yes",
    };
    await start();
    const [ann, pia] = [fake.person({ first_name: "Ann" }), fake.person({ id: 700 })];
    const { id: group } = fake.act("chat", { type: "group", members: [ann.id] });
    ann.say({ chat: group, text: "/subscribe" });
    await fake.wait({ method: "sendMessage", text: "every new release" });
    const { id: after } = ann.migrate({ chat: group });
    pia.sendFile({ name: "quay.md", type: "text/markdown", content: QUAY });
    const preview = await fake.wait({ method: "sendMessage", text: "Nothing is published yet." });

    pia.press({ message_id: preview.result?.message_id, button: "Publish" });
    const announced = await fake.wait({
      method: "sendMessage",
      chat_id: after,
      text: "The North Quay Opens",
      timeout: 40_000,
    });

    expect(preview.params["text"]).toContain("It will reach one chat.");
    expect(announced.params).toMatchObject({ link_preview_options: { is_disabled: false } });
    expect(fake.log.filter(({ method }) => method === "getUpdates")).toEqual([]);
    expect(fake.violations).toEqual([]);
  }, 90_000);

  it("ends, with all that goes on beside it, when the terminal's input ends", async () => {
    const { TELEGRAM_BOT_TOKEN: _, ...withoutToken } = environment();
    bot = spawn(process.execPath, ["adapters/main.ts", "start"], {
      cwd: ROOT,
      env: withoutToken,
      stdio: "ignore",
    });

    const [code]: unknown[] = await once(bot, "exit");

    expect(code).toBe(0);
  }, 60_000);

  it("ends at once when it is told to", async () => {
    const running = await start();

    await end("SIGTERM");

    expect(running.exitCode).toBe(0);
  }, 60_000);

  it("puts what came while it was down in the digest that fell due meanwhile", async () => {
    await start();
    const ann = fake.person({ first_name: "Ann" });
    ann.start();
    ann.say({ text: "/subscribe daily 18:00" });
    await fake.wait({ method: "sendMessage", text: "every day at 18:00" });
    await end("SIGKILL");
    drop("quay.md", QUAY);
    using store = new DatabaseSync(join(folder, "data", "pressdesk.sqlite"));
    store.exec("update subscriptions set next_digest_at = 1");

    await start();
    await fake.wait({ method: "sendMessage", text: "The North Quay Opens", timeout: 20_000 });

    expect(sent(/One new release/u)).toBe(1);
  }, 90_000);

  it("keeps a whole copy of its store while it runs, which stands for it after a crash", async () => {
    await start();
    const ann = fake.person({ first_name: "Ann" });
    ann.start();
    ann.say({ text: "/subscribe" });
    await fake.wait({ method: "sendMessage", text: "every new release" });
    const copy = join(folder, "copy.sqlite");

    await promisify(execFile)(process.execPath, ["adapters/main.ts", "backup", copy], {
      cwd: ROOT,
      env: environment(),
    });
    const ben = fake.person({ first_name: "Ben" });
    ben.start();
    ben.say({ text: "/subscribe" });
    await fake.wait({ method: "sendMessage", chat_id: ben.id, text: "every new release" });
    await end("SIGKILL");
    // As the README says: what is left beside the file would be read into the copy.
    const data = join(folder, "data");
    for (const name of readdirSync(data))
      if (name.startsWith("pressdesk.sqlite")) rmSync(join(data, name));
    cpSync(copy, join(data, "pressdesk.sqlite"));
    await start();
    drop("quay.md", QUAY);
    await fake.wait({ method: "sendMessage", text: "The North Quay Opens", timeout: 15_000 });

    expect(sent(/North Quay/u)).toBe(1);
  }, 90_000);
});
