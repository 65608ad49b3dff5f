import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { inspectionOf } from "../../src/archive/inspection.ts";
import { readRelease } from "../../src/archive/read-release.ts";
import { body, read } from "./_files.ts";

const FOLDER = resolve(import.meta.dirname, "../fixtures/formats");

/** White space apart, and with one kind of quotation marks. */
function solid(text: string): string {
  return text.replaceAll(/\s+/gu, "").replaceAll(/[“”]/gu, '"');
}

interface Expected {
  readonly fields: Readonly<Record<string, string | null>>;
  readonly first: string;
  /** Across a page's or line's end. */
  readonly middle: string;
  readonly last: string;
}

const FILES: readonly (readonly [string, Expected])[] = [
  [
    "bank-heads.pdf",
    {
      fields: {
        title: "Harrowmere Bank Raises Its Savings Rate to 3.4 Per Cent",
        issuer: "Harrowmere Mutual Bank",
        department: "Group Communications",
        number: "HMB/2025/031",
        date: "2025-02-18",
        place: "Harrowmere",
      },
      first: "Harrowmere Mutual Bank (HMB) will raise",
      middle: "when others offered gifts, and it is right that they should share in a good year,",
      last: "closed none of them last year.",
    },
  ],
  [
    "halle-cesures.pdf",
    {
      fields: {
        title: "La Ville de Montbrelin ouvre sa nouvelle halle alimentaire le 14 juin",
        issuer: "Ville de Montbrelin",
        department: "Direction de la communication",
        number: "2024-58",
        date: "2024-05-30",
        place: "Montbrelin",
      },
      first: "La halle alimentaire des Tanneurs",
      middle: "seraient gelés jusqu'au 31 décembre 2026. Les étals vacants seront attribués",
      last: "Un parc de stationnement de 180 places est prévu pour 2025.",
    },
  ],
  [
    "collision-columns.pdf",
    {
      fields: {
        title: "Statement on the Collision off Gannet Point",
        issuer: "Maritime Safety Board of Arland",
        department: "Office of the Chief Inspector",
        date: "2025-11-19",
        place: "Gannet Harbour",
      },
      first: "The Maritime Safety Board of Arland (MSBA) has opened",
      middle: 'changed course," said the Chief Inspector, Captain Ines Marchbanks.',
      last: "a distance of one nautical mile until further notice.",
    },
  ],
  [
    "isles-tabs.docx",
    {
      fields: {
        title: "Meridian Telecom Completes Fibre Network in the Outer Isles",
        issuer: "Meridian Telecom",
        department: "Corporate Affairs",
        date: "2024-08-22",
        place: "Port Ellery",
      },
      first: "Meridian Telecom has connected",
      middle: "The project cost 64 million dollars",
      last: "installation is free until the end of the year.",
    },
  ],
  [
    "vans-contacts.docx",
    {
      fields: {
        title: "Tessaline Motors to Build Electric Vans in Oakhollow",
        issuer: "Tessaline Motors",
        date: "2025-09-09",
        place: "Oakhollow, Wyo",
      },
      first: "Tessaline Motors will build",
      middle: "Production will begin in the spring of 2027",
      last: "will move to Oakhollow in January to oversee the works.",
    },
  ],
  [
    "vans-wire.html",
    {
      fields: {
        title: "Tessaline Motors to Build Electric Vans in Oakhollow",
        issuer: "Tessaline Motors",
        date: "2025-09-09",
        place: "Oakhollow, Wyo",
      },
      first: "Tessaline Motors will build",
      middle: "Production will begin in the spring of 2027",
      last: "will move to Oakhollow in January to oversee the works.",
    },
  ],
  [
    "tribunal-outlook.eml",
    {
      fields: {
        title: "Registry of the Fenwick Water Tribunal to Accept Filings by Electronic Means",
        issuer: "Fenwick Water Tribunal",
        number: "4/2024",
        date: "2024-10-01",
        place: "Fenwick",
      },
      first: "From Monday, 4 November 2024, applications",
      middle: "no fee will be charged for copies made there.",
      last: "is published with this release.",
    },
  ],
];

