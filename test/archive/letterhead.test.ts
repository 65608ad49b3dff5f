import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { body, printed, read, refuse } from "./_files.ts";

const SHIPPED = resolve(import.meta.dirname, "../../data/releases/000_a95321e87b62e11b.txt");

describe("the release that ships", () => {
  it("is read as its letterhead says, dated by its first sentence", async () => {
    const release = await read(readFileSync(SHIPPED));

    expect(release).toMatchObject({
      title: "Cambodia to further strengthen ASEAN-U.S. Comprehensive Strategic Partnership",
      issuer: "Ministry of Foreign Affairs and International Cooperation",
      department: "General Department of ASEAN",
      date: "2024-04-10",
      place: "Phnom Penh",
      language: "en",
    });
    expect(body(release)).toHaveLength(4);
    expect(body(release).at(-1)).toMatch(/enhancing growth in the region\.$/u);
  });
});

describe("a hard-wrapped letterhead", () => {
  const WRAPPED = [
    "   MARL0W RIVER AUTHORITY",
    "   Quay House, 4 Mill Lane, Marlow Bridge",
    "",
    "   P R E S S   R E L E A S E   No. 12/2024",
    "",
    "   New Lock Gates at Hollin Weir Will Open to Boats of",
    "   Every Size in the Spring",
    "",
    "   Marlow Bridge, 3 Apri1 2024",
    "",
    "   The Marlow River Authority (MRA) has finished the two lock gates at",
    "   Hollin Weir. The work took four-",
    "   teen months and cost 2.3 million crowns, a tenth less than had been",
    "   foreseen.",
    "",
    "   The following boats may pass:",
    "   Barges",
    "   Punts",
    "",
    "   Te1 : 555 O1O2   Fax : 555 0103   river@marlow.example.org",
    "",
  ].join("\r\n");

  it("gives its fields", async () => {
    expect(await read(WRAPPED)).toMatchObject({
      title: "New Lock Gates at Hollin Weir Will Open to Boats of Every Size in the Spring",
      issuer: "Marlow River Authority",
      department: null,
      number: "12/2024",
      date: "2024-04-03",
      place: "Marlow Bridge",
      contacts: [{ phone: "555 0102", email: "river@marlow.example.org" }],
    });
  });

  it("joins lines to paragraphs and leaves lists as items", async () => {
    expect(body(await read(WRAPPED))).toEqual([
      "The Marlow River Authority (MRA) has finished the two lock gates at Hollin Weir. The work took fourteen months and cost 2.3 million crowns, a tenth less than had been foreseen.",
      "The following boats may pass:",
      "Barges",
      "Punts",
    ]);
  });

  it("says where each field stands", async () => {
    const release = await read(WRAPPED);

    expect(printed(release, "issuer")).toBe("MARL0W RIVER AUTHORITY");
    expect(printed(release, "number")).toBe("12/2024");
    expect(printed(release, "date")).toBe("3 Apri1 2024");
    expect(printed(release, "title")).toMatch(/^New Lock[\s\S]+in the Spring$/u);
  });
});

it("joins an issuer that runs over two lines and finds the department under it", async () => {
  const release = await read(
    "MINISTRY OF RIVERS\nAND INLAND HARBOURS\n\nDredging Division\n\nPRESS RELEASE\n\nThe Teal Canal Is Open Again\n\nBoats may pass the Teal Canal again since this morning, the Ministry announced.\n\nFellbridge, 7 May 2024\n",
  );

  expect(release).toMatchObject({
    issuer: "Ministry of Rivers and Inland Harbours",
    department: "Dredging Division",
    title: "The Teal Canal Is Open Again",
    date: "2024-05-07",
    place: "Fellbridge",
  });
});

it("leaves the date open when the dateline prints a day that does not exist", async () => {
  const release = await read(
    "FELL COUNCIL\n\nPRESS RELEASE\n\nThe Teal Canal Is Open\n\nFellbridge, 31 April 2024\n\nOn 3 May 2024, boats passed the canal again, the Council said in Fellbridge.\n",
  );

  expect(release).toMatchObject({ date: null, place: "Fellbridge" });
});

it("passes over dates of updating and printing", async () => {
  const release = await read(
    "FELL COUNCIL\n\nPRESS RELEASE\n\nThe Teal Canal Is Open\n\nUpdated: 9 June 2024\n\nBoats passed the canal again, the Council said in Fellbridge this morning.\n\nPrinted on 10 June 2024\n",
  );

  expect(release.date).toBeNull();
});

