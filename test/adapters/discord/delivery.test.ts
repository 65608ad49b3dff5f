import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createInvalidRequests } from "../../../adapters/discord/invalid-requests.ts";
import type { Reply } from "../../../src/index.ts";
import { whyNot } from "../../_support/platforms.ts";
import { until } from "../../_support/until.ts";
import { asRead, messagesIn, rawText, WARM_UP_MS, warmUp } from "./bench.ts";
import { openScene, type Scene } from "./scene.ts";

const skip = whyNot("fake-discord");

beforeAll(warmUp, WARM_UP_MS);
const LONG = "The quay of Lowgate is shut for the winter. ".repeat(150).trim();

function saying(text: string, rest: Partial<Reply> = {}): Reply {
  return { language: "en", blocks: [{ kind: "text", text }], ...rest };
}

describe.skipIf(skip !== undefined)(`a delivery on Discord${skip ? ` (${skip})` : ""}`, () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openScene({ handle: () => Promise.resolve(null) });
  });
  afterEach(async () => {
    await scene.close();
  });

  const bodies = (op: string) => scene.calls(op).map(({ body }) => body);

  it("carries its nonce, to be enforced, and is posted once for all attempts", async () => {
    scene.fake.fault({ kind: "drop-after", op: "create_message" });

    const first = await scene.adapter.deliver(scene.channel, saying("New."), { nonce: "d-17" });
    const second = await scene.adapter.deliver(scene.channel, saying("New."), { nonce: "d-17" });

    expect(first.kind).toBe("unknown");
    expect(second.kind).toBe("sent");
    expect(bodies("create_message")).toMatchObject([
      { nonce: "d-17", enforce_nonce: true },
      { nonce: "d-17", enforce_nonce: true },
    ]);
    expect(scene.said()).toHaveLength(1);
  });

  it("takes the place of an earlier text whose answer was lost, by its nonce", async () => {
    scene.fake.fault({ kind: "drop-after", op: "create_message" });
    await scene.adapter.deliver(scene.channel, saying("Old."), { nonce: "d-17" });
    const correction = { nonce: "d-18", overwrites: "d-17" };

    const first = await scene.adapter.deliver(scene.channel, saying("New."), correction);
    const again = await scene.adapter.deliver(scene.channel, saying("New."), correction);
    const never = { nonce: "d-20", overwrites: "d-19" };
    const other = await scene.adapter.deliver(scene.channel, saying("Other."), never);

    expect(scene.said().map(asRead)).toEqual(["New.", "Other."]);
    const [standing] = scene.said();
    expect([first, again]).toEqual([
      { kind: "sent", messageId: standing?.id },
      { kind: "sent", messageId: standing?.id },
    ]);
    expect(other.kind).toBe("sent");
    expect(scene.calls("update_message")).toHaveLength(1);
  });

  it("stands as one reply below an earlier text that can't be edited", async () => {
    scene.fake.fault({ kind: "drop-after", op: "create_message" });
    await scene.adapter.deliver(scene.channel, saying("Old."), { nonce: "d-17" });
    scene.fake.fault({ kind: "status", op: "update_message", status: 400, code: 30046, times: 2 });
    const correction = { nonce: "d-18", overwrites: "d-17" };

    await scene.adapter.deliver(scene.channel, saying("New."), correction);
    await scene.adapter.deliver(scene.channel, saying("New."), correction);

    expect(scene.said().map(asRead)).toEqual(["Old.", "New."]);
    expect(scene.said()[1]?.referenced_message).toBeDefined();
  });

  it("leaves to a person whether what can't be edited is an attempt of its own", async () => {
    scene.fake.fault({ kind: "drop-after", op: "create_message" });
    const correction = { nonce: "d-18", overwrites: "d-17" };
    await scene.adapter.deliver(scene.channel, saying("New."), correction);
    scene.fake.fault({ kind: "status", op: "update_message", status: 400, code: 30046 });

    const again = { ...correction, isInDoubt: true };
    const outcome = await scene.adapter.deliver(scene.channel, saying("New, reworded."), again);

    expect(outcome).toMatchObject({ kind: "unknown", isFinal: true });
    expect(scene.said().map(asRead)).toEqual(["New."]);
  });

  it("stands below an earlier text that can't be edited also where another correction of it stands", async () => {
    scene.fake.fault({ kind: "drop-after", op: "create_message" });
    await scene.adapter.deliver(scene.channel, saying("Old."), { nonce: "d-17" });
    scene.fake.fault({ kind: "status", op: "update_message", status: 400, code: 30046, times: 2 });

    for (const [nonce, text] of [
      ["d-18", "New."],
      ["d-19", "Newest."],
    ] as const)
      await scene.adapter.deliver(scene.channel, saying(text), { nonce, overwrites: "d-17" });

    expect(scene.said().map(asRead)).toEqual(["Old.", "New.", "Newest."]);
  });

  it("over several messages has a nonce of at most 25 characters for each, the same each time", async () => {
    const nonce = "0123456789012345678901234";

    await scene.adapter.deliver(scene.channel, saying(LONG), { nonce });
    await scene.adapter.deliver(scene.channel, saying(LONG), { nonce });

    const nonces = bodies("create_message").map((body) => (body as { nonce: string }).nonce);
    expect(nonces[0]).toBe(nonce);
    expect(new Set(nonces).size).toBe(2);
    expect(nonces.every((each) => each.length <= 25)).toBe(true);
    expect(scene.said()).toHaveLength(2);
  });

  it("finishes what has begun when Discord asks for patience in between", async () => {
    scene.fake.fault({ kind: "flood", op: "create_message", skip: 1, retry_after: 0.2 });

    const outcome = await scene.adapter.deliver(scene.channel, saying(LONG));

    expect(outcome.kind).toBe("sent");
    expect(scene.said().map(asRead).join(" ")).toBe(LONG);
  });

  it("replies and makes no sound when it is to", async () => {
    const first = await scene.adapter.deliver(scene.channel, saying("Old."));
    const replyTo = first.kind === "sent" ? first.messageId : "";

    await scene.adapter.deliver(scene.channel, saying("New."), { replyTo, silent: true });

    expect(bodies("create_message").at(-1)).toMatchObject({
      flags: 4096,
      message_reference: { message_id: replyTo, fail_if_not_exists: false },
    });
  });

  it("is a plain message where the bot may not embed links, and is edited as one", async () => {
    scene.fake.act("setChannel", { channel: scene.channel, deny: ["EMBED_LINKS"] });

    const outcome = await scene.adapter.deliver(scene.channel, saying("Old."));
    const id = outcome.kind === "sent" ? outcome.messageId : "";
    const revised = await scene.adapter.revise(scene.channel, id, saying("New."));

    expect(revised).toEqual({ kind: "sent", messageId: id });
    expect(scene.said().map(rawText)).toEqual(["New."]);
  });

  it("is a plain message where Discord refuses the embed", async () => {
    scene.fake.fault({ kind: "status", status: 403, code: 50_013, op: "create_message" });

    const outcome = await scene.adapter.deliver(scene.channel, saying("New."));

    expect(outcome.kind).toBe("sent");
    expect(scene.said().map(({ content }) => content)).toEqual(["New."]);
  });

  it.each([
    [403, 50_001, "gone"],
    [404, 10_003, "gone"],
    [403, 50_007, "gone"],
    [400, 50_035, "refused"],
  ])("that meets %i with %i is %s", async (status, code, kind) => {
    scene.fake.fault({ kind: "status", status, code, op: "create_message", times: 2 });

    const outcome = await scene.adapter.deliver(scene.channel, saying("New."));

    expect(outcome.kind).toBe(kind);
  });

  it.each([
    ["an edit too many", 400, 20_022],
    ["too old an edit", 400, 30_046],
    ["a deleted message", 404, 10_008],
  ])("revised in vain says so after %s", async (_, status, code) => {
    const outcome = await scene.adapter.deliver(scene.channel, saying("Old."));
    const id = outcome.kind === "sent" ? outcome.messageId : "";
    scene.fake.fault({ kind: "status", status, code, op: "update_message" });

    const revised = await scene.adapter.revise(scene.channel, id, saying("New."));

    expect(revised.kind).toBe("refused");
    expect(scene.said().map(asRead)).toEqual(["Old."]);
  });

  it("says that the whole platform is to wait only when Discord says so", async () => {
    scene.fake.fault({ kind: "flood", op: "create_message", retry_after: 3, global: true });

    const outcome = await scene.adapter.deliver(scene.channel, saying("New."));

    expect(outcome).toMatchObject({ kind: "later", everybody: true });
  });

  it("was never sent when nobody listens", async () => {
    const { adapter } = scene;
    const { channel } = scene;
    await scene.stop();
    await scene.fake.stop();

    const outcome = await adapter.deliver(channel, saying("New."));

    expect(outcome.kind).toBe("failed");
    scene = { ...scene, close: () => Promise.resolve() };
  });

  it("in an announcement channel goes on to the servers that follow it, ten times an hour", async () => {
    const { id } = scene.fake.act("channel", { guild: scene.guild, name: "news", type: 5 });
    await until(() => scene.fake.gateway.connections > 0);
    await sleep(50);

    for (let i = 0; i < 12; i += 1) {
      await scene.adapter.deliver(id, saying(`News ${i}.`));
    }

    expect(scene.calls("crosspost_message")).toHaveLength(10);
    expect(scene.said(id)).toHaveLength(12);
  });

  it("in an announcement channel stands when it is not published", async () => {
    const { id } = scene.fake.act("channel", { guild: scene.guild, name: "news", type: 5 });
    await sleep(50);
    scene.fake.fault({ kind: "flood", op: "crosspost_message", retry_after: 600 });

    const outcome = await scene.adapter.deliver(id, saying("News."));

    expect(outcome.kind).toBe("sent");
  });

  const FERRY: Reply = {
    language: "en",
    blocks: [
      { kind: "heading", text: "New release" },
      { kind: "source", release: "ferry", title: "New Ferry", line: "", url: null, note: null },
      { kind: "text", text: "It sails." },
    ],
  };
  const forum = async (): Promise<string> => {
    const { id } = scene.fake.act("channel", { guild: scene.guild, name: "forum", type: 15 });
    await sleep(50);
    return id;
  };

  it("in a forum opens a thread under the release's title", async () => {
    const outcome = await scene.adapter.deliver(await forum(), FERRY);

    const [opened] = bodies("create_thread");
    expect(opened).toMatchObject({
      name: "New Ferry",
      message: { allowed_mentions: { parse: [] } },
    });
    expect(outcome).toMatchObject({
      kind: "sent",
      messageId: expect.stringMatching(/^(\d+)\/\1$/u),
    });
  });

  it("in a forum stands below an earlier text that can't be edited, in its thread", async () => {
    const id = await forum();
    const first = await scene.adapter.deliver(id, FERRY);
    const messageId = first.kind === "sent" ? first.messageId : "";
    const [thread = ""] = messageId.split("/");

    // The stand-in keeps no first message of a thread.
    const revised = await scene.adapter.revise(id, messageId, saying("New."));
    const below = await scene.adapter.deliver(id, saying("New."), { replyTo: messageId });

    expect(revised.kind).toBe("refused");
    expect(messagesIn(scene.fake, thread).map(asRead)).toEqual(["New."]);
    expect(below).toEqual({ kind: "sent", messageId: expect.stringMatching(`^${thread}/`) });
    expect(bodies("create_thread")).toHaveLength(1);
  });

  it("in a forum goes on when a moderator has deleted the thread of the earlier text", async () => {
    const id = await forum();
    const first = await scene.adapter.deliver(id, FERRY);
    const messageId = first.kind === "sent" ? first.messageId : "";
    scene.fake.act("removeChannel", { channel: messageId.split("/")[0] });

    const revised = await scene.adapter.revise(id, messageId, saying("New."));
    const below = await scene.adapter.deliver(id, saying("New."), { replyTo: messageId });

    expect([revised.kind, below.kind]).toEqual(["refused", "sent"]);
    expect(bodies("create_thread")).toHaveLength(2);
  });

  it("in a forum is not sent again when its answer was lost: a thread has no nonce", async () => {
    const id = await forum();
    scene.fake.fault({ kind: "drop-after", op: "create_thread" });

    const lost = await scene.adapter.deliver(id, FERRY, { nonce: "f-1" });
    const again = await scene.adapter.deliver(id, FERRY, { nonce: "f-1", isInDoubt: true });

    expect(lost).toMatchObject({ kind: "unknown", isFinal: true });
    expect(again).toMatchObject({ kind: "unknown", isFinal: true });
    expect(bodies("create_thread")).toHaveLength(1);
  });

  it("wait until the gateway has told which channels are forums or carry announcements", async () => {
    const { fake } = scene;
    const starting = await openScene({
      handle: () => Promise.resolve(null),
      at: fake,
      waits: false,
    });

    const outcome = await starting.adapter.deliver(scene.channel, FERRY);
    await starting.stop();

    expect(outcome).toMatchObject({ kind: "later", everybody: true });
    expect(bodies("create_message")).toEqual([]);
  });
});

describe("the budget of invalid requests", () => {
  type Listener = (data: { readonly count: number; readonly remainingTime: number }) => void;

  it("is told of, and announcements wait when half of it is gone", () => {
    let now = 1000;
    let tell: Listener | undefined;
    const told: object[] = [];
    const log = {
      info: () => undefined,
      error: () => undefined,
      warn: (fields: object) => void told.push(fields),
    };
    const budget = createInvalidRequests(log, () => now);
    budget.watch({
      on: (_: string, listener: Listener) => {
        tell = listener;
      },
    } as unknown as Parameters<typeof budget.watch>[0]);

    tell?.({ count: 4900, remainingTime: 60_000 });
    const before = budget.pauseMs();
    tell?.({ count: 5000, remainingTime: 60_000 });
    now += 20_000;

    expect(before).toBe(0);
    expect(budget.pauseMs()).toBe(40_000);
    expect(told).toHaveLength(2);
  });
});