describe("a file with what mailers, browsers, wires and printers add", () => {
  it.each(FILES)("%s gives its fields", async (name, { fields }) => {
    const release = await read(readFileSync(resolve(FOLDER, name)), name);

    expect(inspectionOf(release)).toMatchObject(fields);
  });

  it.each(FILES)("%s gives its body alone", async (name, { first, middle, last }) => {
    const release = await read(readFileSync(resolve(FOLDER, name)), name);

    const text = solid(inspectionOf(release).body);
    expect(text.startsWith(solid(first))).toBe(true);
    expect(text).toContain(solid(middle));
    expect(text.endsWith(solid(last))).toBe(true);
    expect(text).not.toMatch(/·Group|EXTERNAL|–2–|SOURCE|###|Shareth/u);
  });
});

it("drops what counts pages inside a text, as a print or scan leaves it", async () => {
  const release = await read(
    [
      "KELSO COLLEGE",
      "",
      "NEWS RELEASE",
      "",
      "Kelso, 2 November 2O23",
      "",
      "NEW BOATHOUSE FOR KELSO COLLEGE",
      "",
      "The college opened its new boathouse on the Teal yesterday in rain.",
      "",
      "                         .../2",
      "\f",
      "Kelso College - News Release                Page 2",
      "",
      "It holds forty boats and was paid for by former students of the college.",
      "",
      "- 30 -",
      "",
    ].join("\n"),
  );

  expect(release).toMatchObject({ issuer: "Kelso College", date: "2023-11-02" });
  expect(body(release)).toEqual([
    "The college opened its new boathouse on the Teal yesterday in rain.",
    "It holds forty boats and was paid for by former students of the college.",
  ]);
});

describe("a letterhead", () => {
  const TEXT =
    "The Board will open the new quay at Sandrow to fishers of all four villages in May.";

  it.each([
    ["Home > News > Releases", "Sandrow Harbour Board"],
    ["Media contact:\nAda Fenn\n555 0101 44", "Sandrow Harbour Board"],
  ])("does not take %j for the issuer", async (line, issuer) => {
    const release = await read(
      `${line}\n\nSandrow Harbour Board\n\nNew Quay for the Fishers of Four Villages\n\nSandrow, 2 May 2024\n\n${TEXT}\n`,
    );

    expect(release).toMatchObject({
      title: "New Quay for the Fishers of Four Villages",
      issuer,
      place: "Sandrow",
    });
  });

  it("states its number by a code alone, or behind the words for a release", async () => {
    const numbers = await Promise.all(
      ["SHB/PR/17/2026", "Press release SHB/PR/17/2026"].map(
        async (line) =>
          (
            await read(
              `Sandrow Harbour Board\n${line}\n\nNew Quay for the Fishers\n\nSandrow, 2 May 2026\n\n${TEXT}\n`,
            )
          ).number,
      ),
    );

    expect(numbers).toEqual(["SHB/PR/17/2026", "SHB/PR/17/2026"]);
  });

  it.each([
    ["SANDROW – ", "Sandrow", "2 May 2024"],
    ["SANDROW, Veldan, May 2, 2024 /Wireline/ -- ", "Sandrow, Veldan", ""],
  ])("has its place in front of the first sentence: %j", async (front, place, day) => {
    const release = await read(
      `Sandrow Harbour Board\n\nPress release\n${day}\n\nNew Quay for the Fishers\n\n${front}${TEXT}\n\nENDS\n`,
    );

    expect(release).toMatchObject({ date: "2024-05-02", place });
    expect(body(release)).toEqual([TEXT]);
  });

  it("names place and issuer beside the day, and neither time zone nor number of views is a place", async () => {
    const places = await Promise.all(
      [
        "May 2, 2024 – Sandrow – Sandrow Harbour Board",
        "May 02, 2024, 08:00 ET",
        "2 May 2024 Views: 1,204",
      ].map(async (line) => {
        const { date, place } = await read(`New Quay for the Fishers\n\n${line}\n\n${TEXT}\n`);
        return [date, place];
      }),
    );

    expect(places).toEqual([
      ["2024-05-02", "Sandrow"],
      ["2024-05-02", null],
      ["2024-05-02", null],
    ]);
  });
});

describe("a text file", () => {
  const TEXT =
    "The Board has opened a mobile clinic for the fishers of all four villages, which will come to each of them twice a week.";

  it("takes a sentence about a mobile clinic for no contact", async () => {
    const release = await read(
      `Sandrow Health Board\n\nA Clinic on Wheels\n\nSandrow, 2 May 2024\n\n${TEXT}\n\nIt has two beds.\n`,
    );

    expect(body(release)[0]).toBe(TEXT);
  });

  it("has its day and place behind its number", async () => {
    const release = await read(
      `Sandrow Health Board\n\nNews release No. 14 — Sandrow, 2 May 2024\n\nA Clinic on Wheels for Four Villages\n\n${TEXT}\n`,
    );

    expect(release).toMatchObject({ number: "14", date: "2024-05-02", place: "Sandrow" });
  });

  it("states its fields line by line", async () => {
    const release = await read(
      `SANDROW HEALTH BOARD\n\nDate:        2 May 2024\nRef:         14/2024\nSubject:     A Clinic on Wheels for Four Villages of the Coast\nDepartment:  Rural Services\n\n${TEXT.replaceAll(/(.{50,60}) /gu, "$1\n")}\n`,
    );

    expect(release).toMatchObject({
      title: "A Clinic on Wheels for Four Villages of the Coast",
      department: "Rural Services",
      number: "14/2024",
    });
  });

  it("ends above the name that signs it, and above a mailing list's foot", async () => {
    const head = "Sandrow Health Board\n\nA Clinic on Wheels\n\nSandrow, 2 May 2024\n\n";
    const mail =
      "From: Press <press@shb.example.org>\nTo: list@lists.example.org\nSubject: A Clinic on Wheels\nDate: Thu, 2 May 2024 10:00:00 +0000\nContent-Type: text/plain; charset=utf-8\n\n";

    const texts = [
      `${head}${TEXT}\n\nSandrow Health Board\n`,
      `${mail}${head}${TEXT}\n\n_______________\nPress mailing list\nlist@lists.example.org\nhttps://lists.example.org/listinfo/press\n`,
    ];
    expect(await Promise.all(texts.map(async (text) => body(await read(text))))).toEqual([
      [TEXT],
      [TEXT],
    ]);
  });
});

describe("an issuer", () => {
  it("is written out where the text says what its short name stands for", async () => {
    const release = await read(
      "<html><head><title>Storm repairs end | SEN</title></head><body><main><h1>Storm repairs end</h1><p>Published 2 May 2024</p><p>The lines of all forty villages are in order again, the Sandrow Energy Network (SEN) said on Thursday evening in Lowgate.</p></main></body></html>",
      "page.html",
    );

    expect(release.issuer).toBe("Sandrow Energy Network");
  });

  it("is whom the closing words are about, not the section of the site", async () => {
    const release = await read(
      "<html><head><title>Vans for Sandrow | Press</title></head><body><main><h1>Vans for Sandrow</h1><p>2 May 2024</p><p>Verdalo will build its second generation of electric vans in a former mill at Sandrow from next spring.</p><h2>About Verdalo</h2><p>Verdalo makes vans.</p></main></body></html>",
      "page.html",
    );

    expect(release.issuer).toBe("Verdalo");
  });
});

describe("a page's details", () => {
  const TEXT =
    "<p>The Board has opened a clinic for the fishers of all four villages, which comes to each of them twice a week.</p>".repeat(
      3,
    );

  it("are read where they stand between the lead and the text", async () => {
    const release = await read(
      `<html><body><main><h1>A Clinic on Wheels for Four Villages</h1><p class="lead">Fishers will no longer travel to Lowgate for a doctor.</p><dl><dt>From:</dt><dd><a href="/o">Sandrow Health Board</a> and <a href="/p">The Honourable Ada Fenn</a></dd><dt>Published</dt><dd>2 May 2024</dd><dt>Last updated</dt><dd>9 May 2024</dd></dl>${TEXT}</main></body></html>`,
      "page.html",
    );

    expect(release).toMatchObject({ issuer: "Sandrow Health Board", date: "2024-05-02" });
    expect(body(release)).toHaveLength(4);
    expect(body(release).join("\n")).not.toMatch(/Published|updated|From/u);
  });

  it("name the place behind the day, and whom to write to", async () => {
    const release = await read(
      `<html><body><header><img class="logo" alt="Sandrow Health Board logo" src="l.png"></header><main><ul><li>Press release</li><li>2 May 2024</li><li>Low Quay</li><li>2 min read</li></ul><h1>A Clinic on Wheels for Four Villages</h1>${TEXT}<h2>Press contact</h2><ul><li>Mail: <a href="mailto:ada@shb.example.org">ada@shb.example.org</a></li></ul></main></body></html>`,
      "page.html",
    );

    expect(release).toMatchObject({
      issuer: "Sandrow Health Board",
      date: "2024-05-02",
      place: "Low Quay",
      contacts: [{ email: "ada@shb.example.org" }],
    });
  });

  it("in Khmer are no place", async () => {
    const release = await read(
      `<html><body><article><h1>ផែថ្មីបើក</h1><div>ចេញផ្សាយ៖ ថ្ងៃទី១១ ខែឧសភា ឆ្នាំ២០២៦</div><p>បាត់ដំបង៖ ក្រុមប្រឹក្សាកំពង់ផែ សូមជម្រាបជូនសាធារណជនថា ផែថ្មីនឹងបើកដំណើរការក្នុងខែក្រោយ សម្រាប់អ្នកនេសាទទាំងអស់។</p></article></body></html>`,
      "page.html",
    );

    expect(release).toMatchObject({ date: "2026-05-11", place: "បាត់ដំបង" });
  });
});

it("leaves captions out and keeps the contacts below the text of a page", async () => {
  const release = await read(
    `<html><body><main><h1>The Boathouse Is Open</h1><p>2 May 2024</p>${"<p>The college opened its boathouse on the Teal yesterday, in rain and with forty rowers of all ages.</p>".repeat(3)}<figure><img src="a.jpg"><figcaption>The boathouse, seen from the bridge. Photo: A. Fenn</figcaption></figure><p>It holds forty boats and was paid for by former students of the college and of the town.</p><div class="callout"><h3>Contact</h3><p>Ada Fenn<br>555 0101 44<br><a href="mailto:ada@kelso.example.org">ada@kelso.example.org</a></p></div></main></body></html>`,
    "page.html",
  );

  expect(body(release).join("\n")).not.toMatch(/Photo/u);
  expect(release.contacts).toEqual([
    { name: "Ada Fenn", phone: "555 0101 44", email: "ada@kelso.example.org" },
  ]);
});

it("does not take the day something starts for the day of issue in Khmer", async () => {
  const release = await read(
    "ផែបើកនៅខែកញ្ញា\n\nក្រុមប្រឹក្សាកំពង់ផែ សូមជម្រាបជូនសាធារណជនថា ផែថ្មីនឹងបើកដំណើរការ ចាប់ពីថ្ងៃទី១ ខែកញ្ញា ឆ្នាំ២០២៥ តទៅ។\n",
  );

  expect(release.date).toBeNull();
});

it("leaves the day of the Khmer calendar, which letters close with, out of the body", async () => {
  const release = await read(
    "ក្រុមប្រឹក្សាកំពង់ផែ\n\nផែថ្មីបើក\n\nក្រុមប្រឹក្សាកំពង់ផែ សូមជម្រាបជូនសាធារណជនថា ផែថ្មីនឹងបើកដំណើរការក្នុងខែក្រោយ សម្រាប់អ្នកនេសាទទាំងអស់។\n\nថ្ងៃព្រហស្បតិ៍ ៥រោច ខែស្រាពណ៍ ឆ្នាំម្សាញ់ សប្តស័ក ព.ស.២៥៦៩\nរាជធានីភ្នំពេញ ថ្ងៃទី១៤ ខែសីហា ឆ្នាំ២០២៥\n",
  );

  expect(release.date).toBe("2025-08-14");
  expect(body(release)).toHaveLength(1);
});

it("gives a feed's relative links below its base, and its author to all entries", async () => {
  const name = "gallery.atom";
  const found = await readRelease({ id: name, name, bytes: readFileSync(resolve(FOLDER, name)) });

  const items = found.kind === "feed" ? found.items : [];
  expect(items.map(({ url, release: { date, issuer } }) => [url, date, issuer])).toEqual([
    ["https://www.ngl.example.org/news/112", "2025-06-24", "National Gallery of Lorrimer"],
    ["https://www.ngl.example.org/news/113", null, "National Gallery of Lorrimer"],
    ["https://www.ngl.example.org/news/114", "2025-06-02", "National Gallery of Lorrimer"],
  ]);
});
