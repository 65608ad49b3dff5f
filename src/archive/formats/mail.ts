import PostalMime, { type Attachment, type Email } from "postal-mime";
import type { Clues, Fallback, Manuscript } from "../manuscript.ts";
import { plainTextBlocks } from "../plain-text.ts";
import { assemble, type Piece } from "./assemble.ts";
import { formatOf } from "./format-of.ts";
import { forwardedIn, type Original } from "./forwarded.ts";
import { dayOfHeader } from "./header-day.ts";
import { htmlPieces } from "./html-pieces.ts";
import { htmlTree } from "./html-tree.ts";
import { mailParts } from "./mail-parts.ts";
import { type Reading, refused } from "./reading.ts";

/** A mail shorter than this that has an attachment covers it, and one that says so may be twice as long. */
const COVER_CHARACTERS = 600;
const COVERS =
  /\b(?:attach(?:ed|ment)|enclosed|please\s+find|find\s+here|ci[\s-]joint|pièces?\s+jointes?|en\s+annexe|veuillez\s+trouver)\b|ភ្ជាប់/iu;
const PREFIX =
  /^(?:(?:re|fwd?|tr|rv|aw|wg|i)\s*:\s*|\[[^\]]{1,30}\]\s*|(?:for\s+immediate\s+release|(?:press|news|media)\s+(?:release|statement)|communiqué(?:\s+de\s+presse)?|សេចក្[តដ]ីប្រកាសព័ត៌មាន)(?:\s+(?:no|n°)\.?\s*[\w/-]+)?\s*[:៖|–—-]\s*)/iu;

/** Reads an attachment; `depth` counts mails inside mails. */
export type ReadPart = (bytes: Uint8Array) => Promise<Reading>;

/** A mailed release: the attachment when the mail only covers one, the original when it is passed on, else the mail's own text. */
export async function readMail(bytes: Uint8Array, readPart: ReadPart): Promise<Reading> {
  let mail: Email;
  try {
    mail = await PostalMime.parse(bytes, {
      rfc822Attachments: true,
      forceRfc822Attachments: true,
      maxNestingDepth: 50,
    });
  } catch {
    return refused("the mail is damaged; save it again");
  }
  const { manuscript, prose } = ownText(mail);
  const covers =
    prose < COVER_CHARACTERS || (prose < 2 * COVER_CHARACTERS && COVERS.test(manuscript.text));
  const attached = covers ? await attachedRelease(mail, readPart) : null;
  if (attached?.kind === "document")
    return { kind: "document", manuscript: dated(attached.manuscript, mail) };
  if (attached && (prose < COVER_CHARACTERS / 2 || COVERS.test(manuscript.text))) return attached;
  return { kind: "document", manuscript };
}

/** The first attachment that holds a release; failing that, why the first could not be read. */
async function attachedRelease(mail: Email, readPart: ReadPart): Promise<Reading | null> {
  let refusal: Reading | null = null;
  for (const bytes of candidates(mail.attachments)) {
    const reading = await readPart(bytes);
    if (reading.kind !== "refused") return reading;
    refusal ??= reading;
  }
  return refusal;
}

/** Documents before pictures, which mostly illustrate; a mail's own logos are left out. */
function candidates(attachments: readonly Attachment[]): Uint8Array[] {
  const order = ["mail", "docx", "pdf", "html", "text", "image"];
  const ranked = attachments
    .filter(
      ({ related, disposition, contentId }) => !related && !(disposition === "inline" && contentId),
    )
    .map(({ content }) => bytesOf(content))
    .map((bytes) => ({ bytes, rank: order.indexOf(formatOf(bytes)) }));
  return ranked
    .filter(({ rank }) => rank >= 0)
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ bytes }) => bytes);
}

function bytesOf(content: Attachment["content"]): Uint8Array {
  if (typeof content === "string") return new TextEncoder().encode(content);
  return content instanceof Uint8Array ? content : new Uint8Array(content);
}

/** An attachment without a date of its own is dated by the mail. */
function dated(manuscript: Manuscript, mail: Email): Manuscript {
  const { date } = fallbackOf(mail, null);
  const fallback = { ...(date === undefined ? {} : { date }), ...manuscript.clues.fallback };
  return { ...manuscript, clues: { ...manuscript.clues, fallback } };
}

function fallbackOf(mail: Email, original: Original | null): Fallback {
  const title = subjectTitle(original?.subject ?? mail.subject ?? "");
  const issuer = senderName(original?.from ?? mail.from?.name ?? "");
  const date = original
    ? original.date
    : dayOfHeader(mail.headers.find(({ key }) => key === "date")?.value ?? "");
  return {
    ...(title === "" ? {} : { title }),
    ...(issuer === "" ? {} : { issuer }),
    ...(date === null ? {} : { date }),
  };
}

function subjectTitle(subject: string): string {
  let title = subject.trim();
  for (let cut = title.replace(PREFIX, ""); cut !== title; cut = title.replace(PREFIX, ""))
    title = cut.trim();
  return title;
}

/** "Press Office, Nordhall Pharma <press@...>" is Nordhall Pharma. */
function senderName(from: string): string {
  return from
    .replace(/<[^>]*>|\S+@\S+|"/gu, "")
    .replace(
      /\b(?:press|media|news|communications?|presse|service\s+de\s+presse)(?:\s+(?:office|service|desk|team|unit|room))?\b/giu,
      "",
    )
    .replace(/^[\s,|–—-]+|[\s,|–—-]+$/gu, "");
}

/** The mail's own words with what its headers say, and how much running text they are. */
function ownText(mail: Email): { manuscript: Manuscript; prose: number } {
  const html = mail.html ?? "";
  const text = mail.text ?? "";
  const pieces = html === "" || text.length > html.length ? [] : htmlOf(html);
  const { manuscript } = pieces.length > 0 ? ofPieces(pieces, mail) : ofText(text, mail);
  const letters = manuscript.blocks
    .filter(({ role }) => role !== "footer")
    .map(({ reading }) => reading.text);
  return { manuscript, prose: letters.filter((line) => line.length > 60).join("").length };
}

function htmlOf(html: string): Piece[] {
  const document = htmlTree(html);
  for (const element of document.querySelectorAll("script,style,title")) element.remove();
  const body = document.querySelector("body") ?? document.documentElement;
  return body ? htmlPieces(body) : [];
}

function ofPieces(pieces: readonly Piece[], mail: Email): { manuscript: Manuscript } {
  const original = forwardedIn(pieces.map(({ text }) => text));
  const clues: Clues = { fallback: fallbackOf(mail, original) };
  const own = pieces.slice(original?.start ?? 0);
  return { manuscript: assemble(mailParts(own), clues) };
}

function ofText(text: string, mail: Email): { manuscript: Manuscript } {
  const lines = text.replaceAll("\r\n", "\n").split("\n");
  const original = forwardedIn(lines);
  const rest = lines.slice(original?.start ?? 0);
  const quoted = rest.filter((line) => /^\s*>/u.test(line)).length > rest.length / 3;
  const own = (quoted ? rest.map((line) => line.replace(/^\s*(?:>\s?)+/u, "")) : rest).join("\n");
  const blocks = plainTextBlocks(own);
  const pieces = blocks.map(
    ({ reading, role, group }, i): Piece => ({
      text: reading.text,
      role,
      close: i > 0 && blocks[i - 1]?.group === group,
    }),
  );
  return { manuscript: assemble(mailParts(pieces), { fallback: fallbackOf(mail, original) }) };
}
