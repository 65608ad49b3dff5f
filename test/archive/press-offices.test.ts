import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { inspectionOf } from "../../src/archive/inspection.ts";
import { readRelease } from "../../src/archive/read-release.ts";
import { readingCommands } from "../../src/runtime/reading-commands.ts";

const FOLDER = resolve(import.meta.dirname, "../fixtures/formats");

interface Expected {
  readonly fields: Readonly<Record<string, unknown>>;
  /** The body's first and last, and two between them. */
  readonly sentences: readonly string[];
  /** Of letterhead, contacts and feet. */
  readonly absent: readonly string[];
}

const EXPECTED: Readonly<Record<string, Expected>> = JSON.parse(
  readFileSync(resolve(FOLDER, "press-offices.json"), "utf8"),
);

/** White space and letter case apart, with one kind of quotation marks and Arabic digits. */
function solid(text: string): string {
  return text
    .normalize("NFKC")
    .replaceAll(/[\s\u200b]+/gu, "")
    .replaceAll(/[“”]/gu, '"')
    .replaceAll(/[’]/gu, "'")
    .toLowerCase();
}

async function inspected(name: string): Promise<ReturnType<typeof inspectionOf>> {
  const bytes = readFileSync(resolve(FOLDER, name));
  const found = await readRelease({ id: name, name, bytes }, readingCommands());
  const [release] = found.kind === "releases" ? found.releases : [];
  if (!release) throw new Error(JSON.stringify(found));
  return inspectionOf(release);
}

describe("a file as press offices send it", () => {
  it.each(Object.entries(EXPECTED))(
    "%s is read as a careful reader reads it",
    async (name, wanted) => {
      const { body, ...fields } = await inspected(name);

      expect(fields).toMatchObject(wanted.fields);
      const text = solid(body);
      const places = wanted.sentences.map((sentence) => text.indexOf(solid(sentence)));
      expect(places).toEqual(places.toSorted((a, b) => a - b));
      expect(places[0]).toBe(0);
      expect(text.endsWith(solid(wanted.sentences.at(-1) ?? ""))).toBe(true);
      expect(wanted.absent.filter((words) => text.includes(solid(words)))).toEqual([]);
    },
  );
});
