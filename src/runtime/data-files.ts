import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Language } from "../domain/language.ts";

const OPPOSITES = "opposites.txt";
const CONTRASTS = "contrasts.txt";
const FUNCTION_WORDS = "function-words.txt";
const CHECKSUM_BYTES = 32;
const vocabularyFile = z.object({ words: z.array(z.string()) });

/** What ships in the folder `data`, as it lies there. */
export interface DataFiles {
  /** Files of the lexicon, which a press office edits or adds to: a group of equivalents a line. */
  readonly lexicon: readonly string[];
  /** Files of the dictionary between the languages, in the same form. */
  readonly dictionary: readonly string[];
  /** Words of questions with those by which releases answer them. */
  readonly associations: Readonly<Record<Language, string>>;
  /** Function words with their English, which glosses need. */
  readonly functionWords: string;
  /** Further words with their English, as function words are kept. */
  readonly vocabulary: readonly string[];
  /** Words that deny one another, a pair of sides a line. */
  readonly opposites: string;
  /** Words of which one never stands for the other, in sides by lines. */
  readonly contrasts: string;
  /** Learned trees, JSON: which sentence answers, and whether it says yes or no. */
  readonly sentences: unknown;
  readonly polarity: unknown;
  /** The span reader's weights, whole, the words that they know, and what English words go with. */
  readonly reader: {
    readonly weights: Uint8Array;
    readonly vocabulary: readonly string[];
    readonly associations: string;
    readonly lexicon: readonly string[];
  };
}

/** @throws {Error} in one sentence when a file is missing or damaged. */
export async function readDataFiles(folder: string): Promise<DataFiles> {
  const trees = async (name: string): Promise<unknown> =>
    JSON.parse(await readFile(join(folder, "ranker", name), "utf8"));
  const lexicon = await texts(
    join(folder, "lexicon"),
    (name) => name !== OPPOSITES && name !== CONTRASTS,
  );
  const associations = {
    en: await readFile(join(folder, "associations", "english.txt"), "utf8"),
    fr: await readFile(join(folder, "associations", "french.txt"), "utf8"),
    km: await readFile(join(folder, "associations", "khmer.txt"), "utf8"),
  };
  return {
    lexicon,
    dictionary: await texts(join(folder, "dictionary")),
    associations,
    functionWords: await readFile(join(folder, "gloss", FUNCTION_WORDS), "utf8"),
    vocabulary: await texts(join(folder, "gloss"), (name) => name !== FUNCTION_WORDS),
    opposites: await readFile(join(folder, "lexicon", OPPOSITES), "utf8"),
    contrasts: await readFile(join(folder, "lexicon", CONTRASTS), "utf8"),
    sentences: await trees("sentences.json"),
    polarity: await trees("polarity.json"),
    reader: {
      ...(await readReader(join(folder, "reader"))),
      associations: associations.en,
      lexicon,
    },
  };
}

/** The text files of a folder, in the order of their names. */
async function texts(
  folder: string,
  wanted: (name: string) => boolean = () => true,
): Promise<string[]> {
  const names = await readdir(folder);
  const files = names.filter((name) => name.endsWith(".txt") && wanted(name)).toSorted();
  return await Promise.all(files.map((name) => readFile(join(folder, name), "utf8")));
}

async function readReader(
  folder: string,
): Promise<Pick<DataFiles["reader"], "weights" | "vocabulary">> {
  const weights = await readFile(join(folder, "weights.bin"));
  const body = weights.subarray(0, -CHECKSUM_BYTES);
  if (!createHash("sha256").update(body).digest().equals(weights.subarray(-CHECKSUM_BYTES))) {
    throw new Error("data/reader/weights.bin is damaged; take it from the repository again.");
  }
  const vocabulary = JSON.parse(await readFile(join(folder, "vocabulary.json"), "utf8"));
  return { weights, vocabulary: vocabularyFile.parse(vocabulary).words };
}
