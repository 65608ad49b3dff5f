import { ApplicationCommandType } from "discord.js";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { type CommandBody, commandBodies } from "../../../adapters/discord/commands.ts";
import { deskName, discordName, inDiscordWords } from "../../../adapters/discord/names.ts";
import { COMMANDS, type Command } from "../../../src/index.ts";
import { whyNot } from "../../_support/platforms.ts";
import { WARM_UP_MS, warmUp } from "./bench.ts";
import type { Scene } from "./scene.ts";
import { openScene } from "./scene.ts";

const MANAGE_CHANNELS = "16";
/** What the desk's table may hold one day. */
const WHOLE_TABLE: readonly Command[] = [
  ...COMMANDS.filter(({ name }) => !["quote", "who", "subscribe", "publish"].includes(name)),
  {
    name: "quote",
    audience: "everyone",
    options: [{ name: "quotation", kind: "text", required: true }],
  },
  {
    name: "who",
    audience: "everyone",
    options: [{ name: "office", kind: "office", required: true }],
  },
  {
    name: "subscribe",
    audience: "managers",
    options: [{ name: "words", kind: "text", required: false }],
  },
  {
    name: "publish",
    audience: "officers",
    options: [{ name: "file", kind: "document", required: false }],
  },
];

const isSlash = ({ type }: CommandBody): boolean => type === ApplicationCommandType.ChatInput;

function bodies(options: Partial<Parameters<typeof commandBodies>[0]> = {}): CommandBody[] {
  return commandBodies({
    forGuild: false,
    hasOfficers: true,
    commands: WHOLE_TABLE,
    ...options,
  });
}

function commandNamed(name: string, options: Partial<Parameters<typeof commandBodies>[0]> = {}) {
  const found = bodies(options).find((each) => each.name === name);
  if (!found) throw new Error(`no command ${name}`);
  return found;
}

describe("the commands on Discord", () => {
  it("are every command of the desk's table, and a command on a message for those it has", () => {
    const slash = bodies({ commands: COMMANDS }).filter(isSlash);
    const onMessages = (commands: readonly Command[]) =>
      bodies({ commands })
        .filter((each) => !isSlash(each))
        .map(({ name }) => name);

    expect(slash.map(({ name }) => deskName(name))).toEqual(COMMANDS.map(({ name }) => name));
    expect(onMessages(WHOLE_TABLE)).toEqual([
      "Check this quotation",
      "Ask the releases about this",
    ]);
    expect(onMessages(WHOLE_TABLE.filter(({ name }) => name !== "quote"))).toEqual([
      "Ask the releases about this",
    ]);
  });

  it("have Discord's word where it differs, and lead back to the desk's", () => {
    const names = ["subscribe", "subscriptions", "unsubscribe", "ask"];

    expect(names.map(discordName)).toEqual(["follow", "following", "unfollow", "ask"]);
    expect(names.map(discordName).map(deskName)).toEqual(names);
    expect(bodies().map(({ name }) => name)).toContain("follow");
  });

  it("hide what is for officers, and following from who may not manage channels", () => {
    expect(commandNamed("publish").default_member_permissions).toBe("0");
    expect(commandNamed("follow").default_member_permissions).toBe(MANAGE_CHANNELS);
    expect(commandNamed("ask").default_member_permissions).toBeNull();
  });

  it("may be given in servers, direct messages and, by who installed the bot, everywhere", () => {
    expect(commandNamed("ask")).toMatchObject({ contexts: [0, 1, 2], integration_types: [0, 1] });
    expect(commandNamed("follow")).toMatchObject({ contexts: [0, 1], integration_types: [0, 1] });
    expect(commandNamed("publish")).toMatchObject({ contexts: [0, 1], integration_types: [0] });
    expect(commandNamed("publish", { hasOfficers: false }).contexts).toEqual([0]);
    expect(commandNamed("ask", { forGuild: true })).not.toHaveProperty("contexts");
  });

  it("offer a private answer, completed titles and issuers, three languages, and a file", () => {
    const option = (name: string, of: string) =>
      commandNamed(name).options.find((each) => each.name === of);

    expect(option("ask", "private")).toMatchObject({ type: 5, required: false });
    expect(option("release", "title")).toMatchObject({ autocomplete: true });
    expect(option("search", "issuer")).toMatchObject({ autocomplete: true });
    expect(option("who", "office")).toMatchObject({ autocomplete: true });
    expect(option("search", "language")?.choices?.map(({ value }) => value)).toEqual([
      "en",
      "km",
      "fr",
    ]);
    expect(option("publish", "file")).toMatchObject({ type: 11 });
    expect(commandNamed("publish").options.some(({ name }) => name === "private")).toBe(false);
  });

  it("begin with the option that takes the question, the title or the words", () => {
    expect(commandNamed("ask").options[0]).toMatchObject({
      name: "question",
      type: 3,
      required: true,
    });
    expect(commandNamed("follow").options.every(({ required }) => !required)).toBe(true);
    expect(commandNamed("latest").options.every(({ required }) => !required)).toBe(true);
  });

  it("are named as Discord names them in our own words, and never in a release's", () => {
    const reply = inDiscordWords({
      language: "en",
      blocks: [
        { kind: "text", text: "Write /subscribe, or /unsubscribe." },
        {
          kind: "list",
          items: [{ text: "/subscriptions – what you follow" }, { text: "How to /subscribe" }],
        },
        { kind: "quote", text: "/subscribe", marks: [] },
      ],
    });

    expect(reply.blocks).toEqual([
      { kind: "text", text: "Write /follow, or /unfollow." },
      {
        kind: "list",
        items: [{ text: "/following – what you follow" }, { text: "How to /subscribe" }],
      },
      { kind: "quote", text: "/subscribe", marks: [] },
    ]);
  });
});

