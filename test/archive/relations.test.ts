import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { array, assert, constantFrom, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { Relations, withRelations } from "../../src/archive/relations.ts";
import type { Release } from "../../src/domain/release.ts";
import { read } from "./_files.ts";

const FARES =
  "The fare for bicycles on the ferries of Lowgate rises to 4.50 crowns on 1 March 2024, the Board decided.";

async function release(id: string, front: string, text: string): Promise<Release> {
  return await read(`---\nissuer: Lowgate Ferry Board\n${front}\n---\n${text}\n`, `${id}.md`);
}

const original = async (): Promise<Release> =>
  await release(
    "a",
    "title: Bicycle Fares Rise on the Lowgate Ferries\ndate: 2024-02-05\nnumber: 12/2024",
    FARES,
  );
const other = async (): Promise<Release> =>
  await release(
    "o",
    "title: Captain Fenn Retires\ndate: 2024-02-05",
    "Captain Ada Fenn leaves the Board's service in March after thirty years at sea.",
  );

async function corrected(front: string, text: string): Promise<string | null> {
  const correction = await release("c", front, text);
  const related = withRelations([await original(), await other(), correction]);
  return related.find(({ id }) => id === "c")?.corrects ?? null;
}

describe("a correction in words only", () => {
  it.each([
    [
      "by the day",
      'title: "Correction: Bicycle Fares"\ndate: 2024-02-08',
      "The press release of 5 February on bicycle fares gave a wrong fare. The fare is 4.20 crowns from 1 March.",
    ],
    [
      "by the full day",
      "title: Fare for Bicycles\ndate: 2024-02-08",
      "Correction to the press release of 5 February 2024: the fare for bicycles on the ferries is 4.20 crowns.",
    ],
    [
      "by the number",
      "title: Fare for Bicycles\ndate: 2024-02-08",
      "This release replaces press release No. 12/2024 on bicycle fares, which named a wrong fare.",
    ],
    [
      "by the title",
      "title: Corrected - Bicycle Fares Rise on the Lowgate Ferries\ndate: 2024-02-08",
      "The fare for bicycles rises to 4.20 crowns, the Board of the Lowgate ferries decided.",
    ],
  ])("finds what it replaces %s", async (_, front, text) => {
    expect(await corrected(front, text)).toBe("a");
  });

  it.each([
    [
      "it only mentions the day",
      "title: Fares in Force\ndate: 2024-03-02",
      "As announced on 5 February, the fare for bicycles on the ferries rose yesterday to 4.50 crowns.",
    ],
    [
      "nothing fits",
      'title: "Correction: Harbour Lights"\ndate: 2024-02-08',
      "The lamps at the harbour are green and not red, as the paper wrote by mistake.",
    ],
    [
      "it is earlier",
      'title: "Correction: Bicycle Fares"\ndate: 2024-02-01',
      "The press release of 5 February on bicycle fares gave a wrong fare.",
    ],
  ])("finds nothing when %s", async (_, front, text) => {
    expect(await corrected(front, text)).toBeNull();
  });

  it("leaves what is stated", async () => {
    expect(
      await corrected(
        "title: Correction\ndate: 2024-02-08\ncorrects: other",
        "The press release of 5 February on bicycle fares was wrong.",
      ),
    ).toBe("other");
  });
});

describe("a text that is stated to correct nothing", () => {
  it("is no correction, whatever it says", async () => {
    expect(
      await corrected(
        "title: Correction\ndate: 2024-02-08\ncorrects: false",
        "The press release of 5 February on bicycle fares was wrong.",
      ),
    ).toBeNull();
  });
});

describe("a counterpart in another language", () => {
  const french = async (): Promise<Release> =>
    await release(
      "f",
      "title: Le vélo plus cher sur les bacs\ndate: 2024-02-06\nlanguage: fr",
      "Le prix du vélo passera à 4,50 couronnes le 1er mars 2024. La carte de 20 voyages coûte 71 couronnes, selon Ada Fenn.",
    );
  const english = async (): Promise<Release> =>
    await release(
      "e",
      "title: Bicycle Fares\ndate: 2024-02-05",
      "The fare for bicycles will be 4.50 crowns from 1 March 2024. A card for 20 journeys costs 71 crowns, says Ada Fenn.",
    );

  it("is found by its figures, days and names, in either order", async () => {
    const releases = [await english(), await french(), await other()];

    const pairs = [releases, releases.toReversed()].map((some) =>
      withRelations(some).flatMap(({ id, translationOf }) =>
        translationOf ? [[id, translationOf]] : [],
      ),
    );

    expect(pairs).toEqual([[["f", "e"]], [["f", "e"]]]);
  });

  it("is the corrected text's where there is one", async () => {
    const correction = { ...(await english()), id: "e2", date: "2024-02-06", corrects: "e" };

    const related = withRelations([await english(), correction, await french()]);

    expect(related.find(({ id }) => id === "f")?.translationOf).toBe("e2");
  });

  it("is not any release of those days", async () => {
    expect(withRelations([await other(), await french()]).map((one) => one.translationOf)).toEqual([
      null,
      null,
    ]);
  });
});

describe("relations kept up", () => {
  it("are those of the whole set after every change, in whatever order releases come, change and go", async () => {
    const files = [
      ["a", "title: Bicycle Fares Rise\ndate: 2024-02-05\nnumber: 12/2024", FARES],
      ["b", "title: Fares\ndate: 2024-02-08", "This replaces press release No. 12/2024 on fares."],
      ["c", "title: Fares\ndate: 2024-02-09", "The release of 5 February on fares was wrong."],
      ["e", "title: Fees\ndate: 2024-02-05", "It is 4.50 and 71.25 for Ada Fenn of Sandrow."],
      [
        "f",
        "title: Prix\ndate: 2024-02-06\nlanguage: fr",
        "C'est 4,50 et 71,25 pour Ada Fenn à Sandrow.",
      ],
      ["k", "title: តម្លៃ\ndate: 2024-02-07\nlanguage: km", "តម្លៃ 4.50 និង 71.25 Ada Fenn Sandrow។"],
    ] as const;
    const all = await Promise.all(
      files.map(async ([id, front, text]) => await release(id, front, text)),
    );
    const [a, , , e, f] = all;
    const steps: ((relations: Relations) => void)[] = [
      ...all.toReversed().map((one) => (relations: Relations) => {
        relations.put(one);
      }),
      (relations) => {
        if (a) relations.put({ ...a, number: null, date: "2024-02-04" });
      },
      (relations) => {
        if (e) relations.delete(e.id);
      },
      (relations) => {
        if (f) relations.put({ ...f, translationOf: "other" });
      },
      (relations) => {
        if (a) relations.put(a);
      },
      (relations) => {
        if (e && f) for (const one of [e, f]) relations.put(one);
      },
    ];
    const kept = new Relations();

    const seen = steps.map((step) => {
      step(kept);
      return [...kept.all()];
    });

    expect(
      seen
        .at(-1)
        ?.filter(({ corrects }) => corrects === "a")
        .map(({ id }) => id),
    ).toEqual(expect.arrayContaining(["b", "c"]));
    for (const now of seen) {
      const stated = now.map((one) => ({
        ...one,
        corrects: null,
        translationOf: one.translationOf === "other" ? "other" : null,
      }));
      expect(now.toSorted(byId)).toEqual(withRelations(stated).toSorted(byId));
      expect(now.toSorted(byId)).toEqual(withRelations(stated.toReversed()).toSorted(byId));
    }
  });
});

describe("relations stored and taken up again", () => {
  /** Six subjects in two languages, each with a correction: some facts are common to so many that they count for nothing. */
  async function pool(): Promise<Release[]> {
    const made = Array.from({ length: 6 }, async (_, i) => {
      const [day, next] = [String(10 + i), String(11 + i)];
      const facts = `${40 + i}.5${i} and ${70 + i}.25 for Ada Fenn${i} of Sandrow${i % 2} at Lowgate`;
      return await Promise.all([
        release(
          `e${i}`,
          `title: Fees of Line ${i} Rise\nlanguage: en\ndate: 2024-02-${day}\nnumber: ${i}2/2024`,
          `It is ${facts}.`,
        ),
        release(
          `f${i}`,
          `title: Prix de la ligne ${i}\nlanguage: fr\ndate: 2024-02-${next}`,
          `C'est ${facts}.`,
        ),
        release(
          `c${i}`,
          `title: "Correction: Fees of Line ${i}"\nlanguage: en\ndate: 2024-02-${next}`,
          i % 2 === 0
            ? `The press release of ${day} February was wrong. It is ${facts}.`
            : `This replaces press release No. ${i}2/2024. It is ${facts}.`,
        ),
      ]);
    });
    return (await Promise.all(made)).flat();
  }

  it("are those of the whole set, whatever has come, changed and gone since", async () => {
    const all = await pool();
    const changed = (one: Release): Release => ({
      ...one,
      revision: 2,
      number: null,
      date: one.date?.replace("-02-", "-03-") ?? null,
      translationOf: one.id === "f2" ? "e4" : null,
    });
    const fates = array(constantFrom("kept", "gone", "new", "changed"), {
      minLength: all.length,
      maxLength: all.length,
    });

    assert(
      property(fates, (fate) => {
        const before = new Relations();
        before.load(
          all.filter((_, i) => fate[i] !== "new"),
          null,
        );
        const now = all.flatMap((one, i) => {
          if (fate[i] === "gone") return [];
          return fate[i] === "changed" ? [changed(one)] : [one];
        });

        const after = new Relations();
        after.load(now, structuredClone(before.store()));

        expect([...after.all()].toSorted(byId)).toEqual(withRelations(now).toSorted(byId));
      }),
      { numRuns: 150 },
    );
  });

  it("finds something at all", async () => {
    const related = withRelations(await pool());

    expect(related.filter(({ corrects }) => corrects !== null)).toHaveLength(6);
    expect(related.filter(({ translationOf }) => translationOf !== null).length).toBeGreaterThan(3);
  });
});

function byId(a: Release, b: Release): number {
  return a.id < b.id ? -1 : 1;
}

const SETS = resolve(import.meta.dirname, "../../../shared/evaluation");

describe.skipIf(!existsSync(SETS))("the development archives", () => {
  it.each(["many-issuers", "regional-body"])(
    "%s has its relations found without front matter saying so",
    async (set) => {
      const paths = globSync(`${SETS}/${set}/releases/*`);
      const releases = await Promise.all(
        paths.map(async (path) => await read(readFileSync(path), basename(path))),
      );
      const relations = (some: readonly Release[]) =>
        some.map(({ id, corrects, translationOf }) => ({ id, corrects, translationOf }));

      const found = withRelations(
        releases.map((one) => ({ ...one, corrects: null, translationOf: null })),
      );

      expect(relations(found)).toEqual(relations(releases));
    },
  );
});