it("cuts what stands behind the end mark, and what is said about the issuer", async () => {
  const release = await read(
    "FELL COUNCIL\n\nPRESS RELEASE\n\nThe Teal Canal Is Open\n\nBoats passed the canal again, the Council said in Fellbridge this morning.\n\nAbout Fell Council\n\nFell Council looks after nine canals and was founded a hundred years ago by boatmen.\n",
  );

  expect(body(release)).toEqual([
    "Boats passed the canal again, the Council said in Fellbridge this morning.",
  ]);
});

it("reads a French letterhead in windows-1252", async () => {
  const text =
    "MINISTÈRE DES RIVIÈRES\nDirection des écluses\n\nCOMMUNIQUÉ DE PRESSE N° 8\n\nL’écluse de Vernay rouvre\n\nVernay, le 1er mars 2024\n\nLe ministère des Rivières rouvre l’écluse de Vernay après onze mois de travaux.\n";
  const bytes = Uint8Array.from(text, (letter) => (letter === "’" ? 0x92 : letter.charCodeAt(0)));

  const release = await read(bytes);

  expect(release).toMatchObject({
    title: "L’écluse de Vernay rouvre",
    issuer: "Ministère des Rivières",
    department: "Direction des écluses",
    number: "8",
    date: "2024-03-01",
    place: "Vernay",
    language: "fr",
  });
});

it("reads a Khmer letterhead", async () => {
  const release = await read(
    "ព្រះរាជាណាចក្រកម្ពុជា\nជាតិ សាសនា ព្រះមហាក្សត្រ\n\nក្រសួងទន្លេ\nនាយកដ្ឋានទ្វារទឹក\n\nលេខ៖ ០១២/២៤\n\nសេចក្តីប្រកាសព័ត៌មាន\n\nការបើកទ្វារទឹកថ្មីនៅស្ទឹងត្រែង\n\nក្រសួងទន្លេបានបើកទ្វារទឹកថ្មីពីរនៅខេត្តស្ទឹងត្រែង បន្ទាប់ពីការសាងសង់រយៈពេលដប់បួនខែ។\n\nរាជធានីភ្នំពេញ ថ្ងៃទី០៣ ខែមេសា ឆ្នាំ២០២៤\n",
  );

  expect(release).toMatchObject({
    title: "ការបើកទ្វារទឹកថ្មីនៅស្ទឹងត្រែង",
    issuer: "ក្រសួងទន្លេ",
    department: "នាយកដ្ឋានទ្វារទឹក",
    number: "០១២/២៤",
    date: "2024-04-03",
    place: "ភ្នំពេញ",
    language: "km",
  });
});

it("reads UTF-16 by its byte order mark", async () => {
  const text =
    "\ufeffFELL COUNCIL\n\nPRESS RELEASE\n\nThe Teal Canal Is Open\n\nBoats passed the canal again, the Council said in Fellbridge this morning.\n";
  const bytes = new Uint8Array(
    new Uint16Array(Array.from(text, (letter) => letter.charCodeAt(0))).buffer,
  );

  expect((await read(bytes)).title).toBe("The Teal Canal Is Open");
});

const SETS = resolve(import.meta.dirname, "../../../shared/evaluation");

describe("a text of one or two short sentences", () => {
  it.each([
    ["The Quay Is Ready\n\nThe quay opens on Monday.\n", "The Quay Is Ready"],
    ["The quay is ready.\n\nIt opens on Monday.\n", "The quay is ready."],
    ["# Le quai est prêt\n\nIl ouvre lundi.\n", "Le quai est prêt"],
    ["ផែបើកនៅថ្ងៃចន្ទ\n\nផែនឹងបើកនៅថ្ងៃចន្ទ។\n", "ផែបើកនៅថ្ងៃចន្ទ"],
    [
      "<html><body><h1>The quay is ready</h1><p>It opens Monday.</p></body></html>",
      "The quay is ready",
    ],
  ])("is a release: %j", async (text, title) => {
    const release = await read(text);

    expect(release.title).toBe(title);
    expect(body(release)).toHaveLength(1);
  });

  it("has its letterhead, contacts and a longer paragraph told apart from it", async () => {
    const release = await read(
      "Veldan Port Authority\nPRESS RELEASE\n\nNew Quay Opens at 10 a.m.\n\nThe quay opens on Monday.\n\nThe Board has heard the fishers of Sandrow and will open the quay early.\n\nContact: Ada Fenn, 555 0101\n",
    );

    expect(release).toMatchObject({
      title: "New Quay Opens at 10 a.m.",
      issuer: "Veldan Port Authority",
      contacts: [{ name: "Ada Fenn", phone: "555 0101" }],
    });
    expect(body(release)).toEqual([
      "The quay opens on Monday.",
      "The Board has heard the fishers of Sandrow and will open the quay early.",
    ]);
  });

  it.each(["Buy milk.\n", "Veldan Port Authority\n4 Mill Lane, Lowgate\nTel. 555 0101\n"])(
    "needs a title above it: %j",
    async (text) => {
      await expect(read(text)).rejects.toThrow(/no text of a release/u);
    },
  );
});

