import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** Files of the lexicon, which a press office edits. */
const LEXICON = ["synonyms.txt", "places.txt"];

/** What ships in the folder `data`, as it lies there. */
export interface DataFiles {
  /** Lexicon files, a group of equivalents a line. */
  readonly lexicon: readonly string[];
  /** Learned trees, JSON. */
  readonly sentences: unknown;
}

/** @throws {Error} when a file is missing or is no JSON. */
export async function readDataFiles(folder: string): Promise<DataFiles> {
  const lexicon = LEXICON.map(
    async (name) => await readFile(join(folder, "lexicon", name), "utf8"),
  );
  const sentences = await readFile(join(folder, "ranker", "sentences.json"), "utf8");
  return { lexicon: await Promise.all(lexicon), sentences: JSON.parse(sentences) };
}
