import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { backup } from "../../../adapters/commands/backup.ts";
import type { CommandLine, Workspace } from "../../../adapters/commands/io.ts";
import { UsageError } from "../../../adapters/commands/io.ts";
import { releases } from "../../../adapters/commands/releases.ts";
import { status } from "../../../adapters/commands/status.ts";
import { readRelease } from "../../../src/archive/read-release.ts";
import { openStore, type Store } from "../../../src/store/open-store.ts";
import { Bureau } from "../../_support/bureau.ts";
import { releaseOf } from "../../_support/release-of.ts";

let folder = "";
let bureau: Bureau;
let out: string[] = [];
let err: string[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "pressdesk-commands-"));
  bureau = await Bureau.open();
  out = [];
  err = [];
});

afterEach(async () => {
  await bureau.store.close();
  rmSync(folder, { recursive: true });
});

/** The exit code; 2 for a wrong call, as the command line makes of it. */
async function run(command: CommandLine, parameters: readonly string[], store?: Store) {
  out = [];
  err = [];
  const kept = store ?? bureau.store;
  const workspace: Workspace = {
    io: {
      out: (line) => void out.push(line),
      err: (line) => void err.push(line),
      resolve: (path) => resolve(folder, path),
      isTerminal: false,
      width: 100,
    },
    openStore: async () =>
      await Promise.resolve({
        releases: kept.releases,
        account: kept.account,
        audit: kept.audit,
        backup: async (file: string) => {
          await kept.backup(file);
        },
        close: async () => {
          await Promise.resolve();
        },
      }),
    releasesFolder: folder,
    pressContact: null,
    organisation: null,
    timeZone: "UTC",
    open: async () => await Promise.reject(new Error("not opened")),
    read: readRelease,
    now: () => bureau.now,
  };
  try {
    return await command.run(parameters, workspace);
  } catch (error) {
    if (error instanceof UsageError) return 2;
    throw error;
  }
}

function write(name: string, title: string, body = "The quay opens on Monday."): void {
  writeFileSync(
    join(folder, name),
    `---\ntitle: ${title}\nissuer: Veldan Port Authority\ndate: 2026-11-02\n---\n${body}\n`,
  );
}

async function audited(): Promise<string[]> {
  const records = await bureau.store.audit.latest(20);
  return records.map(({ action, release }) => `${action} ${release}`);
}

describe("releases add", () => {
  it("adds files, which the running process announces", async () => {
    await bureau.subscribe("a");
    write("one.md", "One");
    write("two.md", "Two", "It is blue.");

    const code = await run(releases, ["add", "one.md", "two.md"]);
    await bureau.publish();

    expect(code).toBe(0);
    expect(out).toEqual(["one: new", "two: new"]);
    expect(bureau.news()).toHaveLength(2);
    expect(await audited()).toEqual(["publish two", "publish one"]);
  });

  it("says what is the same, also under another name", async () => {
    write("one.md", "One");
    write("copy.md", "One");
    await run(releases, ["add", "one.md"]);

    const code = await run(releases, ["add", "one.md", "copy.md"]);

    expect(code).toBe(0);
    expect(out).toEqual(["one: unchanged", "copy: the same text as one"]);
  });

  it("does not put another text in a release's place", async () => {
    write("one.md", "One");
    await run(releases, ["add", "one.md"]);
    write("one.md", "Quite Another");

    const code = await run(releases, ["add", "one.md"]);

    expect(code).toBe(1);
    expect(err.join()).toContain("one is there already with another text");
    expect((await bureau.store.releases.all())[0]?.release.title).toBe("One");
  });

  it("adds the rest when one file can't be read", async () => {
    write("one.md", "One");

    const code = await run(releases, ["add", "none.md", "one.md"]);

    expect(code).toBe(1);
    expect(err).toEqual(["none.md: it can't be read; check the name and its rights."]);
    expect(out).toEqual(["one: new"]);
  });
});

