import type { Release } from "../domain/release.ts";
import type { Span } from "../domain/span.ts";
import { lineKind } from "./line-kinds.ts";
import { plainTextBlocks } from "./plain-text.ts";

/** The paragraphs below the body that say something still: contacts and what the issuer says about itself. Addresses, end marks and page feet are left out. */
export function afterBody({ text, paragraphs }: Pick<Release, "text" | "paragraphs">): Span[] {
  const end = paragraphs.at(-1)?.end;
  if (end === undefined) return [];
  return plainTextBlocks(text, end).flatMap((block) => {
    const kind = lineKind(block.reading.text);
    const says = kind === "contact" || kind === "boilerplate" || kind === "other";
    return says ? [{ start: block.start, end: block.end }] : [];
  });
}
