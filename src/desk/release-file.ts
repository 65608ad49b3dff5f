import type { Language } from "../domain/language.ts";
import type { Release } from "../domain/release.ts";
import type { Attachment } from "../domain/reply.ts";
import { readingText } from "../text/reading-text.ts";
import { splitText } from "../text/split.ts";
import { sourceLine } from "./wording.ts";

/** Longest name before the extension; every file system takes it, in Khmer letters too. */
const NAME_LIMIT = 60;
const EXTENSION_LIMIT = 10;

/** A release as a text file: title, who issued it and when, link, the whole body. */
export function releaseFile(release: Release, language: Language): Attachment {
  const head = [release.title, sourceLine(release, language), release.url];
  const body = release.paragraphs.map((span) => readingText(release.text, span).text);
  const text = [head.filter((line) => line !== null).join("\n"), ...body].join("\n\n");
  return {
    name: fileName(release.id.split("/").at(-1) ?? "", "txt"),
    mediaType: "text/plain; charset=utf-8",
    bytes: new TextEncoder().encode(`${text}\n`),
  };
}

/** A name that every platform and file system takes. */
export function fileName(stem: string, extension: string): string {
  const [first] = splitText(plainName(stem), NAME_LIMIT);
  const name = first ? plainName(stem).slice(first.start, first.end) : "release";
  const suffix = plainName(extension).slice(0, EXTENSION_LIMIT);
  return suffix === "" ? name : `${name}.${suffix}`;
}

function plainName(text: string): string {
  return text.replaceAll(/[^\p{L}\p{M}\p{N}._-]+/gu, "-").replaceAll(/^[-.]+|[-.]+$/gu, "");
}
