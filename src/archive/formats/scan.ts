import { assemble } from "./assemble.ts";
import type { CommandOutcome, Commands } from "./commands.ts";
import { LIMITS } from "./limits.ts";
import type { Page } from "./page-lines.ts";
import { pageText } from "./page-text.ts";
import { pdfPicture } from "./pdf-picture.ts";
import { type Reading, type Refusal, refused } from "./reading.ts";
import { recognisedPage } from "./tesseract.ts";

const LATIN = ["eng", "fra"];
const KHMER = ["khm", "eng"];
/** Latin models give a Khmer page 18 of 100 and a Latin page over 90. */
const LATIN_CONFIDENCE = 60;
const MISSING =
  "it is a picture of a text, which can only be read with `tesseract`; install tesseract-ocr (and tesseract-ocr-khm)";

/** A picture of a page. */
export async function readImage(bytes: Uint8Array, commands: Commands): Promise<Reading> {
  return await readPictures(
    async () => await Promise.resolve({ kind: "done", output: bytes }),
    1,
    commands,
  );
}

/** A PDF whose pages are pictures. */
export async function readScannedPdf(
  bytes: Uint8Array,
  pages: number,
  commands: Commands,
): Promise<Reading> {
  if (pages > LIMITS.scannedPages)
    return refused(`it has ${pages} scanned pages, more than ${LIMITS.scannedPages}; split it`);
  return await readPictures(
    async (page) => await pictureOf(bytes, page, commands),
    pages,
    commands,
  );
}

/** By `pdftoppm`, which draws every page; without it the picture that the page holds, where pdf.js can decode it. */
async function pictureOf(
  bytes: Uint8Array,
  page: number,
  commands: Commands,
): Promise<CommandOutcome> {
  const drawn = await commands.pdfPicture(bytes, page);
  if (drawn.kind !== "missing") return drawn;
  const held = await pdfPicture(bytes, page);
  return held ? { kind: "done", output: held } : drawn;
}

type Picture = (page: number) => Promise<CommandOutcome>;

async function readPictures(picture: Picture, count: number, commands: Commands): Promise<Reading> {
  const pages: Page[] = [];
  for (let number = 1; number <= count; number += 1) {
    const page = await readPicture(await picture(number), commands);
    if ("kind" in page) return page;
    pages.push(page);
  }
  return { kind: "document", manuscript: assemble(pageText(pages)) };
}

async function readPicture(picture: CommandOutcome, commands: Commands): Promise<Page | Refusal> {
  if (picture.kind !== "done") return refusal(picture, "pdftoppm");
  const latin = await commands.recognise(picture.output, LATIN);
  if (latin.kind !== "done") return refusal(latin, "tesseract");
  const first = recognisedPage(new TextDecoder().decode(latin.output));
  if (first.confidence >= LATIN_CONFIDENCE) return first.page;
  const khmer = await commands.recognise(picture.output, KHMER);
  if (khmer.kind !== "done") return first.page;
  const second = recognisedPage(new TextDecoder().decode(khmer.output));
  return second.confidence > first.confidence ? second.page : first.page;
}

function refusal(outcome: Exclude<CommandOutcome, { kind: "done" }>, command: string): Refusal {
  if (outcome.kind === "failed")
    return refused(`\`${command}\` could not read it (${outcome.reason})`);
  return refused(
    command === "tesseract"
      ? MISSING
      : "its pages are pictures, which can only be taken out with `pdftoppm` and read with `tesseract`; install poppler-utils and tesseract-ocr",
  );
}
