import { describe, expect, it } from "vitest";
import { embargoOf } from "../../src/archive/embargo-line.ts";
import { read, refuse } from "./_files.ts";

describe("an embargo in words", () => {
  it.each([
    ["EMBARGOED UNTIL 16 November 2026, 10 a.m. (UTC+7)", "2026-11-16T03:00:00.000Z"],
    [
      "Not for publication before 7.00 a.m. Central European Time on 19 February 2026.",
      "2026-02-19T06:00:00.000Z",
    ],
    ["Embargo : 3 mars 2025 à 14 h 30 CET", "2025-03-03T13:30:00.000Z"],
    ["Ferry Report - Embargoed until 3 May, noon GMT", "2024-05-03T12:00:00.000Z"],
    ["Embargoed until 2 January, noon GMT", "2025-01-02T12:00:00.000Z"],
  ])("of %j ends at %s", (line, instant) => {
    expect(embargoOf(line, "2024-04-30", "en")).toEqual({ until: Date.parse(instant) });
  });

  it("without time or zone ends when the day has ended everywhere", () => {
    expect(embargoOf("EMBARGO: 3 May 2024", null, "en")).toEqual({
      until: Date.parse("2024-05-04T12:00:00Z"),
    });
  });

  it.each(["EMBARGOED", "Under embargo until further notice"])("of %j can't be told", (line) => {
    expect(embargoOf(line, null, "en")).toBe("unreadable");
  });

  it.each([
    "Embargo lifted",
    "Council Lifts Arms Embargo until Further Notice",
    "Embargo on Herring from 3 May 2024",
  ])("is not seen in %j", (line) => {
    expect(embargoOf(line, null, "en")).toBeNull();
  });

  const release = (line: string) =>
    `FELL COUNCIL\n\n${line}\n\nPRESS RELEASE\n\nThe Teal Canal Is Open\n\nBoats passed the canal again, the Council said in Fellbridge this morning.\n`;

  it("holds a release back", async () => {
    const text = release("EMBARGOED UNTIL 3 May 2024, 09:00 GMT");

    expect((await read(text)).embargoUntil).toBe(Date.parse("2024-05-03T09:00:00Z"));
  });

  it("is refused rather than broken when it can't be told", async () => {
    expect(await refuse(release("EMBARGOED"))).toContain(
      "note.txt: it is under embargo, but until when can't be told",
    );
  });
});
