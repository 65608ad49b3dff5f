import { decodeMarkup } from "./decode-markup.ts";
import { looksLikeMail } from "./looks-like-mail.ts";
import { zipNames } from "./zip.ts";

/** What a file is, by its content. */
export type Format =
  | "pdf"
  | "docx"
  | "image"
  | "html"
  | "xml-feed"
  | "json-feed"
  | "mail"
  | "text"
  | "zip"
  | "opendocument"
  | "office"
  | "rtf"
  | "xml"
  | "binary"
  | "empty";

/** The part of a text that shows what it is. */
const HEAD_BYTES = 16 * 1024;
const FEED = /<(?:rss|feed|rdf:RDF)[\s>]/u;
const HTML =
  /^(?:<!--[\s\S]*?-->|<\?xml[^>]*>|\s)*(?:<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<(?:div|p|h1|article|section|main|table)[\s>])/iu;

const PICTURES: readonly (readonly number[])[] = [
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
  [0x49, 0x49, 0x2a, 0x00],
  [0x4d, 0x4d, 0x00, 0x2a],
  [0x47, 0x49, 0x46, 0x38],
  [0x42, 0x4d],
];

/** The format of a file's bytes. The extension has no say. */
export function formatOf(bytes: Uint8Array): Format {
  if (bytes.length === 0) return "empty";
  if (latin(bytes.subarray(0, 1024)).includes("%PDF-")) return "pdf";
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) {
    return zipFormat(zipNames(bytes) ?? []);
  }
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return "office";
  if (startsWith(bytes, [0x52, 0x49, 0x46, 0x46]) && latin(bytes.subarray(8, 12)) === "WEBP")
    return "image";
  if (PICTURES.some((mark) => startsWith(bytes, mark)) && isPicture(bytes)) return "image";
  return textFormat(bytes);
}

function zipFormat(names: readonly string[]): Format {
  if (names.includes("word/document.xml")) return "docx";
  return names.includes("content.xml") && names.includes("META-INF/manifest.xml")
    ? "opendocument"
    : "zip";
}

function textFormat(bytes: Uint8Array): Format {
  const marked = startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff]);
  if (!marked && bytes.subarray(0, HEAD_BYTES).includes(0)) return "binary";
  const head = decodeMarkup(bytes.subarray(0, HEAD_BYTES))
    .replace(/^\ufeff/u, "")
    .trimStart();
  if (head === "" && bytes.length < HEAD_BYTES) return "empty";
  if (head.startsWith("{\\rtf")) return "rtf";
  if (head.startsWith("{") && /"version"\s*:\s*"https?:\/\/jsonfeed\.org/u.test(head))
    return "json-feed";
  if (HTML.test(head)) return "html";
  if (head.startsWith("<")) {
    if (FEED.test(head)) return "xml-feed";
    return /^<\?xml|^<!DOCTYPE/iu.test(head) ? "xml" : "text";
  }
  return looksLikeMail(head) ? "mail" : "text";
}

/** "BM" and "GIF8" may begin a text too; pictures have bytes that no text has. */
function isPicture(bytes: Uint8Array): boolean {
  return bytes.subarray(0, 512).includes(0);
}

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, i) => bytes[i] === byte);
}

function latin(bytes: Uint8Array): string {
  return new TextDecoder("latin1").decode(bytes);
}