describe("releases correct and withdraw", () => {
  beforeEach(async () => {
    await bureau.subscribe("a");
    await bureau.bring(releaseOf("ferry"));
    await bureau.publish();
    bureau.news();
    write("right.md", "Title of ferry", "The quay opens on Tuesday.");
  });

  it("make a new revision with its note, told to who got the text", async () => {
    const code = await run(releases, ["correct", "ferry", "right.md", "--note", "the day"]);
    await bureau.publish();

    expect(code).toBe(0);
    expect(out).toEqual(["ferry: revised"]);
    expect(bureau.collection.stored("ferry")?.changeNote).toBe("the day");
    expect(bureau.news()).toEqual(["a edited: Correction | Title of ferry"]);
    expect(await audited()).toEqual(["correct ferry"]);
  });

  it("tell who got the text why it is withdrawn", async () => {
    const code = await run(releases, ["withdraw", "ferry", "--reason", "it never sailed"]);
    await bureau.publish();

    expect(code).toBe(0);
    expect(out).toEqual(["ferry: withdrawn"]);
    expect(bureau.news()).toEqual([
      "a edited: Withdrawn | “Title of ferry” has been withdrawn: it never sailed",
    ]);
    expect(await audited()).toEqual(["withdraw ferry"]);
  });

  it.each([
    ["correct", "none", "right.md"],
    ["withdraw", "none", "--reason", "why"],
    ["show", "none"],
  ])("fail on a release that is not there: %s", async (...parameters) => {
    expect(await run(releases, parameters)).toBe(1);
    expect(err).toEqual(["There is no release none; npm run releases -- list names them all."]);
  });
});

describe("releases corrects", () => {
  const WRONG = {
    title: "Correction: Title of ferry",
    date: "2026-03-03",
    body: "This replaces the press release of 2 March on the ferry, which gave a wrong day.",
  };
  const stored = (id: string) => bureau.collection.stored(id)?.corrects;

  beforeEach(async () => {
    await bureau.bring(releaseOf("ferry", { date: "2026-03-02" }), releaseOf("note", WRONG));
  });

  it("takes back what a text was wrongly taken to correct, also when its file is read again", async () => {
    const before = stored("note");

    const code = await run(releases, ["corrects", "note", "--nothing"]);
    await bureau.keeper.follow();
    const taken = stored("note");
    await bureau.bring(releaseOf("note", WRONG));

    expect(code).toBe(0);
    expect(out).toEqual(["note: corrects nothing"]);
    expect([before, taken, stored("note")]).toEqual(["ferry", null, null]);
    expect(await audited()).toEqual(["correct note"]);
  });

  it("states what a text corrects that does not say so", async () => {
    await bureau.bring(releaseOf("plain", { date: "2026-03-04", body: "It sails on Friday." }));

    await run(releases, ["corrects", "plain", "ferry"]);
    await bureau.keeper.follow();

    expect(stored("plain")).toBe("ferry");
  });

  it("ends with its source's other words", async () => {
    await run(releases, ["corrects", "note", "--nothing"]);
    await bureau.bring(releaseOf("note", { ...WRONG, body: `${WRONG.body} We are sorry.` }));

    expect(stored("note")).toBe("ferry");
  });

  it.each([[["note"]], [["note", "ferry", "--nothing"]], [["note", "note"]]])(
    "needs one id or --nothing: %j",
    async (names) => {
      expect(await run(releases, ["corrects", ...names])).toBe(2);
    },
  );
});

describe("releases list and show", () => {
  it("name every release, newest first, and the history of one", async () => {
    await bureau.bring(releaseOf("old", { date: "2026-01-01" }), releaseOf("ferry"));
    await bureau.bring(releaseOf("ferry", { body: "It is red.", changeNote: "the colour" }));

    await run(releases, ["list"]);
    const listed = out;
    await run(releases, ["show", "ferry"]);
    const shown = out;
    await run(releases, ["show", "ferry", "--json"]);
    const [json = ""] = out;

    expect(listed).toEqual(["2026-11-02  ferry  Title of ferry", "2026-01-01  old  Title of old"]);
    expect(shown.join("\n")).toMatch(/revision 2, .*the colour\n.*revision 1, [\s\S]*It is red\./u);
    expect(JSON.parse(json)).toMatchObject({
      title: "Title of ferry",
      revisions: [{ revision: 2, changeNote: "the colour" }, { revision: 1 }],
    });
  });

  it("say why a release is no answer now, also where its text alone says what it corrects", async () => {
    await bureau.bring(
      releaseOf("fares", { title: "Ferry Fares Rise", date: "2026-10-20" }),
      releaseOf("corrected", {
        title: "Correction: Ferry Fares",
        date: "2026-10-22",
        body: "The press release of 20 October on ferry fares gave a wrong fare. It is 4.20 crowns.",
      }),
      releaseOf("tunnel", { date: "2026-10-21", embargoUntil: bureau.now + 60_000 }),
      releaseOf("boat", { date: "2026-10-19", withdrawn: "The boat was sold." }),
    );

    await run(releases, ["list"]);
    const listed = out;
    await run(releases, ["show", "fares"]);

    expect(listed.map((line) => /\(.*\)$/u.exec(line)?.[0])).toEqual([
      undefined,
      expect.stringMatching(/^\(under embargo until \d{4}-.*Z\)$/u),
      "(replaced by corrected)",
      "(withdrawn: The boat was sold.)",
    ]);
    expect(out[0]).toBe("2026-10-20  fares  Ferry Fares Rise  (replaced by corrected)");
  });

  it("print one array of the list", async () => {
    await bureau.bring(releaseOf("ferry"));

    await run(releases, ["list", "--json"]);

    expect(JSON.parse(out.join(""))).toMatchObject([
      { id: "ferry", revision: 1, withdrawn: null, source: "file:ferry.md" },
    ]);
  });
});

