import { setTimeout } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { createTurns } from "../../src/runtime/turns.ts";

function blocks(ms: number): void {
  for (const end = performance.now() + ms; performance.now() < end; );
}

describe("turns", () => {
  it("begin one after another, in the order in which they were asked for", async () => {
    const turns = createTurns();
    const begun: number[] = [];

    await Promise.all(
      [1, 2, 3].map(async (each) => {
        await turns.take(async () => {
          begun.push(each);
          await Promise.resolve();
        });
      }),
    );

    expect(begun).toEqual([1, 2, 3]);
  });

  it("let others be told something before the next begins", async () => {
    const turns = createTurns();
    const order: string[] = [];
    const first = turns.take(async () => {
      await Promise.resolve();
      blocks(30);
    });
    const second = turns.take(async () => {
      order.push("second");
      await Promise.resolve();
    });
    turns.letOut(setTimeout(60).then(() => order.push("told")));

    await Promise.all([first, second]);

    expect(order).toEqual(["told", "second"]);
  });

  it("wait for nobody who is told nothing, and for no answer that waits itself", async () => {
    const turns = createTurns();
    const forever = new Promise<void>(() => undefined);
    turns.letOut(forever);
    void turns.take(async () => await forever);

    expect(await turns.take(async () => await Promise.resolve("served"))).toBe("served");
  });

  it("go on after one that failed", async () => {
    const turns = createTurns();

    const failed = turns.take(async () => await Promise.reject(new Error("no")));
    const next = turns.take(async () => await Promise.resolve("served"));

    await expect(failed).rejects.toThrow("no");
    expect(await next).toBe("served");
  });

  it("may be long while somebody has one, and for a minute after a slow one", async () => {
    let now = 0;
    const turns = createTurns(() => now);
    const idle = turns.mayBeLong();
    const quick = turns.take(async () => await Promise.resolve());
    const behind = turns.mayBeLong();
    await quick;
    const rested = turns.mayBeLong();
    await turns.take(async () => {
      now += 1600;
      await Promise.resolve();
    });
    await setTimeout(60);
    const slow = turns.mayBeLong();
    now += 61_000;

    expect([idle, behind, rested, slow, turns.mayBeLong()]).toEqual([
      false,
      true,
      false,
      true,
      false,
    ]);
  });
});
