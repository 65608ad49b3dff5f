import { readRelease } from "../../src/archive/read-release.ts";
import type { Release } from "../../src/domain/release.ts";
import { readingText } from "../../src/text/reading-text.ts";

/** The one release of a text file that holds `content`. */
export async function read(content: string | Uint8Array, name = "note.txt"): Promise<Release> {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const outcome = await readRelease({ id: name.replace(/\.\w+$/u, ""), name, bytes });
  if (outcome.kind === "problem") throw new Error(outcome.problem.reason);
  const [release] = outcome.kind === "releases" ? outcome.releases : [];
  if (!release) throw new Error("no release");
  return release;
}

/** Why a text file that holds `content` is no release. */
export async function refuse(content: string | Uint8Array, name = "note.txt"): Promise<string> {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const outcome = await readRelease({ id: "note", name, bytes });
  return outcome.kind === "problem" ? outcome.problem.reason : "it was read";
}

/** The body as a person reads it, a paragraph an entry. */
export function body(release: Release): string[] {
  return release.paragraphs.map((span) => readingText(release.text, span).text);
}

export function printed(release: Release, field: keyof Release["where"]): string | undefined {
  const span = release.where[field];
  return span && release.text.slice(span.start, span.end);
}
