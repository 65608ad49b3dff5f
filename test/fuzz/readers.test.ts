import { describe, expect, it } from "vitest";
import { readRelease } from "../../src/archive/read-release.ts";
import { faultOf, fuzzedCommands, mutation, samples } from "./corpus.ts";
import { randomOf } from "./mutate.ts";

/** A sample of what `npm run fuzz` does at length. */
const RUNS = 12;

describe.each(samples())("mutations of $name", ({ name, bytes }) => {
  it("are read or refused in one sentence", { timeout: 60_000 }, async () => {
    const random = randomOf(name.length * 7919);
    const commands = fuzzedCommands(random);

    const faults: (string | null)[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      const file = {
        id: "f",
        name,
        bytes: await mutation({ name, bytes }, { name, bytes }, random),
      };
      faults.push(faultOf(await readRelease(file, commands)));
    }

    expect(faults.filter((fault) => fault !== null)).toEqual([]);
  });
});
