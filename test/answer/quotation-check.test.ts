import { join } from "node:path";
import * as fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Sentence } from "../../src/answer/document.ts";
import { checkQuotation } from "../../src/answer/quotation-check.ts";
import { gatedQuotation } from "../../src/answer/quotation-gate.ts";
import type { QuotationCheck } from "../../src/domain/quotation.ts";
import type { Release } from "../../src/domain/release.ts";
import { openTestArchive, type TestArchive } from "../_support/archive.ts";

const AT = Date.parse("2026-11-26T12:00:00Z");
const HOUSE = join(import.meta.dirname, "../evaluation/house/releases");
const EXACT = /^exact/u;
/** Hundreds of checks in one test, on a busy machine. */
const PATIENT = { timeout: 120_000 };

interface Source {
  readonly release: Release;
  readonly sentence: Sentence;
}

let archive: TestArchive;
let sources: readonly Source[];
beforeAll(async () => {
  archive = await openTestArchive(HOUSE);
  const { library, collection } = archive;
  sources = collection
    .view(AT)
    .valid.flatMap((release) =>
      (library.document(release.id)?.sentences ?? [])
        .filter(({ kind, words }) => kind === "body" && words.length >= 6)
        .map((sentence) => ({ release, sentence })),
    );
});

function check(typed: string, speaker: string | null = null, at = AT): QuotationCheck {
  const { library, collection } = archive;
  const view = collection.view(at);
  const found = checkQuotation(typed, speaker, { library, allow: (id) => view.isValid(id) });
  return gatedQuotation(found, (id) => collection.stored(id));
}

/** `[-left out-]` and `{+put in+}` within what is kept. */
function differenceOf(found: QuotationCheck): string {
  if (found.verdict !== "altered") return found.verdict;
  return found.difference
    .map(({ kind, text }) => {
      if (kind === "kept") return text;
      return kind === "left-out" ? `[-${text.trim()}-]` : `{+${text.trim()}+}`;
    })
    .join("");
}

function turnedDigit(text: string): string {
  return text.replace(/\p{Nd}(?=\P{Nd}*$)/u, (digit) => {
    const zero = /\d/u.test(digit) ? 0x30 : 0x17e0;
    const value = (digit.codePointAt(0) ?? zero) - zero;
    return String.fromCodePoint(zero + ((value + 1) % 10));
  });
}

