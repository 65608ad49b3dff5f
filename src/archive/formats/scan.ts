import { assemble } from "./assemble.ts";
import type { CommandOutcome, Commands } from "./commands.ts";
import { LIMITS } from "./limits.ts";
import type { Page } from "./page-lines.ts";
import { pageText } from "./page-text.ts";
import { pdfPicture } from "./pdf-picture.ts";
import { type Reading, type Refusal, refused } from "./reading.ts";
import { recognisedPage } from "./tesseract.ts";

const LATIN: readonly string[] = ["eng", "fra"];
const KHMER: readonly string[] = ["khm", "eng"];
/** Latin models give a Khmer page 18 of 100 and a Latin page over 90. */
const SURE = 60;
/** What is read with less is no text, whatever the language. */
const LOST = 30;
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
  let languages = LATIN;
  for (let number = 1; number <= count; number += 1) {
    const read = await readPicture(await picture(number), languages, commands);
    if ("kind" in read) return read;
    pages.push(read.page);
    languages = read.languages;
  }
  return { kind: "document", manuscript: assemble(pageText(pages)) };
}

interface ReadPage {
  readonly page: Page;
  /** In which the next page is read first. */
  readonly languages: readonly string[];
}

/** In `languages`, and where Tesseract is unsure of them in the other ones. */
async function readPicture(
  picture: CommandOutcome,
  languages: readonly string[],
  commands: Commands,
): Promise<ReadPage | Refusal> {
  if (picture.kind !== "done") return refusal(picture, "pdftoppm");
  const first = await commands.recognise(picture.output, languages);
  if (first.kind !== "done") return refusal(first, "tesseract");
  const { page, confidence } = recognisedPage(new TextDecoder().decode(first.output));
  if (confidence >= SURE) return { page, languages };
  const others = languages === LATIN ? KHMER : LATIN;
  const second = await commands.recognise(picture.output, others);
  if (second.kind !== "done")
    return confidence < LOST ? refusal(second, "tesseract") : { page, languages };
  const other = recognisedPage(new TextDecoder().decode(second.output));
  return other.confidence > confidence
    ? { page: other.page, languages: others }
    : { page, languages };
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
