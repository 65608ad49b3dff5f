import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

/** Files of the lexicon, which a press office edits. */
const LEXICON = ["synonyms.txt", "places.txt"];
const CHECKSUM_BYTES = 32;
const vocabularyFile = z.object({ words: z.array(z.string()) });

/** What ships in the folder `data`, as it lies there. */
export interface DataFiles {
  /** Lexicon files, a group of equivalents a line. */
  readonly lexicon: readonly string[];
  /** Learned trees, JSON. */
  readonly sentences: unknown;
  /** The span reader's weights, whole, and the words that they know. */
  readonly reader: { readonly weights: Uint8Array; readonly vocabulary: readonly string[] };
}

/** @throws {Error} in one sentence when a file is missing or damaged. */
export async function readDataFiles(folder: string): Promise<DataFiles> {
  const lexicon = LEXICON.map(
    async (name) => await readFile(join(folder, "lexicon", name), "utf8"),
  );
  const sentences = await readFile(join(folder, "ranker", "sentences.json"), "utf8");
  return {
    lexicon: await Promise.all(lexicon),
    sentences: JSON.parse(sentences),
    reader: await readReader(join(folder, "reader")),
  };
}

async function readReader(folder: string): Promise<DataFiles["reader"]> {
  const weights = await readFile(join(folder, "weights.bin"));
  const body = weights.subarray(0, -CHECKSUM_BYTES);
  if (!createHash("sha256").update(body).digest().equals(weights.subarray(-CHECKSUM_BYTES))) {
    throw new Error("data/reader/weights.bin is damaged; take it from the repository again.");
  }
  const vocabulary = JSON.parse(await readFile(join(folder, "vocabulary.json"), "utf8"));
  return { weights, vocabulary: vocabularyFile.parse(vocabulary).words };
}
