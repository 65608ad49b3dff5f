import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayIn, embargoEnds, newestFirst, stateAt } from "../../src/archive/validity.ts";
import type { Language } from "../../src/domain/language.ts";

type Stated = Parameters<typeof stateAt>[0][number];

const NOON = Date.parse("2024-06-15T12:00:00Z");

function release(id: string, rest: Partial<Stated> = {}): Stated {
  return {
    id,
    date: "2024-01-01",
    embargoUntil: null,
    corrects: null,
    translationOf: null,
    changeNote: null,
    withdrawn: null,
    language: "en",
    ...rest,
  };
}

function kinds(releases: readonly Stated[], at = NOON, zone = "UTC"): Record<string, string> {
  const states = [...stateAt(releases, at, zone)];
  return Object.fromEntries(
    states.map(([id, state]) => [
      id,
      state.kind === "superseded" ? `superseded by ${state.by}` : state.kind,
    ]),
  );
}

describe("stateAt", () => {
  it("hides what is dated tomorrow in the zone, and shows it when the day turns there", () => {
    const late = release("a", { date: "2024-06-16" });

    expect(kinds([late], Date.parse("2024-06-15T16:59:00Z"), "Asia/Phnom_Penh")).toEqual({
      a: "not-yet-issued",
    });
    expect(kinds([late], Date.parse("2024-06-15T17:00:00Z"), "Asia/Phnom_Penh")).toEqual({
      a: "valid",
    });
  });

  it("lifts an embargo at its instant", () => {
    const held = release("a", { embargoUntil: NOON });

    expect(kinds([held], NOON - 1)).toEqual({ a: "embargoed" });
    expect(kinds([held], NOON)).toEqual({ a: "valid" });
  });

  it("holds back what corrects or translates an embargoed release", () => {
    const releases = [
      release("a", { embargoUntil: NOON + 1 }),
      release("b", { corrects: "a" }),
      release("c", { translationOf: "a", language: "km" }),
    ];

    expect(new Set(Object.values(kinds(releases)))).toEqual(new Set(["embargoed"]));
  });

  it("keeps a release valid until its correction is public", () => {
    const releases = [release("a"), release("b", { corrects: "a", date: "2024-06-16" })];

    expect(kinds(releases)["a"]).toBe("valid");
    expect(kinds(releases, NOON + 86_400_000)["a"]).toBe("superseded by b");
  });

  it("names the end of a chain", () => {
    const releases = [
      release("a"),
      release("b", { corrects: "a", date: "2024-01-02" }),
      release("c", { corrects: "b", date: "2024-01-03" }),
    ];

    expect(kinds(releases)).toEqual({ a: "superseded by c", b: "superseded by c", c: "valid" });
  });

  it("leaves the newest of a circle valid", () => {
    const releases = [
      release("a", { corrects: "b", date: "2024-01-02" }),
      release("b", { corrects: "a", date: "2024-01-01" }),
    ];

    expect(kinds(releases)).toEqual({ a: "valid", b: "superseded by a" });
  });

  it("takes the translations of a withdrawn release back with it", () => {
    const releases = [
      release("a", { withdrawn: "wrong file" }),
      release("b", { translationOf: "a", language: "fr" }),
    ];

    expect(kinds(releases)).toEqual({ a: "withdrawn", b: "withdrawn" });
  });

  it("says nothing of an embargoed release but that it is one, also when it is withdrawn", () => {
    expect(kinds([release("a", { embargoUntil: NOON + 1, withdrawn: "no" })])).toEqual({
      a: "embargoed",
    });
  });

  describe("of a translation whose original was corrected", () => {
    const original = release("a");
    const correction = release("b", { corrects: "a", date: "2024-01-05" });

    it("is superseded with it", () => {
      const translation = release("t", { translationOf: "a", language: "km", date: "2024-01-03" });

      expect(kinds([original, correction, translation])["t"]).toBe("superseded by b");
    });

    it("is superseded by the correction's translation where there is one", () => {
      const translation = release("t", { translationOf: "a", language: "km" });
      const corrected = release("u", { translationOf: "b", language: "km", date: "2024-01-06" });

      expect(kinds([original, correction, translation, corrected])).toMatchObject({
        t: "superseded by u",
        u: "valid",
      });
    });

    it.each([{ date: "2024-01-06" }, { changeNote: "figure corrected" }])(
      "stays valid with %j",
      (rest) => {
        const translation = release("t", { translationOf: "a", language: "km", ...rest });

        expect(kinds([original, correction, translation])["t"]).toBe("valid");
      },
    );
  });

  const ids = fc.constantFrom("a", "b", "c", "d", "e", "f");
  const stated = fc.record({
    id: ids,
    date: fc.option(fc.constantFrom("2024-06-01", "2024-06-14", "2024-06-15", "2024-06-16")),
    embargoUntil: fc.option(fc.constantFrom(NOON - 1, NOON, NOON + 1), { freq: 4 }),
    corrects: fc.option(ids),
    translationOf: fc.option(ids),
    changeNote: fc.constant(null),
    withdrawn: fc.option(fc.constant("reason"), { freq: 6 }),
    language: fc.constantFrom<Language>("en", "km", "fr"),
  });
  const archives = fc.uniqueArray(stated, { selector: ({ id }) => id, maxLength: 6 });

  it("does not depend on the order of import", () => {
    fc.assert(
      fc.property(archives, fc.infiniteStream(fc.nat()), (releases, keys) => {
        const shuffled = releases
          .map((one) => ({ one, key: keys.next().value ?? 0 }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ one }) => one);

        expect(kinds(shuffled)).toEqual(kinds(releases));
      }),
    );
  });

  it("never hides everything behind corrections, and supersedes only by what is public", () => {
    fc.assert(
      fc.property(archives, (releases) => {
        const states = stateAt(releases, NOON, "UTC");

        for (const state of states.values()) {
          const by = state.kind === "superseded" ? states.get(state.by)?.kind : "valid";
          expect(["valid", "superseded", "withdrawn"]).toContain(by);
        }
      }),
    );
  });
});

it("orders newest first, undated last", () => {
  const releases = [
    release("a", { date: null }),
    release("b"),
    release("c"),
    release("d", { date: "2024-02-01" }),
  ];

  expect(releases.toSorted(newestFirst).map(({ id }) => id)).toEqual(["d", "c", "b", "a"]);
});

it("lists when embargoes end after an instant, each once", () => {
  const ends = [NOON + 2, NOON, NOON + 1, NOON + 2].map((embargoUntil, i) =>
    release(String(i), { embargoUntil }),
  );

  expect(embargoEnds(ends, NOON)).toEqual([NOON + 1, NOON + 2]);
});

it("knows the day of an instant in a zone", () => {
  expect(dayIn(Date.parse("2024-12-31T23:30:00Z"), "Asia/Phnom_Penh")).toBe("2025-01-01");
});
