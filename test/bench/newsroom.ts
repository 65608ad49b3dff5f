import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Engine } from "../../src/answer/engine.ts";
import { learntFrom } from "../../src/answer/learnt.ts";
import { Library } from "../../src/answer/library.ts";
import { Collection } from "../../src/archive/collection.ts";
import { readRelease } from "../../src/archive/read-release.ts";
import { ArchiveService } from "../../src/desk/archive-service.ts";
import { type ChatSettings, createDesk } from "../../src/desk/create-desk.ts";
import type { Desk } from "../../src/desk/desk.ts";
import { readDataFiles } from "../../src/runtime/data-files.ts";
import { lexiconFrom } from "../../src/text/lexicon.ts";
import { createMemoryKeepsakes } from "../_support/memory-settings.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const HOUSE = join(ROOT, "test/evaluation/house");

/** The desk over the house's releases, and the questions that belong to them. */
export interface Newsroom {
  readonly desk: Desk;
  readonly engine: Engine;
  readonly collection: Collection;
  readonly questions: readonly string[];
}

export async function openNewsroom(settings: ChatSettings): Promise<Newsroom> {
  const data = await readDataFiles(join(ROOT, "data"));
  const library = new Library(lexiconFrom(data));
  const collection = new Collection("UTC");
  const archive = new ArchiveService(collection, library);
  for (const name of readdirSync(join(HOUSE, "releases"))) {
    const bytes = readFileSync(join(HOUSE, "releases", name));
    const outcome = await readRelease({ id: name.replace(/\.\w+$/u, ""), name, bytes });
    if (outcome.kind !== "releases") continue;
    for (const release of outcome.releases) archive.put(release);
  }
  const engine = new Engine({ library, ...learntFrom(data), reader: null });
  const desk = createDesk({
    engine,
    collection,
    settings,
    kept: createMemoryKeepsakes(),
    originalOf: () => Promise.resolve(null),
    defaultLanguage: "en",
    pressContact: null,
    organisation: null,
    clock: Date.now,
    useCases: [],
    onError: (error) => {
      throw error;
    },
  });
  return { desk, engine, collection, questions: questionsOfTheHouse() };
}

function questionsOfTheHouse(): string[] {
  return readFileSync(join(HOUSE, "questions.jsonl"), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const { question }: { question: string } = JSON.parse(line);
      return question;
    });
}
