import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Language } from "../../src/domain/language.ts";
import { datesIn, impossibleDatesIn, isDay, periodIn } from "../../src/text/dates.ts";

describe("datesIn", () => {
  it.each([
    ["10 April 2024", "2024-04-10"],
    ["April 10, 2024", "2024-04-10"],
    ["10 Apr. 2024", "2024-04-10"],
    ["10-Apr-2024", "2024-04-10"],
    ["the 13th of October 2026", "2026-10-13"],
    ["Sept 3, 2025", "2025-09-03"],
    ["le 3 avril 2025", "2025-04-03"],
    ["1er août 2025", "2025-08-01"],
    ["22 September\n   2023", "2023-09-22"],
    ["ថ្ងៃទី១ ខែមីនា ឆ្នាំ២០២៤", "2024-03-01"],
    ["ថ្ងៃពុធ ទី ០៣ ខែ មេសា ឆ្នាំ ២០២៤", "2024-04-03"],
    ["2024-04-10", "2024-04-10"],
    ["25/12/2024", "2024-12-25"],
    ["03.04.2025", "2025-04-03"],
    ["28 Apri1 2026", "2026-04-28"],
    ["11 Decernber 2025", "2025-12-11"],
    ["14 0ctober 2O26", "2026-10-14"],
    ["29 February 2024", "2024-02-29"],
  ])("reads %j as %s", (text, date) => {
    expect(datesIn(text).map((one) => one.date)).toEqual([date]);
  });

  it.each([
    "31 February 2025",
    "30 février 2024",
    "ថ្ងៃទី៣១ ខែមិថុនា ឆ្នាំ២០២៤",
    "2025-13-01",
    "32/01/2025",
    "29 February 2023",
  ])("finds no date but an impossible day in %j", (text) => {
    expect(datesIn(text)).toEqual([]);
    expect(impossibleDatesIn(text)).toHaveLength(1);
  });

  it.each([
    "in May 2024",
    "210-141, 023 23",
    "10 persons in 2024",
    "No. 12/2024",
    "March 2025",
    "2024-2027",
  ])("finds nothing in %j", (text) => {
    expect([...datesIn(text), ...impossibleDatesIn(text)]).toEqual([]);
  });

  it("guesses figures that may be read both ways in French and Khmer only", () => {
    const read = (language: Language) => datesIn("03/04/2025", language).map(({ date }) => date);

    expect([read("en"), read("fr"), read("km")]).toEqual([[], ["2025-04-03"], ["2025-04-03"]]);
  });

  it("gives spans that hold nothing but the date", () => {
    const text = "Issued on 3 May 2024, corrected on May 9, 2024.";

    expect(datesIn(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      "3 May 2024",
      "May 9, 2024",
    ]);
  });

  it("reads back every day that Intl prints", () => {
    const days = fc.date({
      min: new Date("1900-01-01"),
      max: new Date("2100-12-31"),
      noInvalidDate: true,
    });

    fc.assert(
      fc.property(days, fc.constantFrom("en-GB", "en-US", "fr-FR"), (day, locale) => {
        const printed = new Intl.DateTimeFormat(locale, {
          dateStyle: "long",
          timeZone: "UTC",
        }).format(day);

        expect(datesIn(printed).map(({ date }) => date)).toEqual([day.toISOString().slice(0, 10)]);
      }),
    );
  });

  it("never throws, and every date is a day inside the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
        const wrong = datesIn(text).filter(
          ({ start, end, date }) => start >= end || end > text.length || !isDay(date),
        );

        expect(wrong).toEqual([]);
      }),
    );
  });
});

describe("the period that a question names", () => {
  it.each([
    ["who led it on 3 May 2024", "2024-05-03", "2024-05-03"],
    ["rate in March 2025?", "2025-03-01", "2025-03-31"],
    ["how many in 2023", "2023-01-01", "2023-12-31"],
    ["between 2021 and 2023", "2021-01-01", "2023-12-31"],
    ["from June 2024 to February 2025", "2024-06-01", "2025-02-31"],
    ["en août 2025", "2025-08-01", "2025-08-31"],
    ["នៅខែមីនា ឆ្នាំ២០២៤", "2024-03-01", "2024-03-31"],
  ])("%s", (text, from, to) => {
    expect(periodIn(text)).toEqual({ from, to });
  });

  it.each(["how many", "2,023 litres", "in March", "2024% more"])("is none in: %s", (text) => {
    expect(periodIn(text)).toBeNull();
  });
});
