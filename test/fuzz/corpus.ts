import { globSync, readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import type { CommandOutcome, Commands } from "../../src/archive/formats/commands.ts";
import { Zip } from "../../src/archive/formats/zip.ts";
import type { ReadOutcome } from "../../src/archive/read-release.ts";
import { zip } from "../_support/zip.ts";
import { mutated } from "./mutate.ts";

export interface Sample {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const FOLDER = resolve(import.meta.dirname, "../fixtures/formats");

/** The real files that are mutated, a sample of each reader's format. */
export function samples(): Sample[] {
  return globSync(`${FOLDER}/*.{md,txt,docx,pdf,html,eml,rss,atom,json,png}`)
    .filter((path) => basename(path) !== "README.md")
    .toSorted()
    .map((path) => ({ name: basename(path), bytes: new Uint8Array(readFileSync(path)) }));
}

const LONGEST_REPEATED = 5000;
/** Ever larger parts test the machine, not the reader. */
const LARGEST_PART = 1_000_000;
/** An element that holds none of its own name. */
const ELEMENT = /<(\w+:\w+)(?:\s[^<>]*)?>(?:(?!<\1[\s>])[\s\S])*?<\/\1>|<\w+:\w+(?:\s[^<>]*)?\/>/gu;

/** XML with one to six of its elements taken out, doubled, put in another's place, or their text and values changed. */
function rearranged(content: Uint8Array, random: () => number): Uint8Array {
  let xml = new TextDecoder().decode(content);
  for (let left = 1 + Math.floor(random() * 6); left > 0; left -= 1) {
    const found = [...xml.matchAll(ELEMENT)];
    const one = found[Math.floor(random() * found.length)];
    const other = found[Math.floor(random() * found.length)];
    if (!one || !other || xml.length > LARGEST_PART) break;
    const [text] = one;
    const token = new TextDecoder().decode(
      mutated(new TextEncoder().encode("w:val 12 Text"), content, random),
    );
    const changed = [
      "",
      text + text,
      other[0],
      text.replaceAll(/(?<=>)[^<>]+(?=<)/gu, () => token.replaceAll(/[<>&]/gu, " ")),
      text.replaceAll(/(?<=")[^"<>]*(?=")/gu, () => token.replaceAll(/[<>&"]/gu, " ")),
      `<w:p>${text.length < LONGEST_REPEATED ? text.repeat(Math.floor(random() ** 4 * 200)) : text}</w:p>`,
    ][Math.floor(random() * 6)];
    xml = xml.slice(0, one.index) + (changed ?? "") + xml.slice(one.index + text.length);
  }
  return new TextEncoder().encode(xml);
}

/** A mutation of `file`; of a Word document mostly of the XML inside it, as a broken archive is refused at once. */
export async function mutation(
  file: Sample,
  other: Sample,
  random: () => number,
): Promise<Uint8Array> {
  if (!file.name.endsWith(".docx") || random() < 0.2)
    return mutated(file.bytes, other.bytes, random);
  const archive = await Zip.open(file.bytes);
  if (!(archive instanceof Zip)) return mutated(file.bytes, other.bytes, random);
  const names = archive.names.filter((name) => name.endsWith(".xml") || name.endsWith(".rels"));
  const broken = names[Math.floor(random() * names.length)];
  const entries = names.map(async (name) => {
    const content = new TextEncoder().encode((await archive.text(name)) ?? "");
    const isBroken = name === broken || (name === "word/document.xml" && random() < 0.5);
    if (!isBroken) return { name, content };
    // What is not well-formed is refused at once: most stay so.
    return {
      name,
      content: random() < 0.7 ? rearranged(content, random) : mutated(content, content, random),
    };
  });
  return zip(await Promise.all(entries));
}

/** Two lines as `pdftotext -bbox-layout` and `tesseract ... tsv` print them. */
const WORDS = `<doc><page width="612.0" height="792.0"><line xMin="72" yMin="60" xMax="300" yMax="74"><word xMin="72" yMin="60" xMax="120" yMax="74">ការិយាល័យ</word><word xMin="124" yMin="60" xMax="180" yMax="74">កំពង់ផែ</word></line><line xMin="72" yMin="90" xMax="500" yMax="104"><word xMin="72" yMin="90" xMax="500" yMax="104">${"ការិយាល័យកំពង់ផែនឹងបើកនៅថ្ងៃអាទិត្យ".repeat(3)}។</word></line></page></doc>`;
const RECOGNISED = [
  "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext",
  "1\t1\t0\t0\t0\t0\t0\t0\t1654\t2339\t-1\t",
  ...["HARBOUR", "OFFICE"].map(
    (word, i) => `5\t1\t1\t1\t1\t${i}\t${200 + i * 220}\t200\t200\t30\t95.1\t${word}`,
  ),
  ..."The harbour office opens on Sunday and the fee for boats is waived until May, it said today."
    .split(" ")
    .map(
      (word, i) =>
        `5\t1\t2\t1\t${1 + Math.floor(i / 7)}\t${i}\t${200 + (i % 7) * 150}\t${400 + Math.floor(i / 7) * 44}\t140\t30\t93\t${word}`,
    ),
].join("\n");

/** Commands whose output is mutated too. */
export function fuzzedCommands(random: () => number): Commands {
  const print = async (text: string): Promise<CommandOutcome> => {
    const bytes = new TextEncoder().encode(text);
    return await Promise.resolve({ kind: "done", output: mutated(bytes, bytes, random) });
  };
  return {
    pdfWords: async () => await print(WORDS),
    pdfPicture: async () => await print("P5 1 1 255 x"),
    recognise: async () => await print(RECOGNISED),
  };
}

/** What is wrong with an outcome: a reason that is no sentence, a span outside the text; null when nothing is. */
export function faultOf(outcome: ReadOutcome): string | null {
  if (outcome.kind === "problem") {
    const { reason } = outcome.problem;
    return /^[^\n]+\.$/u.test(reason) ? null : `no sentence: ${reason}`;
  }
  const releases =
    outcome.kind === "feed" ? outcome.items.map(({ release }) => release) : outcome.releases;
  const links = outcome.kind === "feed" ? outcome.links.length : 0;
  if (releases.length + links === 0) return "no release and no problem";
  for (const { text, title, paragraphs, where } of releases) {
    const spans = [...paragraphs, ...Object.values(where)];
    const outside = spans.find(({ start, end }) => start < 0 || start > end || end > text.length);
    if (outside)
      return `a span outside the text: ${outside.start} to ${outside.end} of ${text.length}`;
    if (title.trim() === "" || paragraphs.length === 0) return "no title or no body";
  }
  return null;
}