describe("wrong usage", () => {
  it.each([
    [releases, []],
    [releases, ["publish"]],
    [releases, ["constructor"]],
    [releases, ["add"]],
    [releases, ["correct", "ferry"]],
    [releases, ["withdraw", "ferry"]],
    [releases, ["withdraw", "ferry", "--reason", " "]],
    [releases, ["show"]],
    [status, ["now"]],
    [status, ["--resend", "some"]],
    [backup, []],
    [backup, ["a", "b"]],
  ] as const)("ends with 2: %o %j", async (command, parameters) => {
    expect(await run(command, parameters)).toBe(2);
  });
});

describe("status", () => {
  beforeEach(async () => {
    await bureau.subscribe("a");
    await bureau.subscribe("b");
    await bureau.subscribe("c");
    await bureau.bring(releaseOf("ferry"));
    bureau.outcomes = (chat) => {
      if (chat === "b") return { kind: "gone", reason: "blocked" };
      return chat === "c" ? { kind: "unknown", reason: "reset" } : null;
    };
    await bureau.publish();
  });

  it("counts over all platforms, and names what needs a decision", async () => {
    expect(await run(status, ["--json"])).toBe(0);
    const json: unknown = JSON.parse(out.join(""));
    await run(status, []);

    expect(json).toMatchObject({
      deliveries: { sent: 1, pending: 0, sending: 0, unknown: 1, failed: 0, retired: 1 },
      undecided: [{ status: "unknown", release: "ferry", reason: "reset" }],
    });
    expect(out[0]).toBe("telegram: delivered 1 of 3; 1 unknown; 1 to chats that are gone");
    expect(out[1]).toBe("  1 × blocked");
    expect(out[2]).toMatch(/^\d+: unknown, announcement ferry to telegram c \(reset\)$/u);
  });

  it("sends again or drops what is undecided, and fails on what is not", async () => {
    const [undecided] = await bureau.store.account.undecided(1);
    const id = String(undecided?.id);

    expect(await run(status, ["--resend", "999"])).toBe(1);
    expect(err).toEqual(["Delivery 999 waits for no decision."]);
    expect(await run(status, ["--resend", id])).toBe(0);
    expect(await bureau.counts()).toMatchObject({ pending: 1 });
    expect(await run(status, ["--drop", "all"])).toBe(0);
    expect(await audited()).toEqual(["drop ", "resend "]);
  });

  it("says that nothing has been announced yet", async () => {
    const empty = await Bureau.open();

    expect(await run(status, [], empty.store)).toBe(0);
    expect(out).toEqual(["Nothing has been announced yet."]);
    await empty.store.close();
  });
});

describe("backup", () => {
  it("writes a whole store, also over an older one, and leaves nothing else", async () => {
    await bureau.bring(releaseOf("ferry"));
    await run(backup, ["copy.sqlite"]);
    await bureau.bring(releaseOf("fees"));

    const code = await run(backup, ["copy.sqlite"]);

    expect(code).toBe(0);
    expect(out.join()).toContain("Saved as copy.sqlite");
    expect(readdirSync(folder)).toEqual(["copy.sqlite"]);
    const restored = await openStore({
      databaseUrl: null,
      file: join(folder, "copy.sqlite"),
      schedule: () => null,
    });
    expect((await restored.releases.all()).map(({ release }) => release.id).toSorted()).toEqual([
      "fees",
      "ferry",
    ]);
    await restored.close();
  });

  it("says in one sentence that it can't write", async () => {
    await expect(run(backup, ["none/copy.sqlite"])).rejects.toThrow(
      /can't be written; check its folder and rights\.$/u,
    );
    expect(existsSync(join(folder, "none"))).toBe(false);
  });

  it("does not write over the store itself", async () => {
    const file = join(folder, "pressdesk.sqlite");
    const store = await openStore({ databaseUrl: null, file, schedule: () => null });

    await expect(run(backup, ["pressdesk.sqlite"], store)).rejects.toThrow(/is the store itself/u);
    await store.close();
  });
});
