import { resolve } from "node:path";
import { expect, it } from "vitest";
import { Engine } from "../../src/answer/engine.ts";
import { learntFrom } from "../../src/answer/learnt.ts";
import { Library } from "../../src/answer/library.ts";
import { Collection } from "../../src/archive/collection.ts";
import { ask } from "../../src/desk/ask.ts";
import { warmUp } from "../../src/desk/warm-up.ts";
import { readDataFiles } from "../../src/runtime/data-files.ts";
import { lexiconFrom } from "../../src/text/lexicon.ts";
import { releaseOf } from "../_support/release-of.ts";

const AT = Date.parse("2026-11-27T12:00:00Z");
const data = await readDataFiles(resolve(import.meta.dirname, "../../data"));

function opened(): { readonly engine: Engine; readonly collection: Collection } {
  const library = new Library(lexiconFrom(data));
  const collection = new Collection("UTC");
  for (const release of [releaseOf("ferry"), releaseOf("quay")]) {
    collection.put(release);
    library.put(release);
  }
  return { engine: new Engine({ library, ...learntFrom(data) }), collection };
}

/** Milliseconds of the processor that a question takes. */
function costOf({ engine, collection }: ReturnType<typeof opened>): number {
  const before = process.cpuUsage();
  ask(engine, collection, { question: "When does the ferry open?", at: AT, previous: null });
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

it("takes from the first question what it alone would have to work out", () => {
  costOf(opened());
  const cold = costOf(opened());
  const warm = opened();

  const steps = [...warmUp(warm.engine, warm.collection, AT)];

  expect(steps).toHaveLength(3);
  expect(costOf(warm)).toBeLessThan(cold / 2);
});

it("finds nothing to fail at in an archive without releases", () => {
  const engine = new Engine({ library: new Library(lexiconFrom(data)), ...learntFrom(data) });

  expect(() => [...warmUp(engine, new Collection("UTC"), AT)]).not.toThrow();
});
