/**
 * `npm run train [-- --rows FOLDER]`: learns which sentence answers, and whether it says yes or no, from the questions in
 * `archives/`, and writes `sentences.json` and `polarity.json`. Deterministic; see README.md for how long it
 * takes. With `--rows` what was found for the questions is kept in a folder, and taken from there where it is.
 */
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { isMainThread, parentPort, Worker } from "node:worker_threads";
import { FEATURES } from "../../src/answer/features.ts";
import { POLARITY_FEATURES } from "../../src/answer/yes-no.ts";
import { archives } from "./archive.ts";
import { averaged, boost, Examples, type Packed } from "./boosting.ts";
import { examplesOf } from "./examples.ts";

const HERE = import.meta.dirname;
/** Two that see different features a tree err less together than either. */
const FORESTS = [
  { trees: 220, share: 1 },
  { trees: 260, share: 0.4 },
] as const;

interface Found {
  readonly sentences: Packed;
  readonly polarities: Packed;
}

/** In a thread: asks the questions about each archive that it is sent. */
function askInThread(): void {
  parentPort?.on("message", (archive: string) => {
    void examplesOf(archive).then(({ sentences, polarities }) => {
      parentPort?.postMessage({ sentences: sentences.pack(), polarities: polarities.pack() });
    });
  });
}

/** Has the archives asked about on all cores, the next one whenever a thread is free; in no order. */
async function askAll(names: readonly string[], keep: (name: string, each: Found) => void): Promise<void> {
  const waiting = [...names];
  const ask = async (worker: Worker): Promise<void> => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const answer = once(worker, "message");
      worker.postMessage(name);
      const [each] = (await answer) as [Found];
      keep(name, each);
      process.stdout.write(`${name}\n`);
    }
    await worker.terminate();
  };
  const threads = Math.min(names.length, availableParallelism());
  await Promise.all(
    Array.from({ length: threads }, () => ask(new Worker(new URL(import.meta.url)))),
  );
}

async function train(): Promise<void> {
  const { values } = parseArgs({ options: { rows: { type: "string" } } });
  const folder = values.rows === undefined ? null : resolve(process.env["INIT_CWD"] ?? ".", values.rows);
  if (folder !== null) mkdirSync(folder, { recursive: true });
  const fileOf = (name: string, what: string): string => join(folder ?? "", `${name}.${what}`);
  const found = new Map<string, Found>();
  for (const name of folder === null ? [] : archives().filter((each) => existsSync(fileOf(each, "yes-no")))) {
    found.set(name, {
      sentences: unpacked(fileOf(name, "rows")),
      polarities: unpacked(fileOf(name, "yes-no")),
    });
  }
  await askAll(
    archives().filter((name) => !found.has(name)),
    (name, each) => {
      found.set(name, each);
      if (folder === null) return;
      writeFileSync(fileOf(name, "rows"), new Uint8Array(each.sentences.buffer));
      writeFileSync(fileOf(name, "yes-no"), new Uint8Array(each.polarities.buffer));
    },
  );
  const sentences = new Examples(FEATURES.length);
  const polarities = new Examples(POLARITY_FEATURES.length);
  for (const name of archives()) {
    const each = found.get(name);
    if (!each) throw new Error(`${name} was not asked.`);
    sentences.add(each.sentences);
    polarities.add(each.polarities);
  }
  const forest = averaged(
    FORESTS.map(({ trees, share }) =>
      boost(sentences, FEATURES, {
        trees,
        leaves: 24,
        rate: 0.08,
        leaf: 40,
        share,
      }),
    ),
  );
  writeFileSync(join(HERE, "sentences.json"), `${JSON.stringify(forest)}\n`);
  const polarity = boost(polarities, POLARITY_FEATURES, { trees: 60, leaves: 8, rate: 0.05, leaf: 15, share: 1 });
  writeFileSync(join(HERE, "polarity.json"), `${JSON.stringify(polarity)}\n`);
  process.stdout.write(
    `${sentences.length} sentences, ${sentences.positives} of them answer; ${polarities.length} of yes or no\n`,
  );
}

function unpacked(file: string): Packed {
  const { buffer } = new Uint8Array(readFileSync(file));
  return new Float32Array(buffer);
}

if (isMainThread) await train();
else askInThread();
