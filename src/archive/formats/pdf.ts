import { getDocumentProxy } from "unpdf";
import { z } from "zod";
import { assemble } from "./assemble.ts";
import type { Commands } from "./commands.ts";
import { LIMITS } from "./limits.ts";
import type { Fragment, Page } from "./page-lines.ts";
import { pageText } from "./page-text.ts";
import { popplerPages } from "./poppler.ts";
import { type DocumentReading, type Reading, refused } from "./reading.ts";
import { readScannedPdf } from "./scan.ts";

/** Fewer letters than this a page are a stamp or a page number on a scan. */
const LEAST_LETTERS = 30;
/** Share of Khmer letters, or of letters without a meaning, from which the text layer is not believed. */
const KHMER_SHARE = 0.05;
const LOST_SHARE = 0.02;

/** Development releases have none among their 110 to 160; a damaged one had 9 of 125. */
const LEAST_EMPTY = 3;
const EMPTY_SHARE = 0.02;
/** Of 1,700 characters of three browsers' prints no word began with a sign, of 900 of a damaged one seven did. */
const LEAST_LOOSE = 4;
const LOOSE_SHARE = 0.004;
/** A picture that gives less of the letters was drawn without them. */
const WHOLE = 0.8;

const Item = z.object({
  str: z.string(),
  transform: z.tuple([z.number(), z.number(), z.number(), z.number(), z.number(), z.number()]),
  width: z.number(),
  fontName: z.string(),
  hasEOL: z.boolean(),
});

/** A PDF by its text layer; Khmer, whose right text pdf.js passes over, through `pdftotext`; pages without text through `tesseract`. */
export async function readPdf(bytes: Uint8Array, commands: Commands): Promise<Reading> {
  const pages = await textLayer(bytes);
  if (!Array.isArray(pages)) return pages;
  const text = pages
    .flatMap(({ fragments }) => fragments.map((fragment) => fragment.text))
    .join("");
  const letters = text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  const khmer = khmerIn(text);
  const lost = text.match(/[\p{Cc}\p{Co}\ufffd]/gu)?.length ?? 0;
  if (letters + lost < LEAST_LETTERS * pages.length)
    return await readScannedPdf(bytes, pages.length, commands);
  if (khmer <= KHMER_SHARE * letters && lost <= LOST_SHARE * letters) return document(pages);
  const words = await commands.pdfWords(bytes);
  if (words.kind === "missing")
    return refused("its Khmer text can only be read with `pdftotext`; install poppler-utils");
  if (words.kind === "failed") return refused(`\`pdftotext\` could not read it (${words.reason})`);
  const printed = new TextDecoder().decode(words.output);
  const layer = document(popplerPages(printed));
  if (!isDamagedKhmer(layer.manuscript.text) && !hasLooseSigns(printed)) return layer;
  const scanned = await readScannedPdf(bytes, pages.length, commands);
  const isWhole =
    scanned.kind === "document" &&
    khmerIn(scanned.manuscript.text) > WHOLE * khmerIn(layer.manuscript.text);
  return isWhole ? scanned : layer;
}

function khmerIn(text: string): number {
  return text.match(/\p{Script=Khmer}/gu)?.length ?? 0;
}

/** Some programs' text layers lose Khmer letters for good; what is left has signs for a subscript letter without one, which no writer leaves. Then the page's picture is read. */
function isDamagedKhmer(text: string): boolean {
  const stacked = text.match(/\u17d2/gu)?.length ?? 0;
  const empty = text.match(/\u17d2(?![\u1780-\u17b3])/gu)?.length ?? 0;
  return empty >= LEAST_EMPTY && empty > EMPTY_SHARE * stacked;
}

/** ... and others' scatter the signs: words begin with a vowel that belongs to a letter elsewhere. */
function hasLooseSigns(words: string): boolean {
  const loose = words.match(/>(?=[\u17b6-\u17d3])/gu)?.length ?? 0;
  return loose >= LEAST_LOOSE && loose > LOOSE_SHARE * khmerIn(words);
}

function document(pages: readonly Page[]): DocumentReading {
  return { kind: "document", manuscript: assemble(pageText(pages)) };
}

async function textLayer(bytes: Uint8Array): Promise<Page[] | Reading> {
  try {
    // pdf.js takes the bytes away from the caller: it gets a copy.
    const pdf = await getDocumentProxy(new Uint8Array(bytes), {
      verbosity: 0,
      stopAtErrors: false,
    });
    if (pdf.numPages > LIMITS.pages)
      return refused(`it has ${pdf.numPages} pages, more than ${LIMITS.pages}; split it`);
    const pages: Page[] = [];
    for (let number = 1; number <= pdf.numPages; number += 1) {
      const page = await pdf.getPage(number);
      const { width, height } = page.getViewport({ scale: 1 });
      const content = await page.getTextContent();
      pages.push({ width, height, fragments: fragmentsOf(content.items, page.view, height) });
      page.cleanup();
    }
    await pdf.cleanup();
    return pages;
  } catch (error) {
    const isLocked = error instanceof Error && error.name === "PasswordException";
    return refused(
      isLocked
        ? "it is protected by a password; save it without one"
        : "the PDF is damaged; save it again",
    );
  }
}

/** In the order of the file; a run ends where pdf.js sees the end of a line. Upright text only: watermarks and stamps stand aslant. */
function fragmentsOf(
  items: readonly unknown[],
  [left = 0, bottom = 0]: readonly number[],
  height: number,
): Fragment[] {
  const fragments: Fragment[] = [];
  let run = 0;
  for (const item of items) {
    const parsed = Item.safeParse(item);
    if (!parsed.success) continue;
    const { str, transform, width, fontName, hasEOL } = parsed.data;
    const [a, b, c, d, x, y] = transform;
    if (str !== "" && a > 0 && Math.abs(b) <= 0.1 * a) {
      fragments.push({
        text: str,
        x: x - left,
        y: height - (y - bottom),
        width,
        height: Math.hypot(c, d),
        run,
        font: fontName,
      });
    }
    if (hasEOL) run += 1;
  }
  return fragments;
}
