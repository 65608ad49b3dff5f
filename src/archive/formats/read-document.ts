import { decodeText } from "../decode-text.ts";
import { plainTextBlocks } from "../plain-text.ts";
import type { Commands } from "./commands.ts";
import { type Format, formatOf } from "./format-of.ts";
import { LIMITS, megabytes } from "./limits.ts";
import { type Reader, type Reading, refused } from "./reading.ts";

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
  if (format === "mail") {
    const { readMail } = await import("./mail.ts");
    return await readMail(bytes, async (part) => await readDocument(part, commands, depth + 1));
  }
  return await READERS[format](bytes, commands);
}

/** Each format's library is loaded when the first file of the format comes: most archives are text. */
const READERS: Readonly<Record<Exclude<Format, "mail">, Reader>> = {
  pdf: async (...file) => await (await import("./pdf.ts")).readPdf(...file),
  docx: async (bytes) => await (await import("./docx.ts")).readDocx(bytes),
  image: async (...file) => await (await import("./scan.ts")).readImage(...file),
  html: async (bytes) => await (await import("./html.ts")).readHtml(bytes),
  "xml-feed": async (bytes) => await (await import("./feed.ts")).readXmlFeed(bytes),
  "json-feed": async (bytes) => await (await import("./feed.ts")).readJsonFeed(bytes),
  text: readText,
  zip: no("it is a zip archive, not a Word document; put the document itself there"),
  opendocument: no("it is an OpenDocument text; save it as DOCX or PDF"),
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
