import { randomUUID } from "node:crypto";
import { createDispatcher } from "../../../src/announce/dispatcher.ts";
import { createPace } from "../../../src/announce/pace.ts";
import { readRelease } from "../../../src/archive/read-release.ts";
import { createCompose } from "../../../src/desk/compose-deliveries.ts";
import { createDesk } from "../../../src/desk/create-desk.ts";
import { createOperate } from "../../../src/desk/operate.ts";
import { createPublish } from "../../../src/desk/publish.ts";
import { createSubscribe } from "../../../src/desk/subscribe.ts";
import { createWhy } from "../../../src/desk/why.ts";
import { Bureau } from "../../_support/bureau.ts";
import type { Scene, SceneOptions } from "./scene.ts";
import { openScene } from "./scene.ts";

/** A press office whose chats are on the stand-in: asking, subscribing, publishing, announcing. */
export interface PressDesk {
  readonly bureau: Bureau;
  readonly scene: Scene;
  /** Announces what is due and sends all that can be sent. */
  publish(): Promise<void>;
  close(): Promise<void>;
}

const HALTED = "halted";
const TIME_ZONE = "UTC";

/** Wired as the process wires it, over a store in memory; `bureau.now` is the desk's clock. */
export async function openPressDesk(options: Omit<SceneOptions, "handle">): Promise<PressDesk> {
  const bureau = await Bureau.open(TIME_ZONE);
  const { store, collection, engine } = bureau;
  const { subscriptions, account, audit, questions, releases, marks, drafts, originals } = store;
  const clock = (): number => bureau.now;
  const halt = {
    isHalted: async () => (await marks.get(HALTED)) !== null,
    set: async (halted: boolean) => {
      await (halted ? marks.set(HALTED, "yes") : marks.clear(HALTED));
    },
  };
  const desk = createDesk({
    engine,
    collection,
    settings: store.chats,
    kept: store.kept,
    originalOf: async ({ id }) => await originals.find(id),
    questions,
    defaultLanguage: "en",
    pressContact: null,
    organisation: null,
    clock,
    useCases: [
      createSubscribe({ subscriptions, clock }),
      createWhy({ subscriptions, account }),
      createPublish({
        read: readRelease,
        releases,
        subscriptions,
        account,
        collection: bureau.collection,
        audit,
        drafts,
        originals,
        timeZone: TIME_ZONE,
        clock,
      }),
      createOperate({ account, questions, halt, audit, timeZone: TIME_ZONE, clock }),
    ],
    onError: (error) => {
      throw error;
    },
  });
  const scene = await openScene({
    ...options,
    handle: async (request) => {
      const reply = await desk.handle(request);
      await bureau.keeper.follow();
      return reply;
    },
    ports: {
      share: (query, language) => desk.share(query, language),
      seen: store.seen,
      moved: async (from, to) => {
        await store.moved({ platform: "telegram", chat: from }, to);
      },
      ...options.ports,
    },
  });
  const send = async (): Promise<void> => {
    const dispatcher = createDispatcher({
      adapter: scene.adapter,
      outbox: store.outbox,
      compose: createCompose({
        collection,
        engine,
        digests: store.digests,
        holdings: store.holdings,
        catchUp: async () => await bureau.keeper.follow(),
        questions,
        subscriptions,
        account,
        pressContact: null,
        organisation: null,
        timeZone: TIME_ZONE,
        clock,
      }),
      pace: createPace(10_000),
      clock,
      worker: randomUUID(),
      isHalted: halt.isHalted,
      onTrouble: (error) => {
        throw error;
      },
    });
    const stop = new AbortController();
    const running = dispatcher.run(stop.signal);
    await bureau.until(async () => (await halt.isHalted()) || !(await isUnderWay()));
    stop.abort();
    await running;
  };
  const isUnderWay = async (): Promise<boolean> => {
    const [telegram] = await account.counts();
    return telegram !== undefined && telegram.counts.pending + telegram.counts.sending > 0;
  };
  return {
    bureau,
    scene,
    publish: async () => {
      await bureau.announce();
      await send();
    },
    close: async () => {
      await scene.close();
      await store.close();
    },
  };
}
