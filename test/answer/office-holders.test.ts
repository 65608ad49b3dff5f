import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { isVerbatim } from "../../src/answer/gate.ts";
import { officeHolders } from "../../src/answer/office-holders.ts";
import type { Language } from "../../src/domain/language.ts";
import type { OfficeHolder } from "../../src/domain/office.ts";
import { openTestArchive, type TestArchive } from "../_support/archive.ts";

const HOUSE = join(import.meta.dirname, "../evaluation/house/releases");

let archive: TestArchive;
beforeAll(async () => {
  archive = await openTestArchive(HOUSE);
});

function holders(
  office: string,
  today = "2026-11-26",
  language: Language = "en",
): readonly OfficeHolder[] {
  const { library, collection } = archive;
  const view = collection.view(Date.parse(`${today}T12:00:00Z`));
  const allow = (id: string): boolean => view.isValid(id);
  return officeHolders(office, { library, allow, language, today })?.holders ?? [];
}

/** Name, standing, beginning and end of each. */
function worded(list: readonly OfficeHolder[]): string[] {
  return list.map(({ name, standing, since, until }) =>
    [name.text, standing, since, until && `until ${until}`].filter(Boolean).join(" "),
  );
}

describe("the holders of an office", () => {
  it.each([
    [
      "Governor of the National Bank of Ostravel",
      [
        "Anselme Duvivier-Koch holder 2024-10-01",
        "Tobias Renck acting 2024-04-01",
        "Hélène Marchetaud former until 2024-03-31",
      ],
    ],
    [
      "mayor of Harrowmere",
      ["Siobhan Treloar acting", "Rafe Okonjo-Hale holder", "Dilys Pemberton former 2015"],
    ],
    [
      "Chief Executive of Halden Quay Ferries",
      ["Keira Donnachie holder 2023-03-01", "Bertil Angstrom former"],
    ],
    [
      "chief financial officer of HQF",
      [
        "Dorte Lindahl holder 2026-09-01",
        "Emeka Rowntree former 2023-04-01 until 2026-08-31",
        "Keira Donnachie holder",
      ],
    ],
    [
      "chair of Halden Quay Ferries",
      ["Philippa Oyelaran holder", "Tamworth Ives former until 2025-06-05"],
    ],
    [
      "Minister of External Relations",
      ["Keo Bopha Rasmey holder", "Chea Monirith acting 2024-08-01", "Sok Vannarith former"],
    ],
    ["ambassador of Japan", ["Haruto Minakawa holder"]],
    ["who is the deputy mayor?", ["Siobhan Treloar holder"]],
  ])("of %s come newest first, with their dates and how they hold it", (office, wanted) => {
    expect(worded(holders(office))).toEqual(wanted);
  });

  it("are the same in the language of another release", () => {
    const khmer = holders("រដ្ឋមន្ត្រីក្រសួងទំនាក់ទំនងបរទេស", "2026-11-26", "km");
    const french = holders("gouverneur de la banque", "2026-11-26", "fr");

    expect(worded(khmer)).toEqual([
      "កែវ បុប្ផារស្មី holder",
      "ជា មុនីរិទ្ធ acting 2024-08-01",
      "សុខ វណ្ណារិទ្ធ former",
    ]);
    expect(french.map(({ name }) => name.text)).toEqual([
      "Anselme Duvivier-Koch",
      "Tobias Renck",
      "Hélène Marchetaud",
    ]);
  });

  it("name the predecessor where a release says so", () => {
    const [, mayor] = holders("mayor of Harrowmere");
    const [officer] = holders("chief financial officer of Halden Quay Ferries");

    expect(mayor?.predecessor?.text).toBe("Dilys Pemberton");
    expect(officer?.predecessor?.text).toBe("Emeka Rowntree");
  });

  it("are designate until they take office, and former only once they left", () => {
    const before = holders("chief financial officer of Halden Quay Ferries", "2026-07-01");
    const governor = holders("governor of the National Bank of Ostravel", "2024-03-20");

    expect(worded(before).slice(0, 2)).toEqual([
      "Dorte Lindahl designate 2026-09-01",
      "Emeka Rowntree holder 2023-04-01 until 2026-08-31",
    ]);
    expect(worded(governor)).toEqual([
      "Tobias Renck acting 2024-04-01",
      "Hélène Marchetaud holder until 2024-03-31",
    ]);
  });

  it("are those of the releases public on the day of asking", () => {
    expect(worded(holders("mayor of Harrowmere", "2023-01-01"))).toEqual([
      "Dilys Pemberton holder",
    ]);
  });

  it.each([
    "ambassador of France",
    "Prime Minister",
    "chancellor of the university",
    "ferries",
    "?",
  ])("are nobody for %j, which no release gives to anybody", (office) => {
    expect(holders(office)).toEqual([]);
  });

  it("are cited to the letter", () => {
    const all = ["governor", "mayor", "minister", "chief executive"].flatMap((each) =>
      holders(each),
    );

    const citations = all.flatMap(({ name, sentence, predecessor }) => [
      name,
      sentence,
      ...(predecessor ? [predecessor] : []),
    ]);

    expect(citations.length).toBeGreaterThan(20);
    const find = (id: string) => archive.collection.stored(id);
    expect(citations.filter((citation) => !isVerbatim(citation, find))).toEqual([]);
  });
});
