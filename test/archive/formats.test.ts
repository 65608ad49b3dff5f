import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { type Commands, NO_COMMANDS } from "../../src/archive/formats/commands.ts";
import { inspectionOf } from "../../src/archive/inspection.ts";
import { type ReadOutcome, readRelease } from "../../src/archive/read-release.ts";
import type { Release } from "../../src/domain/release.ts";
import { readingCommands } from "../../src/runtime/reading-commands.ts";

const FOLDER = resolve(import.meta.dirname, "../fixtures/formats");
const has = (command: string): boolean => spawnSync(command, ["-v"]).error === undefined;

async function outcome(name: string, commands: Commands = readingCommands()): Promise<ReadOutcome> {
  return await readRelease(
    { id: name, name, bytes: readFileSync(resolve(FOLDER, name)) },
    commands,
  );
}

async function read(name: string): Promise<Release> {
  const found = await outcome(name);
  const [release] = found.kind === "releases" ? found.releases : [];
  if (!release) throw new Error(JSON.stringify(found));
  return release;
}

/** Without white space, which formats lose, and with one kind of quotation marks, which programs turn. */
function solid(text: string): string {
  return text.replaceAll(/\s+/gu, "").replaceAll(/[“”]/gu, '"');
}

const TITLE = "Lowgate Ferry to Sail Every Half Hour from 1 May";
const WHOLE = {
  title: TITLE,
  issuer: "Lowgate Ferry Board",
  department: "Timetables Division",
  number: "2024/17",
  date: "2024-04-18",
  place: "Lowgate",
  language: "en",
};
/** A file and the fields that its design leaves out. */
const FILES: readonly (readonly [string, readonly (keyof typeof WHOLE)[]])[] = [
  ["ferry.md", []],
  ["ferry.txt", []],
  ["ferry-header.docx", []],
  ["ferry-styles.docx", ["department", "place"]],
  ["ferry-running.pdf", []],
  ["ferry-narrow.pdf", ["number"]],
  ["ferry.html", []],
  ["ferry-mail.eml", []],
  ["ferry-attached.eml", []],
  ["ferry-forwarded.eml", ["department", "number", "place"]],
];

describe("one release in every format", () => {
  it.each(FILES)("%s gives its fields", async (name, left) => {
    const { title, issuer, department, number, date, place, language } = inspectionOf(
      await read(name),
    );

    const wanted = Object.entries(WHOLE).map(([key, value]) => [
      key,
      left.some((one) => one === key) ? null : value,
    ]);
    expect({ title, issuer, department, number, date, place, language }).toEqual(
      Object.fromEntries(wanted),
    );
  });

  it.each(FILES)("%s gives the original's body, white space apart", async (name) => {
    const original = inspectionOf(await read("ferry.md")).body;

    expect(solid(inspectionOf(await read(name)).body)).toBe(solid(original));
  });

  it.each(FILES)("%s gives slices of its stored text", async (name) => {
    const { text, where, paragraphs } = await read(name);

    const spans = [...Object.values(where), ...paragraphs];
    expect(spans.every(({ start, end }) => start < end && end <= text.length)).toBe(true);
    const { start = 0, end = 0 } = where.date ?? {};
    expect(text.slice(start, end)).toMatch(/^(?:18 April 2024|2024-04-18)?$/u);
  });

  it("lists what could not be found", async () => {
    expect(inspectionOf(await read("ferry-forwarded.eml")).missing).toEqual([
      "department",
      "number",
      "place",
      "topics",
    ]);
  });
});

it("reads a table row by row, between the paragraphs around it", async () => {
  const { body } = inspectionOf(await read("ferry-table.pdf"));

  expect(body.split("\n\n")).toEqual([
    expect.stringMatching(/^The Lowgate Ferry Board .* on Tuesday\.$/u),
    "Month Passengers Change",
    "March 41,250 +3.1 %",
    "April, with Easter 52,004 +11.4 %",
    "May 48,730 +0.9 %",
    expect.stringMatching(/^The next count .* as before\.$/u),
  ]);
});

it("reads columns one after the other and undoes hyphenation", async () => {
  const { body, ...fields } = inspectionOf(await read("bac-colonnes.pdf"));

  expect(fields).toMatchObject({
    issuer: "Office des bacs de Lowgate",
    department: "Service des horaires",
    language: "fr",
    date: "2024-04-18",
  });
  expect(solid(body)).toContain(
    solid(
      "La transformation a duré quatorze mois et coûté 3,6 millions de couronnes.\n\n« Personne ne devrait avoir à courir après un bac",
    ),
  );
  expect(body).toMatch(/Les abonnements achetés avant le changement restent valables\.$/u);
});