const skip = whyNot("fake-discord");

beforeAll(warmUp, WARM_UP_MS);
describe.skipIf(skip !== undefined)(`registration${skip ? ` (${skip})` : ""}`, () => {
  let scene: Scene;
  afterEach(async () => {
    await scene.close();
  });

  const WRITES = /^(?:create|update|delete|bulk_set)_(?:guild_)?application_command/u;
  const writes = (since: number) =>
    scene.fake.log
      .slice(since)
      .map(({ op = "" }) => op)
      .filter((op) => WRITES.test(op));

  async function again(settings: object = {}): Promise<string[]> {
    await scene.stop();
    const since = scene.fake.log.length;
    scene = await openScene({ handle: () => Promise.resolve(null), at: scene.fake, settings });
    return writes(since);
  }

  it("sends all at the first start and nothing at the next", async () => {
    scene = await openScene({ handle: () => Promise.resolve(null) });
    const first = writes(0);

    const second = await again();

    expect(first).toEqual(["bulk_set_application_commands"]);
    expect(second).toEqual([]);
    expect(scene.fake.act("commands", {})).toHaveLength(
      commandBodies({ forGuild: false, hasOfficers: false }).length,
    );
  });

  it("sends only what differs: one changed, one gone, one too many", async () => {
    scene = await openScene({ handle: () => Promise.resolve(null) });
    const [ask, latest] = ["ask", "latest"].map((name) =>
      scene.fake.act("commands", {}).find((command) => command.name === name),
    );
    const url = `${scene.fake.api}/v10/applications/${applicationOf(scene)}/commands`;
    const headers = {
      authorization: `Bot ${scene.fake.token}`,
      "content-type": "application/json",
      "user-agent": "DiscordBot (test, 1)",
    };
    const send = async (method: string, path: string, body?: object) =>
      await fetch(url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    await send("PATCH", `/${ask?.id}`, { description: "old words" });
    await send("DELETE", `/${latest?.id}`);
    await send("POST", "", { name: "surplus", description: "of an old version" });

    const sent = await again();

    expect(sent.toSorted((a, b) => a.localeCompare(b))).toEqual([
      "create_application_command",
      "delete_application_command",
      "update_application_command",
    ]);
    expect(await again()).toEqual([]);
  });

  it("is for one server when one is named, and idempotent there", async () => {
    scene = await openScene({ handle: () => Promise.resolve(null) });
    const guildId = scene.guild;

    const first = await again({ guildId });
    const second = await again({ guildId });

    expect(first).toEqual(["bulk_set_guild_application_commands"]);
    expect(second).toEqual([]);
  });

  it("that fails leaves the bot answering, and is logged", async () => {
    scene = await openScene({ handle: () => Promise.resolve(null), fake: {} });
    await scene.stop();
    scene.fake.fault({
      kind: "status",
      status: 403,
      code: 50_001,
      op: "list_application_commands",
    });

    scene = await openScene({
      handle: () => Promise.resolve({ language: "en", blocks: [{ kind: "text", text: "Yes." }] }),
      at: scene.fake,
    });
    const { original } = await scene.command("help");

    expect(original?.embeds[0]?.description).toBe("Yes.");
    expect(scene.logged.join("\n")).toContain("commands could not be registered");
  });
});

function applicationOf({ fake }: Scene): string {
  return (
    fake.log.find(({ params }) => params?.["application_id"])?.params?.["application_id"] ?? ""
  );
}
