import { describe, expect, it } from "vitest";
import { afterBody } from "../../src/archive/after-body.ts";
import { body, printed, read, refuse } from "./_files.ts";

const TEXT =
  "The ferry between Lowgate and Sandrow will sail every hour from Monday, the Board decided.";

function file(front: string, text = TEXT): string {
  return `---\n${front}\n---\n${text}\n`;
}

describe("a release with front matter", () => {
  it("holds what the keys state", async () => {
    const release = await read(
      file(
        [
          'title: "Ferry: every hour"',
          "issuer: Lowgate Ferry Board",
          "department: Timetables",
          "number: 007",
          "date: 2024-05-02",
          "place: Lowgate",
          "language: en",
          "url: https://ferry.example.org/7",
          "topics: [ferry, timetable]",
          "contacts: [{ name: Ms Ada Fenn, phone: 555 0101 }]",
          "embargo: 2024-05-03T09:00:00+02:00",
          "corrects: 2024-04-30-ferry",
          "translationOf: other",
          "changeNote: the hour was wrong",
          "urgent: true",
          "withdrawn: the boat is broken",
          "mood: cheerful",
        ].join("\n"),
      ),
      "2024-05-02-ferry.md",
    );

    expect(release).toMatchObject({
      id: "2024-05-02-ferry",
      title: "Ferry: every hour",
      issuer: "Lowgate Ferry Board",
      department: "Timetables",
      number: "007",
      date: "2024-05-02",
      place: "Lowgate",
      language: "en",
      url: "https://ferry.example.org/7",
      topics: ["ferry", "timetable"],
      contacts: [{ name: "Ms Ada Fenn", phone: "555 0101" }],
      embargoUntil: Date.parse("2024-05-03T07:00:00Z"),
      corrects: "2024-04-30-ferry",
      translationOf: "other",
      changeNote: "the hour was wrong",
      urgent: true,
      withdrawn: "the boat is broken",
    });
    expect(body(release)).toEqual([TEXT]);
    expect(printed(release, "date")).toBe("2024-05-02");
  });

  it("keeps the file's text as it is and gives the body as slices of it", async () => {
    const text = file(
      "title: A\nlanguage: en",
      `${TEXT}\n\n**Fares** stay.\n\n- adults pay 2 crowns;\n- children pay 1 crown.`,
    );

    const release = await read(text);

    expect(release.text).toBe(text);
    expect(body(release)).toEqual([
      TEXT,
      "Fares stay.",
      "adults pay 2 crowns;",
      "children pay 1 crown.",
    ]);
  });

  it("may hold a colon in what people write there, without quotation marks", async () => {
    const release = await read(
      file(
        [
          "title: Storm Warning: All Ferries: Cancelled",
          "issuer: Lowgate Ferry Board: Timetables",
          "date: 2024-05-02",
          "changeNote: the hour: nine, not eight",
        ].join("\n"),
      ),
      "storm.md",
    );

    expect(release).toMatchObject({
      title: "Storm Warning: All Ferries: Cancelled",
      issuer: "Lowgate Ferry Board: Timetables",
      date: "2024-05-02",
      changeNote: "the hour: nine, not eight",
    });
    expect(printed(release, "title")).toBe("Storm Warning: All Ferries: Cancelled");
  });

  it("takes what the keys leave out from the text", async () => {
    const release = await read(
      file(
        "title: Ferry",
        `Lowgate, 2 May 2024 - ${TEXT}\n\nPress contact: Ms Ada Fenn, telephone 555 0101`,
      ),
    );

    expect(release).toMatchObject({ date: "2024-05-02", place: "Lowgate", language: "en" });
    expect(release.contacts).toEqual([
      { name: "Ms Ada Fenn", role: "Press contact", phone: "555 0101" },
    ]);
    expect(body(release)).toEqual([TEXT]);
  });

  it.each([
    [
      "date: 2024-02-30",
      "the key `date` must be a day of the calendar, written YYYY-MM-DD, not `2024-02-30`; correct it",
    ],
    ["title: [a, b]", "the key `title` must be text; correct it"],
    [
      "title: A\nlanguage: de",
      "the key `language` must be one of en, km, fr, not `de`; correct it",
    ],
    ["embargo: tomorrow at noon", "the key `embargo` must be an instant with its offset"],
    ["embargo: 2024-05-03T09:00:00", "the key `embargo` must be an instant with its offset"],
    ["urgent: soon", "the key `urgent` must be true or false; correct it"],
    ["withdrawn: true", "the key `withdrawn` must be text; correct it"],
    ["url: javascript:alert(1)", "the key `url` must be an http or https address; correct it"],
    ["topics: Ferry: every hour", "line 2 of the front matter is not valid YAML"],
    [
      "title: &a x\nissuer: *a",
      "the front matter uses YAML aliases (`*name`); write the values out",
    ],
  ])("is refused in one sentence for %j", async (front, reason) => {
    const said = await refuse(file(front), "ferry.md");

    expect(said).toContain(`ferry.md: ${reason}`);
    expect(said).toMatch(/^[^\n]+\.$/u);
  });

  it("is refused when the closing line is missing", async () => {
    expect(await refuse(`---\ntitle: A\n\n${TEXT}`, "ferry.md")).toBe(
      "ferry.md: the front matter has no closing line `---`; add it.",
    );
  });

  it("is refused without a body", async () => {
    expect(await refuse(file("title: A", ""), "ferry.md")).toBe(
      "ferry.md: no text of a release was found in it; check the file.",
    );
  });

  it("has contacts and what the issuer says about itself below the body", async () => {
    const about = "**About the Board.** It has run the ferries of Lowgate for ninety years.";
    const release = await read(
      file(
        "title: A",
        `${TEXT}\n\n${about}\n\nPress Office: telephone 555 0101\n\n4 Quay Street, Lowgate`,
      ),
    );

    expect(body(release)).toEqual([TEXT]);
    expect(afterBody(release).map(({ start, end }) => release.text.slice(start, end))).toEqual([
      about,
      "Press Office: telephone 555 0101",
    ]);
  });

  it("does not expand aliases without end", async () => {
    const bomb = ["a: &a [x, x]", "b: &b [*a, *a]", "c: &c [*b, *b]", "title: *c"].join("\n");

    expect(await refuse(file(bomb))).toMatch(/^note\.txt: [^\n]+\.$/u);
  });
});