describe.skipIf(!existsSync(SETS))("the development letterheads", () => {
  it.each(globSync(`${SETS}/*/releases/*.txt`).map((path) => [basename(path), path]))(
    "%s has title, issuer, date and body without address lines",
    async (name, path) => {
      const release = await read(readFileSync(path), name);

      expect(release).toMatchObject({
        title: expect.stringMatching(/.{15}/u),
        issuer: expect.stringMatching(/^\p{Lu}.{6}/u),
      });
      expect(release.date).toMatch(/^20\d\d-/u);
      expect(body(release).join("\n")).not.toMatch(
        /Fax|Chroy Changvar|Signal Hill, Kelso|PRESS RELEASE/u,
      );
    },
  );
});

describe("a title whose words recur in the text", () => {
  it.each([
    [
      "New timetable for Lowgate\n\nThe new timetable for Lowgate comes into force on Monday, the Harbour Board said. Boats will leave earlier.\n",
      "New timetable for Lowgate",
    ],
    [
      "PRESS RELEASE\n\nLowgate Ferry Timetable\n\nLowgate, 3 May 2025\n\nThe Lowgate ferry timetable changes on Monday, the Harbour Board said. Boats will leave earlier.\n",
      "Lowgate Ferry Timetable",
    ],
    [
      "Nouvel horaire des bacs\n\nLe nouvel horaire des bacs entre en vigueur lundi, a annoncé la Commission des ports.\n",
      "Nouvel horaire des bacs",
    ],
  ])("is the title: %j", async (text, title) => {
    expect(await read(text)).toMatchObject({ title, issuer: null });
  });

  it("is none where it names who issues", async () => {
    expect(
      await refuse(
        "Ministry of Works\n\nThe Ministry of Works will open a bridge on Monday, and the bridge will be the longest in the country by far.\n",
      ),
    ).toMatch(/no title was found/u);
  });
});

describe("a dateline that names who issues", () => {
  it("gives issuer and place, each as it stands", async () => {
    const release = await read(
      "Nine Boats More\n\nLowgate Ferry Board, Lowgate, 3 May 2025 - Nine more boats will sail from Monday, and none of them will be older than ten years.\n",
    );

    expect(release).toMatchObject({
      issuer: "Lowgate Ferry Board",
      place: "Lowgate",
      date: "2025-05-03",
    });
    expect(body(release)[0]).toMatch(/^Nine more boats/u);
  });

  it("leaves a town and a place of two words places", async () => {
    const at = async (place: string): Promise<string | null> =>
      (
        await read(
          `Nine Boats More\n\n${place}, 3 May 2025 - Nine more boats will sail from Monday, and none of them will be older than ten years.\n`,
        )
      ).place;

    expect(await at("West Bank")).toBe("West Bank");
    expect(await at("City of Lowgate")).toBe("City of Lowgate");
  });

  it("leaves the beginning of a sentence in a wrapped line to the sentence", async () => {
    const release = await read(
      "Ferry Board\n\nNine Boats More\n\nLOWGATE, 3 May 2025 - The Lowgate Ferry Board will buy\nnine boats, none of which is older than ten years, to sail on the line to Sandrow.\n",
    );

    expect(release).toMatchObject({ place: "Lowgate", date: "2025-05-03" });
    expect(body(release)).toEqual([
      "The Lowgate Ferry Board will buy nine boats, none of which is older than ten years, to sail on the line to Sandrow.",
    ]);
  });

  it("goes on over a wrapped line that begins with a day", async () => {
    const release = await read(
      "ក្រសួងសាធារណការ\n\nកំពង់ផែថ្មីបើកដំណើរការនៅព្រែកទាល់\n\nក្រុងឆាយា ថ្ងៃទី១៩ ខែធ្នូ ឆ្នាំ២០២៥\n\nក្រសួងសូមជម្រាបជូនម្ចាស់ទូកទាំងអស់ថា កំពង់ផែថ្មីបើក\nថ្ងៃទី២៨ ខែកុម្ភៈ ឆ្នាំ២០២៦។ ម្ចាស់ទូកទាំងអស់អាចចូលចត\nដោយមិនបាច់បង់ថ្លៃ រហូតដល់ចុងខែមិថុនា ហើយបន្ទាប់មក\nត្រូវបង់ថ្លៃតាមទំហំទូក ដូចនៅកំពង់ផែចាស់ដែរ។\n",
    );

    expect(release.date).toBe("2025-12-19");
    expect(body(release)).toHaveLength(1);
  });
});