/** A negation taken out where there is one, else one put in. */
function negated(text: string): string {
  const without = text.replace(/\b(?:not|no|never|n['’]|pas|jamais)\s?\b|មិន/u, "");
  if (without !== text) return without;
  return text.replace(
    /\b(will|is|are|was|has|were|had|would|said|est|a|sera)\b|(?=បាន)/u,
    "$1 មិន not ",
  );
}

function swappedName(text: string): string {
  const names = [
    ["Keira Donnachie", "Emeka Rowntree"],
    ["Siobhan Treloar", "Gwilym Strand"],
    ["Anselme Duvivier-Koch", "Tobias Renck"],
    ["Hélène Marchetaud", "Ingrid Vasseur-Lamb"],
    ["Minister", "Ambassador"],
    ["Minakawa", "Salovaara"],
    ["Ms Villaluz", "Mr Minakawa"],
    ["Port-Sabran", "Saint-Ulbain"],
    ["Harrowmere", "Pellsea"],
    ["Tobias Renck", "Paulin Okech"],
    ["អ៊ុំ សុជាតា", "ទេព សុវណ្ណរា"],
    ["រដ្ឋមន្ត្រី", "ឯកអគ្គរដ្ឋទូត"],
    ["ក្រសួង", "ធនាគារ"],
  ] as const;
  const [from, to] = names.find(([name]) => text.includes(name)) ?? ["", ""];
  return text.replace(from, to);
}

describe("a quotation that was tampered with", () => {
  it.each([
    ["a digit", turnedDigit, 200],
    ["a negation", negated, 200],
    ["a name", swappedName, 70],
  ] as const)("is not called exact when %s was changed", PATIENT, (_what, mutate, least) => {
    const changed = sources
      .map(({ sentence }) => ({ before: sentence.text, after: mutate(sentence.text) }))
      .filter(({ before, after }) => before !== after);

    const verdicts = changed.map(({ after }) => ({ after, verdict: check(after).verdict }));

    expect(changed.length).toBeGreaterThanOrEqual(least);
    expect(verdicts.filter(({ verdict }) => EXACT.test(verdict))).toEqual([]);
    const altered = verdicts.filter(({ verdict }) => /^(?:altered|said)/u.test(verdict));
    expect(altered.length / verdicts.length).toBeGreaterThan(0.97);
  });

  it("is called stitched when sentences of different places were joined", PATIENT, () => {
    const joined = sources.map(({ release, sentence }, i) => {
      const others = sources.filter((each) => each.release.language === release.language);
      const other = others[(i * 7 + 31) % others.length];
      return { release, text: `${sentence.text} ${other?.sentence.text ?? ""}`, other };
    });
    const standsSomewhere = (text: string): boolean =>
      sources.some(({ release }) => release.text.includes(text));
    const apart = joined.filter(
      ({ release, other, text }, i) =>
        i % 3 === 0 && other?.release !== release && !standsSomewhere(text),
    );

    const verdicts = apart.map(({ text }) => ({ text, verdict: check(text).verdict }));

    expect(verdicts.length).toBeGreaterThan(120);
    expect(verdicts.filter(({ verdict }) => EXACT.test(verdict))).toEqual([]);
    const stitched = verdicts.filter(({ verdict }) => verdict === "stitched");
    expect(stitched.length / verdicts.length).toBeGreaterThan(0.97);
  });

  it.each([
    [
      "We would rather act late than act twice",
      "We would rather act [-early-]{+late+}than act twice",
    ],
    [
      "A ship in dock earns everything but barnacles",
      "A ship in dock earns [-nothing-]{+everything+}but barnacles",
    ],
    [
      "Une inflation trop basse n'est pas une promesse non tenue",
      "Une inflation trop basse {+n'+}est [-aussi-]{+pas+}une promesse non tenue",
    ],
    ["ព្រំដែនដែលមានទ្វារ មិនល្អជាងព្រំដែនដែលមានរបង", "ព្រំដែនដែលមានទ្វារ [-ល្អ-]{+មិនល្អ+}ជាងព្រំដែនដែលមានរបង"],
    [
      "adopted a budget of £474 million for the financial year",
      "adopted a budget of £[-447-]{+474+}million for the financial year",
    ],
    [
      "adopted a budget of $447 million for the financial year",
      "adopted a budget of [-£-]{+$+}447 million for the financial year",
    ],
    [
      "raise the policy rate by half a percentage point, to 17.5 per cent",
      "raise the policy rate by half a percentage point, to [-1.75-]{+17.5+}per cent",
    ],
  ])("shows word by word what differs in %j", (typed, wanted) => {
    expect(differenceOf(check(typed))).toBe(wanted);
  });

  it("shows the true wording as a slice of the release, with its whole sentence", () => {
    const found = check(
      "Lorry drivers did not keep us afloat, and I do not use the phrase lightly",
    );

    expect(found).toMatchObject({
      verdict: "altered",
      place: {
        words: { text: "Lorry drivers kept us afloat, and I do not use the phrase lightly" },
        passage: {
          release: "2022-04-28-halden-results-2021",
          text: '"Lorry drivers kept us afloat, and I do not use the phrase lightly," said Chief Executive Bertil Angstrom.',
        },
        speaker: { text: "Chief Executive Bertil Angstrom" },
      },
    });
  });

  it("cites each place of a stitched quotation, in the quotation's order", () => {
    const found = check(
      "A ship in dock earns nothing but barnacles. The sea was kind to us and the fuel market was kinder.",
    );

    expect(found).toMatchObject({
      verdict: "stitched",
      places: [
        { words: { release: "2025-04-24-halden-results-2024" } },
        { words: { release: "2026-04-22-halden-results-2025" } },
      ],
    });
  });

  it("is not found when its words are nobody's, with the nearest releases", () => {
    const found = check("The ferry company will paint every one of its ships bright orange");

    expect(found.verdict).toBe("not-found");
    expect(found.verdict === "not-found" ? found.nearest.length : 0).toBeGreaterThan(0);
  });

  it("says nothing about words too few to deny", () => {
    expect(check("purple barnacles")).toEqual({ verdict: "too-short" });
    expect(check("???")).toEqual({ verdict: "too-short" });
  });
});

/** Changes that nobody sees, or that are of marks alone. */
const HARMLESS: readonly ((text: string) => string)[] = [
  (text) => text.replaceAll(" ", "  "),
  (text) => text.replaceAll(" ", " \n "),
  (text) => text.replaceAll(" ", "\u00a0"),
  (text) => text.replaceAll(/(.{3})/gsu, "$1\u200b"),
  (text) => `\ufeff${text.replaceAll(/(\p{L})(\p{L})/gu, "$1\u2060$2")}`,
  (text) => text.replaceAll(/(\p{L}{3})(\p{L})/gu, "$1\u00ad$2"),
  (text) => text.normalize("NFD"),
  (text) => text.normalize("NFC"),
  (text) => text.replaceAll(/"([^"]*)"/gu, "“$1”").replaceAll("'", "’"),
  (text) => text.replaceAll(/[«»]\s?/gu, '"'),
  (text) => `“${text}”`,
  (text) => text.replaceAll(/(?<=\p{L})[,;:](?= )/gu, ""),
  (text) => text.replaceAll(/[–—]/gu, "-"),
  (text) => text.charAt(0).toLowerCase() + text.slice(1),
  (text) => text.charAt(0).toUpperCase() + text.slice(1),
  (text) => text.replace(/[.។]$/u, ""),
];

describe("a quotation whose words are right", () => {
  it("is exact for every sentence of the releases", PATIENT, () => {
    const verdicts = sources.map(({ sentence }) => ({
      text: sentence.text,
      verdict: check(sentence.text).verdict,
    }));

    expect(verdicts.filter(({ verdict }) => verdict !== "exact")).toEqual([]);
  });

  it("stays exact, or exact but for marks, whatever is changed that is not seen", PATIENT, () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 9999 }),
        fc.uniqueArray(fc.nat({ max: HARMLESS.length - 1 }), { minLength: 1, maxLength: 4 }),
        (at, changes) => {
          const text = sources[at % sources.length]?.sentence.text ?? "";
          const typed = changes.reduce((now, each) => HARMLESS[each]?.(now) ?? now, text);
          expect(check(typed).verdict).toMatch(EXACT);
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each([
    ["we would rather act early than act twice", "exact-but-marks"],
    ["We would rather act early than act twice", "exact"],
    ["We would rather act early, than act twice.", "exact-but-marks"],
    ["WE WOULD RATHER ACT EARLY THAN ACT TWICE", "exact-but-marks"],
    ["« Nous préférons agir tôt plutôt qu’agir deux fois »", "exact-but-marks"],
    ["ព្រំដែនដែលមានទ្វារល្អជាងព្រំដែនដែលមានរបង", "exact-but-marks"],
    ["The sea was kind to us and the fuel market was kinder. We should not mistake luck", "exact"],
    ["elles sont conservées pour moitié à Port-Sabran et pour moitié à Zurich", "exact"],
    ["act early", "exact"],
  ])("is told for %j", (typed, verdict) => {
    expect(check(typed).verdict).toBe(verdict);
  });

  it("is taken from the newest release that has it", () => {
    expect(check("Everyone has lent to the same beach")).toMatchObject({
      verdict: "exact",
      place: { words: { release: "2025-05-22-bno-financial-stability-corrected" } },
    });
  });

  it("is not there before its release was issued, nor after a withdrawal", () => {
    const before = check("We would rather act early than act twice", null, Date.UTC(2022, 0, 1));
    const withdrawn = check("Tresmouth has waited for a ship since 1973");

    expect(before.verdict).toBe("not-found");
    expect(withdrawn.verdict).toBe("not-found");
  });
});

/** Everybody whom the house's releases quote, with a way to name each, and somebody else. */
const SPEAKERS = [
  ["Lorry drivers kept us afloat", "Bertil Angstrom", "Keira Donnachie"],
  ["We would rather act early than act twice", "the Governor", "the Deputy Governor"],
  ["We would rather act early than act twice", "Hélène Marchetaud", "Tobias Renck"],
  ["Nous préférons agir tôt plutôt qu'agir deux fois", "la gouverneure", "Paulin Okech"],
  ["A tree outside your window does more than any leaflet", "the Mayor", "Nadia Ferreby"],
  ["A tree outside your window does more", "Dilys Pemberton", "Rafe Okonjo-Hale"],
  ["who reads a tide table and a balance sheet", "Lord Tamworth Ives", "Emeka Rowntree"],
  ["Une banque centrale n'est pas jugée à ses profits", "Mme Abadie-Stolz", "M. Tavernay"],
  ["The medicine is working", "Governor Hélène Marchetaud", "Tobias Renck"],
  ["My own mother was carried out of her kitchen", "Gwilym Strand", "Hanneke Dorrestijn"],
  ["It is not a budget anyone will frame", "Siobhan Treloar", "the Mayor"],
  ["She took this Bank through the worst inflation", "Édouard Tavernay", "Solveig Amrane"],
  ["We arrived on time 92 times out of a hundred", "the Chief Executive", "Emeka Rowntree"],
  ["I leave with a full address book and an empty diary", "Mr Vannarith", "Chea Monirith"],
  ["Je n'arrive pas avec un programme", "le gouverneur", "M. Édouard Tavernay"],
  ["the end of the smell of my childhood", "Captain Kolding", "Keira Donnachie"],
  ["A ship in dock earns nothing but barnacles", "Ms Donnachie", "Philippa Oyelaran"],
  ["Everyone has lent to the same beach", "Marguerite Solano-Beck", "the Governor"],
  ["what they wanted was a chair", "the librarian", "Ottoline Sayers"],
  ["our drivers deserved their rise", "Priyanka Lowell", "the Mayor"],
  ["Les contrefacteurs nous avaient rattrapés", "Rosalie Ingwer", "Yuna Kervadec"],
  ["we must not trip over the doorstep", "Anselme Duvivier-Koch", "Tobias Renck"],
  ["The sea was kind to us", "the Chair", "Keira Donnachie"],
  ["Une inflation trop basse est aussi une promesse", "le gouverneur", "Paulin Okech"],
  ["I am lending her the chain, not the biscuits", "Rafe Okonjo-Hale", "Siobhan Treloar"],
  ["ash would not be planted because of dieback", "Nadia Ferreby", "Dilys Pemberton"],
  ["direct flights between Manila and Krong Chhaya", "the Ambassador", "the Minister"],
  ["ព្រំដែនដែលមានទ្វារ ល្អជាងព្រំដែនដែលមានរបង", "ជា មុនីរិទ្ធ", "បុនមី វង្សាវត្តី"],
  ["គោលបំណងរបស់យើង គឺធ្វើឱ្យជួររង់ចាំ", "អ៊ុំ សុជាតា", "រដ្ឋមន្ត្រី"],
  ["ការទូតមិនមែនជាពិធីជប់លៀងទេ", "លោកជំទាវ កែវ បុប្ផារស្មី", "ជា មុនីរិទ្ធ"],
  ["យើងចង់បានគិលានុបដ្ឋាក និងវិស្វករទឹក", "លោក ហេង ដារ៉ា", "អ៊ុំ សុជាតា"],
] as const;

describe("a quotation with a named speaker", () => {
  it.each(SPEAKERS)("%j is %s's and not %s's", (typed, right, wrong) => {
    expect(check(typed, right).verdict).toMatch(EXACT);
    expect(check(typed, wrong)).toMatchObject({ verdict: "said-by-another", named: wrong });
  });

  it.each([
    ['Did the Governor say "we would rather act early than act twice"?', "exact-but-marks"],
    ['Did Tobias Renck say "we would rather act early than act twice"?', "said-by-another"],
    ['"A ship in dock earns nothing but barnacles" — Keira Donnachie', "exact"],
    ['"A ship in dock earns nothing but barnacles," said Emeka Rowntree', "said-by-another"],
    ["Keira Donnachie: a ship in dock earns nothing but barnacles", "exact-but-marks"],
    ["Keira Donnachie said a ship in dock earns nothing but barnacles", "exact-but-marks"],
    ["Emeka Rowntree said a ship in dock earns nothing but barnacles", "said-by-another"],
    ["did the mayor say that the medicine is working", "said-by-another"],
    ["Est-ce que le gouverneur a dit « Une inflation trop basse est aussi » ?", "exact"],
    ["តើ លោក ហេង ដារ៉ា បាននិយាយថា «យើងចង់បានគិលានុបដ្ឋាក» មែនទេ?", "exact"],
    ['"We would rather act early than act twice" the Bank', "exact"],
  ])("is read out of %j", (typed, verdict) => {
    expect(check(typed).verdict).toBe(verdict);
  });

  it("names who speaks, in the release's words", () => {
    expect(check("Everyone has lent to the same beach", "the Mayor")).toMatchObject({
      place: {
        attribution: "quoted",
        speaker: { text: "Marguerite Solano-Beck, the Head of Financial Stability" },
      },
    });
  });

  it.each([
    [
      "According to Keira Donnachie, a ship in dock earns nothing but barnacles",
      "{+According to Keira Donnachie,+}A ship in dock earns nothing but barnacles",
    ],
    [
      "The chief said that a ship in dock earns nothing but barnacles, to laughter",
      "{+The chief said that+}A ship in dock earns nothing but barnacles{+to laughter+}",
    ],
  ])(
    "has nothing of the sentence before or behind left out for the words around it: %j",
    (typed, shown) => {
      expect(differenceOf(check(typed))).toBe(shown);
    },
  );

  it("takes a release's sentence about a speaker for the quotation when it was changed there", () => {
    const typed =
      '"It is not a budget anyone will frame, but it keeps every library open," said Deputy Mayor Siobhan Treloar, who is not responsible for finance.';

    expect(differenceOf(check(typed))).toContain("who is {+not+}responsible for finance");
  });
});

it("lets no verdict out whose places the stored text does not bear out", () => {
  const found = check("We would rather act early than act twice");

  const gated = gatedQuotation(found, (id) => {
    const release = archive.collection.stored(id);
    return release && { ...release, text: release.text.replaceAll("twice", "thrice") };
  });

  expect(gated).toEqual({ verdict: "not-found", nearest: [] });
});
