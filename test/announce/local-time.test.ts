import { assert, constantFrom, integer, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { isQuiet, localTime, nextDigest } from "../../src/announce/local-time.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Zones with summer time of an hour and of half an hour, at midnight, none at all, and by quarters. */
const ZONES = [
  "UTC",
  "Asia/Phnom_Penh",
  "Asia/Kathmandu",
  "Europe/Paris",
  "America/New_York",
  "America/Santiago",
  "Australia/Lord_Howe",
  "Africa/Cairo",
  "Pacific/Chatham",
];
const zone = constantFrom(...ZONES);
const instant = integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2029, 11, 31) });
const minute = integer({ min: 0, max: 24 * 60 - 1 });
const weekday = integer({ min: 1, max: 7 });

/** Every minute of the days around `from` at which the clock shows `digestAt`, where it does. */
function minutesShowing(digestAt: number, from: number, until: number, timeZone: string): number[] {
  const first = Math.floor(from / MINUTE) * MINUTE + MINUTE;
  const steps = Math.max(0, Math.ceil((until - first) / MINUTE));
  return Array.from({ length: steps }, (_, i) => first + i * MINUTE).filter(
    (at) => localTime(at, timeZone).minutes === digestAt,
  );
}

describe("nextDigest", () => {
  it("is null for what is told at once", () => {
    const rhythm = { frequency: "at-once", digestAt: 480, weekday: 1 } as const;

    expect(nextDigest(rhythm, Date.UTC(2026, 10, 2), "UTC")).toBeNull();
  });

  it("is later than asked, within two days, at the wanted minute or just behind the gap that holds it", () => {
    assert(
      property(zone, instant, minute, (timeZone, after, digestAt) => {
        const rhythm = { frequency: "daily", digestAt, weekday: 1 } as const;

        const at = nextDigest(rhythm, after, timeZone) ?? 0;

        expect(at).toBeGreaterThan(after);
        expect(at).toBeLessThanOrEqual(after + DAY + HOUR);
        const { minutes } = localTime(at, timeZone);
        const before = localTime(at - MINUTE, timeZone).minutes;
        const isGap = minutes !== digestAt && before < digestAt && digestAt < minutes;
        const isMidnightGap = minutes !== digestAt && before > minutes && digestAt < minutes;
        expect(minutes === digestAt || isGap || isMidnightGap).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("passes over no day on which the clock shows the minute", () => {
    assert(
      property(zone, instant, minute, (timeZone, after, digestAt) => {
        const rhythm = { frequency: "daily", digestAt, weekday: 1 } as const;

        const at = nextDigest(rhythm, after, timeZone) ?? 0;

        expect(minutesShowing(digestAt, after, at, timeZone)).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it("comes once on each local day, whatever the clocks do", () => {
    assert(
      property(zone, instant, minute, (timeZone, start, digestAt) => {
        const rhythm = { frequency: "daily", digestAt, weekday: 1 } as const;
        const days: number[] = [];
        let at = nextDigest(rhythm, start, timeZone) ?? 0;
        for (let i = 0; i < 14; i += 1) {
          days.push(localTime(at, timeZone).weekday);
          at = nextDigest(rhythm, at, timeZone) ?? 0;
        }

        const steps = days.slice(1).map((day, i) => (day - (days[i] ?? 0) + 7) % 7);

        expect(new Set(steps)).toEqual(new Set([1]));
      }),
      { numRuns: 300 },
    );
  });

  it("falls on the wanted day of the week, within eight days", () => {
    assert(
      property(zone, instant, minute, weekday, (timeZone, after, digestAt, wanted) => {
        const rhythm = { frequency: "weekly", digestAt, weekday: wanted } as const;

        const at = nextDigest(rhythm, after, timeZone) ?? 0;

        expect(at).toBeGreaterThan(after);
        expect(at).toBeLessThanOrEqual(after + 7 * DAY + 2 * HOUR);
        expect(localTime(at, timeZone).weekday).toBe(wanted);
      }),
      { numRuns: 500 },
    );
  });

  it("is the first minute after a gap in which the wanted time is left out", () => {
    // In Paris on 29 March 2026 the clocks go from 2 to 3 o'clock, at 01:00 UTC.
    const rhythm = { frequency: "daily", digestAt: 2 * 60 + 30, weekday: 1 } as const;

    const at = nextDigest(rhythm, Date.UTC(2026, 2, 28, 12), "Europe/Paris");

    expect(at).toBe(Date.UTC(2026, 2, 29, 1));
  });

  it("comes once in the night in which an hour is repeated", () => {
    // In Paris on 25 October 2026 the clocks go back from 3 to 2 o'clock: 02:30 is 00:30 and 01:30 UTC.
    const rhythm = { frequency: "daily", digestAt: 2 * 60 + 30, weekday: 1 } as const;

    const first = nextDigest(rhythm, Date.UTC(2026, 9, 24, 12), "Europe/Paris") ?? 0;
    const second = nextDigest(rhythm, first, "Europe/Paris");

    expect(first).toBe(Date.UTC(2026, 9, 25, 0, 30));
    expect(second).toBe(Date.UTC(2026, 9, 26, 1, 30));
  });
});

describe("isQuiet", () => {
  it("holds from the first hour to the last, over midnight as well", () => {
    const night = { from: 22 * 60, to: 7 * 60 };
    const at = (hour: number): boolean => isQuiet(night, Date.UTC(2026, 10, 2, hour), "UTC");

    expect([21, 22, 23, 0, 6, 7].map(at)).toEqual([false, true, true, true, true, false]);
  });

  it("is local", () => {
    const night = { from: 22 * 60, to: 7 * 60 };

    expect(isQuiet(night, Date.UTC(2026, 10, 2, 16), "Asia/Phnom_Penh")).toBe(true);
    expect(isQuiet(night, Date.UTC(2026, 10, 2, 16), "UTC")).toBe(false);
  });

  it("is the whole day when it begins and ends at the same hour", () => {
    assert(
      property(instant, minute, zone, (at, hour, timeZone) => {
        expect(isQuiet({ from: hour, to: hour }, at, timeZone)).toBe(true);
      }),
    );
  });

  it("is never without quiet hours", () => {
    expect(isQuiet(null, Date.UTC(2026, 10, 2, 23), "UTC")).toBe(false);
  });

  it("is quiet in the one half of a day or in the other", () => {
    assert(
      property(instant, minute, minute, zone, (at, from, to, timeZone) => {
        const isIn = isQuiet({ from, to }, at, timeZone);

        expect(isQuiet({ from: to, to: from }, at, timeZone)).toBe(from === to ? isIn : !isIn);
      }),
    );
  });
});