describe("a feed", () => {
  it.each(["feed.rss", "feed.atom", "feed.json"])(
    "%s gives an item with its day in the feed's own zone",
    async (name) => {
      const found = await outcome(name);
      const [item] = found.kind === "feed" ? found.items : [];

      expect(item?.release).toMatchObject({
        title: TITLE,
        issuer: "Lowgate Ferry Board",
        date: "2024-04-18",
        url: "https://ferry.example.org/17",
      });
      expect(item?.release.id).toMatch(new RegExp(`^${name}/[\\w-]*17$`, "u"));
      expect(solid(item ? inspectionOf(item.release).body : "")).toBe(
        solid(inspectionOf(await read("ferry.md")).body),
      );
    },
  );

  it("may print its days as RFC 822 did, and give a short last paragraph", async () => {
    const feed = `<rss version="2.0"><channel><title>Sandrow Harbour Board</title><item><title>A quay opens</title><link>https://sandrow.example.org/1</link><pubDate>9 Mar 26 08:00 EST</pubDate><description><![CDATA[<p>The Sandrow Harbour Board opens its new quay to the fishers of three villages on Monday morning.</p><p>It is free in June.</p>]]></description></item></channel></rss>`;

    const found = await readRelease({
      id: "f",
      name: "f.rss",
      bytes: new TextEncoder().encode(feed),
    });
    const [item] = found.kind === "feed" ? found.items : [];

    expect(item?.release.date).toBe("2026-03-09");
    expect(item ? inspectionOf(item.release).body : "").toMatch(/\n\nIt is free in June\.$/u);
  });

  it("gives no date where only the day of a change is known, and no item's day is guessed", async () => {
    const found = [await outcome("feed.atom"), await outcome("feed.rss")];

    const dates = found.map((one) =>
      one.kind === "feed" ? one.items.map(({ release }) => release.date) : [],
    );
    expect(dates).toEqual([
      ["2024-04-18", null],
      ["2024-04-18", null],
    ]);
  });
});

describe("content decides, not the name", () => {
  it.each(["ferry.html", "ferry-header.docx", "ferry-narrow.pdf", "feed.json"])(
    "%s is read under any name",
    async (name) => {
      const bytes = readFileSync(resolve(FOLDER, name));

      const found = await readRelease({ id: "x", name: "x.txt", bytes });

      expect(found.kind).not.toBe("problem");
    },
  );
});

describe("on a machine without the commands", () => {
  const said = async (name: string): Promise<string> => {
    const found = await outcome(name, NO_COMMANDS);
    return found.kind === "problem" ? found.problem.reason : found.kind;
  };

  it.each(["ferry-scan.png", "ferry-scan.pdf"])(
    "%s is refused in one sentence that names tesseract",
    async (name) => {
      expect(await said(name)).toMatch(new RegExp(`^${name}: [^\n]*tesseract[^\n]*\\.$`, "u"));
    },
  );

  it("a Khmer PDF is refused in one sentence that names pdftotext", async () => {
    expect(await said("salang-km.pdf")).toBe(
      "salang-km.pdf: its Khmer text can only be read with `pdftotext`; install poppler-utils.",
    );
  });
});

describe.skipIf(!has("pdftotext"))("with pdftotext (skipped where it is not installed)", () => {
  it("a Khmer PDF gives its fields and no browser's header", async () => {
    const { body, ...fields } = inspectionOf(await read("salang-km.pdf"));

    expect(fields).toMatchObject({
      issuer: "ក្រុមប្រឹក្សាសាឡាងឡូហ្គេត",
      department: "នាយកដ្ឋានកាលវិភាគ",
      date: "2024-04-18",
      place: "ឡូហ្គេត",
      language: "km",
    });
    expect(solid(fields.title)).toBe("សាឡាងឡូហ្គេតនឹងចេញដំណើររៀងរាល់កន្លះម៉ោងចាប់ពីថ្ងៃទី១ខែឧសភា");
    expect(body).not.toMatch(/file:|11\/26/u);
  });
});

describe.skipIf(!has("tesseract"))("with tesseract (skipped where it is not installed)", () => {
  it("a picture of a page gives its fields", { timeout: 60_000 }, async () => {
    expect(inspectionOf(await read("ferry-scan.png"))).toMatchObject({
      title: TITLE,
      issuer: "Lowgate Ferry Board",
      date: "2024-04-18",
      place: "Lowgate",
    });
  });
});
