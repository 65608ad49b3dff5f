import { setTimeout as sleep } from "node:timers/promises";
import * as fc from "fast-check";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { DeliveryOutcome, Reply } from "../../../src/index.ts";
import { whyNot } from "../../_support/platforms.ts";
import { messagesIn, rawText, WARM_UP_MS, warmUp } from "./bench.ts";
import { hostileReply } from "./hostile.ts";
import { openScene, type Scene } from "./scene.ts";

const skip = whyNot("fake-discord");
const MENTION = /@(?:everyone|here)\b/u;

beforeAll(warmUp, WARM_UP_MS);

describe.skipIf(skip !== undefined)(
  `hostile text of a release before Discord${skip ? ` (${skip})` : ""}`,
  () => {
    let scene: Scene;
    let next: Reply;
    beforeEach(async () => {
      scene = await openScene({ handle: () => Promise.resolve(next) });
    });
    afterEach(async () => {
      // Throws when a request broke Discord's description or could have pinged.
      await scene.close();
    });

    /** Again when it went faster than discord.js lets it. */
    async function deliver(reply: Reply): Promise<DeliveryOutcome> {
      const outcome = await scene.adapter.deliver(scene.channel, reply);
      if (outcome.kind !== "later") return outcome;
      await sleep(outcome.retryAfterMs);
      return await deliver(reply);
    }

    function pinged(channel: string): unknown[] {
      return messagesIn(scene.fake, channel).filter(
        (message) =>
          message.mentions.length > 0 ||
          message.mention_everyone ||
          // What is to be copied stands between fences, to the letter.
          MENTION.test(rawText(message).replaceAll(/```[\s\S]*?```/gu, "")),
      );
    }

    it("is taken as it is delivered and edited, and pings nobody", async () => {
      await fc.assert(
        fc.asyncProperty(hostileReply, hostileReply, async (first, second) => {
          const sent = await deliver(first);
          const id = sent.kind === "sent" ? sent.messageId : "";
          const revised =
            sent.kind === "sent" && (await scene.adapter.revise(scene.channel, id, second));

          // Only a reply that shows nothing is refused, and an edit that needs more messages.
          expect(["sent", "refused"]).toContain(sent.kind);
          expect(JSON.stringify([sent, revised])).not.toContain("50035");
          expect(pinged(scene.channel)).toEqual([]);
        }),
        { numRuns: 40 },
      );
    }, 30_000);

    it("is taken in answer to a command, with its buttons", async () => {
      const replies = fc.sample(hostileReply, 9);
      for (const reply of replies) {
        next = { ...reply, blocks: [{ kind: "text", text: "Here:" }, ...reply.blocks] };
        await scene.command("latest");
      }

      expect(scene.logged.filter((line) => line.includes("refused"))).toEqual([]);
      expect(pinged(scene.channel)).toEqual([]);
    });
  },
);
