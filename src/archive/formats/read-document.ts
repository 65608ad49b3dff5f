import { decodeText } from "../decode-text.ts";
import { plainTextBlocks } from "../plain-text.ts";
import type { Commands } from "./commands.ts";
import { readDocx } from "./docx.ts";
import { readJsonFeed, readXmlFeed } from "./feed.ts";
import { type Format, formatOf } from "./format-of.ts";
import { readHtml } from "./html.ts";
import { LIMITS, megabytes } from "./limits.ts";
import { readMail } from "./mail.ts";
import { readPdf } from "./pdf.ts";
import { type Reader, type Reading, refused } from "./reading.ts";
import { readImage } from "./scan.ts";

/** What a file holds, by its content; plain text included. */
export async function readDocument(
  bytes: Uint8Array,
  commands: Commands,
  depth = 0,
): Promise<Reading> {
  if (bytes.length > LIMITS.fileBytes)
    return refused(
      `it is larger than ${megabytes(LIMITS.fileBytes)}; leave pictures out or split it`,
    );
  if (depth > LIMITS.mailDepth)
    return refused("mails are attached to mails too deep in it; save the release by itself");
  const format = formatOf(bytes);
  if (format === "mail")
    return await readMail(bytes, async (part) => await readDocument(part, commands, depth + 1));
  return await READERS[format](bytes, commands);
}

const READERS: Readonly<Record<Exclude<Format, "mail">, Reader>> = {
  pdf: readPdf,
  docx: readDocx,
  image: readImage,
  html: readHtml,
  "xml-feed": readXmlFeed,
  "json-feed": readJsonFeed,
  text: readText,
  zip: no("it is a zip archive, not a Word document; put the document itself there"),
  office: no("it is a document of an old Office; save it as DOCX or PDF"),
  rtf: no("it is RTF; save it as DOCX or PDF"),
  xml: no("it is XML, but no feed; RSS 2.0 and Atom are read"),
  binary: no(
    "its format is not known; Markdown, text, HTML, PDF, DOCX, EML, feeds and pictures of text are read",
  ),
  empty: no("it is empty"),
};

async function readText(bytes: Uint8Array): Promise<Reading> {
  const text = decodeText(bytes);
  const manuscript = { text, blocks: plainTextBlocks(text), clues: {} };
  return await Promise.resolve({ kind: "document", manuscript });
}

function no(reason: string): Reader {
  return async () => await Promise.resolve(refused(reason));
}
