import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import MiniSearch from "minisearch";
import { Engine } from "../../src/answer/engine.ts";
import { learntFrom } from "../../src/answer/learnt.ts";
import { Library } from "../../src/answer/library.ts";
import { readRelease } from "../../src/archive/read-release.ts";
import type { Release } from "../../src/domain/release.ts";
import { readDataFiles } from "../../src/runtime/data-files.ts";
import { lexiconFrom } from "../../src/text/lexicon.ts";
import { median, percentile } from "./measures.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const ARCHIVES = join(ROOT, "data/ranker/archives");
const SIZES = [100, 1000, 10_000];
/** Questions asked of each size; the first few are not timed. */
const QUESTIONS = 60;
const WARM = 10;

/** Measures import, memory and answers with archives of 100 to 10,000 releases, beside MiniSearch doing its share alone. */
export async function run(): Promise<void> {
  const releases = await readAll();
  const questions = questionsOf();
  const medians: number[] = [];
  for (const size of SIZES) medians.push(await measure(enough(releases, size), questions));
  const [smallest = 1] = medians;
  print(
    `answers, ${SIZES.at(-1)} releases against ${SIZES[0]}: ratio ${((medians.at(-1) ?? 0) / smallest).toFixed(2)}`,
  );
}

async function measure(
  releases: readonly Release[],
  questions: readonly string[],
): Promise<number> {
  const data = await readDataFiles(join(ROOT, "data"));
  const library = new Library(lexiconFrom(data));
  const before = memoryMb();
  const put = clock(() => {
    for (const release of releases) library.put(release);
  });
  const grown = memoryMb() - before;
  const plain = new MiniSearch<{ id: string; title: string; text: string }>({
    fields: ["title", "text"],
  });
  const plainPut = clock(() => {
    plain.addAll(releases.map(({ id, title, text }) => ({ id, title, text })));
  });
  const text = releases.reduce((sum, release) => sum + release.text.length, 0) / 1024 / 1024;
  const engine = new Engine({ library, ...learntFrom(data) });
  const context = { allow: () => true, today: "2026-11-26", previous: null };
  const answers = questions
    .map((question) => clock(() => engine.ask(question, context)))
    .slice(WARM);
  const searches = questions.map((question) => clock(() => plain.search(question))).slice(WARM);
  print(
    `${releases.length} releases (${text.toFixed(1)} MB of text): import ${ratio(put, plainPut)} times MiniSearch's alone, ` +
      `memory ${ratio(grown, text)} times the text; answers: median ${median(answers).toFixed(0)} ms, ` +
      `${ratio(median(answers), median(searches))} times MiniSearch's search alone, ` +
      `95th percentile ${ratio(percentile(answers, 0.95), median(answers))} times the median`,
  );
  return median(answers);
}

async function readAll(): Promise<Release[]> {
  const releases: Release[] = [];
  for (const archive of readdirSync(ARCHIVES).toSorted()) {
    for (const { name, text } of lines<{ name: string; text: string }>(archive, "releases")) {
      const id = `${archive}-${name.replace(/\.\w+$/u, "")}`;
      const outcome = await readRelease({ id, name, bytes: new TextEncoder().encode(text) });
      if (outcome.kind === "releases") releases.push(...outcome.releases);
    }
  }
  return releases;
}

/** Questions of all archives in turn, so that none of them is alone with its words. */
function questionsOf(): string[] {
  const all = readdirSync(ARCHIVES)
    .toSorted()
    .flatMap((archive) =>
      lines<{ question: string }>(archive, "questions").map(({ question }) => question),
    );
  const step = Math.floor(all.length / (QUESTIONS + WARM));
  return all.filter((_, i) => i % step === 0).slice(0, QUESTIONS + WARM);
}

function lines<T>(archive: string, file: string): T[] {
  return readFileSync(join(ARCHIVES, archive, `${file}.jsonl`), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line): T => JSON.parse(line));
}

/** As many as wanted; those above what there is are the same again under other names. */
function enough(releases: readonly Release[], size: number): Release[] {
  const step = Math.max(1, Math.floor(releases.length / size));
  return Array.from({ length: size }, (_, i) => {
    const release = releases[(i * step) % releases.length];
    if (!release) throw new RangeError("There are no releases.");
    const again = Math.floor((i * step) / releases.length);
    return again === 0 ? release : { ...release, id: `${release.id}-${again}` };
  });
}

function clock(act: () => unknown): number {
  const began = performance.now();
  act();
  return performance.now() - began;
}

/** Held after a collection, in the heap and outside it. */
function memoryMb(): number {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc()");
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1024 / 1024;
}

function ratio(one: number, other: number): string {
  return String(Number((one / other).toPrecision(2)));
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
