import { expect, it } from "vitest";
import { readDocument } from "../../src/answer/document.ts";
import { officeRecords } from "../../src/answer/office-records.ts";
import { readRelease } from "../../src/archive/read-release.ts";

/** Name, office, standing and beginning of everybody of whom a release of 10 March 2026 says that they hold an office. */
async function read(body: string, title = "News of the house", language = "en"): Promise<string[]> {
  const text = `---\ntitle: ${title}\nissuer: Port of Orlena\ndate: 2026-03-10\nlanguage: ${language}\n---\n${body}\n`;
  const bytes = new TextEncoder().encode(text);
  const outcome = await readRelease({ id: "news", name: "news.md", bytes });
  if (outcome.kind !== "releases" || !outcome.releases[0]) throw new Error("no release");
  return officeRecords(readDocument(outcome.releases[0])).map(
    ({ sentence, name, role, standing, since, until }) =>
      [
        sentence.text.slice(name.start, name.end),
        role,
        standing,
        since,
        until === null ? null : `until ${until}`,
      ]
        .filter((part) => part !== null)
        .join(", "),
  );
}

it.each([
  [
    "a name that runs into its title",
    "The minister has appointed Ilva Tarrow-Quist National Librarian of Veldan.",
    ["Ilva Tarrow-Quist, National Librarian of Veldan, holder"],
  ],
  [
    "a title behind a quotation",
    '"The fee comes down," said Commissioner-General Oren Maddock.',
    ["Oren Maddock, Commissioner-General, holder"],
  ],
  [
    "a title in capitals that opens the sentence",
    "Ombudsman Ilva Tarrow presented the report.",
    ["Ilva Tarrow, Ombudsman, holder"],
  ],
  [
    "a place behind the office",
    "The Ambassador of Norway in Orlena, Mr Oren Maddock, paid a call.",
    ["Oren Maddock, Ambassador of Norway, holder"],
  ],
  [
    "the office first",
    "The new ambassador to the European Union in Brussels is Ilva Tarrow.",
    ["Ilva Tarrow, ambassador to the European Union, holder"],
  ],
  [
    "the office first, with its day",
    "The new head of press from 1 September will be Oren Maddock; the fair opens in May.",
    ["Oren Maddock, head of press, designate, 2026-09-01"],
  ],
  [
    "an office of plain words that goes on",
    "The figures were explained by Ilva Tarrow, who has been head of the prices division since 2024.",
    ["Ilva Tarrow, head of the prices division, holder, 2024"],
  ],
  [
    "an office of several words",
    "Oren Maddock, chief fire officer of Orlena, thanked the crews.",
    ["Oren Maddock, chief fire officer of Orlena, holder"],
  ],
  [
    "who began as something",
    "Ilva Tarrow began as head of viticulture on 1 October 2025.",
    ["Ilva Tarrow, head of viticulture, holder, 2025-10-01"],
  ],
  [
    "who was elected lately",
    "Oren Maddock was last night elected Leader of Orlena City Council.",
    ["Oren Maddock, Leader of Orlena City Council, holder"],
  ],
  [
    "an office for a number of years",
    "The members have elected Ilva Tarrow president for four years.",
    ["Ilva Tarrow, president, holder"],
  ],
  [
    "a successor",
    "Mr Oren Maddock leaves as Ambassador of India to Veldan. His successor, Ms Ilva Tarrow, is expected in July.",
    [
      "Oren Maddock, Ambassador of India to Veldan, former",
      "Ilva Tarrow, Ambassador of India to Veldan, designate",
    ],
  ],
  [
    "who follows in the passive voice",
    "Harbour master Oren Maddock is retiring. He will be followed by Captain Ilva Tarrow, at present a pilot.",
    ["Oren Maddock, Harbour master, holder", "Ilva Tarrow, Harbour master, designate"],
  ],
  [
    "who was chosen as a successor, and when the term ends",
    "The ombudsman, Oren Maddock, presented the report; his term ends on 31 August 2026. Parliament elected Ilva Tarrow as his successor on 9 June.",
    ["Oren Maddock, ombudsman, holder, until 2026-08-31", "Ilva Tarrow, ombudsman, holder"],
  ],
  [
    "duties that are taken over",
    "Mr Oren Maddock retires as Chief Financial Officer of Orlena. His duties will be taken over by Ilva Tarrow.",
    [
      "Oren Maddock, Chief Financial Officer of Orlena, former",
      "Ilva Tarrow, Chief Financial Officer of Orlena, designate",
    ],
  ],
  [
    "a post that goes to somebody",
    "Her post as director of programmes goes to Ilva Tarrow, who led the field hospital.",
    ["Ilva Tarrow, director of programmes, holder"],
  ],
  [
    "an office that goes to somebody, as named before",
    "Mr Oren Maddock, head of negotiations since 2018, becomes general secretary. This office goes to Ilva Tarrow.",
    [
      "Oren Maddock, general secretary, holder",
      "Oren Maddock, head of negotiations, holder, 2018",
      "Ilva Tarrow, head of negotiations, holder",
    ],
  ],
  [
    "a post that is filled meanwhile",
    "The post of Chief Financial Officer is filled for the time being by Ilva Tarrow.",
    ["Ilva Tarrow, Chief Financial Officer, acting"],
  ],
  [
    "an office that is handed over",
    "Oren Maddock hands over the chair of the trust to Ilva Tarrow on 1 July.",
    ["Ilva Tarrow, chair of the trust, holder, 2026-07-01"],
  ],
  [
    "an office given up",
    "Mr Oren Maddock, 39, was Minister of Fisheries until now.",
    ["Oren Maddock, Minister of Fisheries, former"],
  ],
  [
    "a press contact",
    "The quay is open.\n\nPress contact: Ilva Tarrow, head of communications, telephone +990 21 440 118",
    ["Ilva Tarrow, head of communications, holder"],
  ],
])("reads %s", async (_, body, expected) => {
  expect(await read(body)).toEqual(expected);
});

it.each([
  [
    "Ilva Tarrow becomes Commissioner-General of Customs",
    "Commissioner-General of Customs, holder",
  ],
  ["Ilva Tarrow appointed National Librarian", "National Librarian, holder"],
  ["Ilva Tarrow chosen as next Secretary-General", "Secretary-General, designate"],
])("reads the headline %s", async (title, expected) => {
  expect(await read("The house was full.", title)).toEqual([`Ilva Tarrow, ${expected}`]);
});

it.each([
  [
    "Par ailleurs, Ilva Tarrow remplace Oren Maddock comme porte-parole du ministère depuis le 1er avril.",
    [
      "Ilva Tarrow, porte-parole du ministère, holder, 2026-04-01",
      "Oren Maddock, porte-parole du ministère, former, 2026-04-01",
    ],
  ],
  [
    "Ilva Tarrow a été nommée ministre des Relations extérieures par le gouvernement.",
    ["Ilva Tarrow, ministre des Relations extérieures, holder"],
  ],
  [
    "Le musée est ouvert tous les jours. La nouvelle directrice du musée est Ilva Tarrow.",
    ["Ilva Tarrow, directrice du musée, holder"],
  ],
])("reads French: %s", async (body, expected) => {
  expect(await read(body, "Nouvelles de la maison", "fr")).toEqual(expected);
});

it.each([
  "Dr Ilva Tarrow moves from the programme to become the minister's closest aide.",
  "He was born in the border town of Oren Maddock and is the first minister to come from there.",
])("gives nobody an office that is another's: %s", async (body) => {
  expect(await read(body)).toEqual([]);
});
