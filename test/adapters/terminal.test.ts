import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { expect, it } from "vitest";
import { createTerminalAdapter } from "../../adapters/terminal/terminal-adapter.ts";
import type { ChatRequest, Handle, Reply } from "../../src/index.ts";
import { openNewsroom } from "../_support/newsroom.ts";

async function talk(
  lines: readonly string[],
  reply: Reply | Handle,
): Promise<{ requests: ChatRequest[]; shown: string }> {
  const input = new PassThrough();
  const output = new PassThrough();
  const requests: ChatRequest[] = [];
  const adapter = createTerminalAdapter({
    input,
    output,
    isInteractive: false,
    width: () => 60,
    clock: () => 0,
  });
  const running = adapter.start(async (request) => {
    requests.push(request);
    return typeof reply === "function" ? await reply(request) : reply;
  }, new AbortController().signal);
  input.end(`${lines.join("\n")}\n`);
  await running;
  output.end();
  return { requests, shown: await text(output) };
}

const REPLY: Reply = {
  language: "en",
  blocks: [
    { kind: "quote", text: "Captain Orla Brandt will command it.", marks: [{ start: 0, end: 19 }] },
  ],
  actions: [[{ label: "Full text", data: "r_1" }]],
};

it("takes lines as questions, commands and buttons, and ends with its input", async () => {
  const { requests } = await talk(
    ["who commands it?", "/latest ferries", "1", "", "/quit", "never asked"],
    REPLY,
  );

  expect(requests.map(({ intent }) => intent)).toEqual([
    { kind: "text", text: "who commands it?" },
    { kind: "command", name: "latest", argument: "ferries", options: {} },
    { kind: "action", data: "r_1" },
  ]);
});

it("numbers what can be chosen from a list, and takes the number", async () => {
  const items = ["Ferry", "Quay"].map((title) => ({ text: title, data: `r_${title}` }));

  const { requests, shown } = await talk(["/latest", "2", "3"], {
    language: "en",
    blocks: [{ kind: "list", items }],
    actions: [[{ label: "Next", data: "page_1" }]],
  });

  expect(shown).toContain("  1. Ferry\n  2. Quay\n");
  expect(requests.slice(1).map(({ intent }) => intent)).toEqual([
    { kind: "action", data: "r_Quay" },
    { kind: "action", data: "page_1" },
  ]);
});

it("marks the span within its sentence", async () => {
  const { shown } = await talk(["who commands it?"], REPLY);

  expect(shown).toContain("*Captain Orla Brandt* will command it.");
});

it("checks a quotation and lists who holds an office", async () => {
  const desk = await openNewsroom();

  const { shown } = await talk(
    ["/quote Nobody on the islands will wait for a ship again", "/who director"],
    desk.handle,
  );

  expect(shown).toContain("wait for a [-boat-] {+ship+}");
  expect(shown).toContain("will wait for a *boat*");
  expect(shown).toContain("• Ilse Marn – Director");
});
