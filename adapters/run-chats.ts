import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { join, resolve } from "node:path";
import { setImmediate, setTimeout as sleep } from "node:timers/promises";
import { announceWhatIsDue } from "../src/announce/announcer.ts";
import { createDispatcher } from "../src/announce/dispatcher.ts";
import { nextDigest } from "../src/announce/local-time.ts";
import { createPace } from "../src/announce/pace.ts";
import { ofPage } from "../src/archive/linked-page.ts";
import type { ReadOutcome, ReleaseFile } from "../src/archive/read-release.ts";
import { ArchiveKeeper } from "../src/desk/archive-keeper.ts";
import type { ArchiveService, StoredArchive } from "../src/desk/archive-service.ts";
import { createCompose } from "../src/desk/compose-deliveries.ts";
import { createDesk } from "../src/desk/create-desk.ts";
import type { Desk } from "../src/desk/desk.ts";
import { createLateAnswers } from "../src/desk/late-answers.ts";
import { createOperate, type Halt } from "../src/desk/operate.ts";
import { createPublish } from "../src/desk/publish.ts";
import { createSubscribe } from "../src/desk/subscribe.ts";
import { warmUp } from "../src/desk/warm-up.ts";
import { createWhy } from "../src/desk/why.ts";
import type { ChatAdapter, Handle } from "../src/domain/chat.ts";
import { type Engine } from "../src/index.ts";
import type { Config } from "../src/runtime/config.ts";
import { pollFeed } from "../src/runtime/feed-source.ts";
import { type Routes, serveHttp } from "../src/runtime/http-server.ts";
import { IndexFile, sourceVersion } from "../src/runtime/index-file.ts";
import type { Logger } from "../src/runtime/logger.ts";
import { originalFile } from "../src/runtime/original-file.ts";
import { createProgress } from "../src/runtime/progress.ts";
import { regularly } from "../src/runtime/regularly.ts";
import { serveFolder } from "../src/runtime/serve-archive.ts";
import { createTurns, type Turns } from "../src/runtime/turns.ts";
import { openStore, type Store } from "../src/store/open-store.ts";
import { createDiscordAdapter } from "./discord/discord-adapter.ts";
import { createTelegramAdapter, type TelegramAdapter } from "./telegram/telegram-adapter.ts";
import { SECRET_HEADER } from "./telegram/webhook.ts";

/** What the process is made of before any platform is known. */
export interface Parts {
  readonly config: Config;
  readonly log: Logger;
  /** Paths are absolute. */
  readonly releasesFolder: string;
  readonly dataFolder: string;
  readonly archive: ArchiveService;
  readonly engine: Engine;
  readonly read: (file: ReleaseFile) => Promise<ReadOutcome>;
  /** What runs when no token is set. */
  readonly terminal: () => ChatAdapter;
}

/** How often other processes' changes are looked for; a change is served within a second. */
const FOLLOW_MS = 300;
const ANNOUNCE_MS = 500;
const DIGESTS_MS = 10_000;
/** After the folder was read for the first time, until what it held is announced: a release waits two seconds for its counterparts. */
const FIRST_ANNOUNCED_MS = 4000;
const FEEDS_MS = 15_000;
const CANARY_MS = 60_000;
/** How often the index is stored, when enough has changed. */
const INDEX_MS = 60_000;
/** A delivery still waiting after this is worth a warning. */
const OVERDUE_MS = 10 * 60_000;
const QUESTIONS_KEPT_MS = 180 * 24 * 3600_000;
/** A start waits so long for the folder; the rest of it is read while questions are answered. */
const FIRST_READING_MS = 12_000;
const HALTED = "announcements halted";
/** Messages a second that a platform takes in bulk. */
const PACE: Readonly<Record<string, number>> = { discord: 40, terminal: 10 };

/** Opens the store of these settings. @throws {StoreError} in one sentence. */
export async function openConfiguredStore(
  { secrets, timeZone }: Pick<Config, "secrets" | "timeZone">,
  dataFolder: string,
  onTrouble?: (error: unknown) => void,
): Promise<Store> {
  return await openStore({
    databaseUrl: secrets.databaseUrl,
    file: join(dataFolder, "pressdesk.sqlite"),
    schedule: (rhythm, after) => nextDigest(rhythm, after, timeZone),
    ...(onTrouble ? { onTrouble } : {}),
  });
}

/** Runs every chat platform whose token is set, the terminal when none is, until `signal` is aborted. */
export async function runChats(parts: Parts, signal: AbortSignal): Promise<void> {
  const { config, log, dataFolder } = parts;
  const onTrouble = (error: unknown): void => {
    log.error({ err: error }, "something went on in spite of a fault");
  };
  const store = await openConfiguredStore(config, dataFolder, onTrouble);
  try {
    await serve(parts, store, { signal, onTrouble });
  } finally {
    await store.close();
  }
}

interface Running {
  readonly signal: AbortSignal;
  readonly onTrouble: (error: unknown) => void;
}

async function serve(parts: Parts, store: Store, running: Running): Promise<void> {
  const { config, log, archive, engine } = parts;
  // The terminal ends by itself, and everything else with it.
  const ended = new AbortController();
  const signal = AbortSignal.any([running.signal, ended.signal]);
  const beside: Running = { ...running, signal };
  const keeper = new ArchiveKeeper({
    store: store.releases,
    archive,
    timeZone: config.timeZone,
    clock: Date.now,
  });
  const index = await indexFileIn(parts.dataFolder);
  await keeper.load(await index.read());
  const reading = readFolder(parts, store, keeper, beside);
  await Promise.race([reading, pauseFor(FIRST_READING_MS)]);
  reading.catch(running.onTrouble);
  await keeper.follow();
  const halt = haltIn(store);
  const desk = deskOf(parts, store, halt);
  const turns = createTurns();
  const handle: Handle = async (request) => await turns.take(() => desk.handle(request));
  const telegram = telegramOf(config, desk, store, log);
  const discord = discordOf({ config, desk, store, log, turns });
  const platforms = [telegram, discord].filter((adapter) => adapter !== null);
  const adapters = platforms.length > 0 ? platforms : [parts.terminal()];
  if (config.http.port !== null) {
    const { port, host } = config.http;
    await serveHttp(routesOf(config, telegram), { port, host }, signal);
  }
  const compose = createCompose({
    collection: archive.collection,
    engine,
    digests: store.digests,
    holdings: store.holdings,
    catchUp: async () => await keeper.follow(),
    questions: store.questions,
    subscriptions: store.subscriptions,
    account: store.account,
    pressContact: config.pressContact,
    organisation: config.organisation,
    timeZone: config.timeZone,
    clock: Date.now,
  });
  const dispatchers = adapters.map((adapter) =>
    createDispatcher({
      adapter,
      outbox: store.outbox,
      compose,
      pace: createPace(paceOf(adapter.platform, config)),
      atOnce: Math.max(16, Math.ceil(paceOf(adapter.platform, config) / 2)),
      clock: Date.now,
      worker: randomUUID(),
      isHalted: async () => await halt.isHalted(),
      onTrouble: running.onTrouble,
    }),
  );
  const chats = async (): Promise<void> => {
    try {
      const warm = warmUp(engine, archive.collection, Date.now());
      // Before anybody can ask: nothing is answered meanwhile, and Discord waits for three seconds only.
      if (platforms.length > 0) await stepwise(warm, beside);
      const served = adapters.map(({ platform }) => platform);
      log.info({ releases: archive.collection.size, platforms: served }, "ready");
      const open = adapters.map(async (adapter) => {
        await adapter.start(handle, signal);
      });
      // At a terminal nobody types as fast.
      await Promise.all([...open, stepwise(warm, beside)]);
    } finally {
      ended.abort();
    }
  };
  await Promise.all([
    chats(),
    ...dispatchers.map(async (dispatcher) => {
      await dispatcher.run(signal);
    }),
    ...routines(parts, store, {
      ...beside,
      reading,
      keeper,
      index,
      turns,
      wake: () => {
        for (const dispatcher of dispatchers) dispatcher.wake();
      },
    }),
  ]);
}

/** Lets everything else go on between two steps. */
async function stepwise(
  steps: Iterable<void>,
  { signal, onTrouble }: Pick<Running, "signal" | "onTrouble">,
): Promise<void> {
  try {
    for (const _ of steps) {
      if (signal.aborted) return;
      await setImmediate();
    }
  } catch (error) {
    onTrouble(error);
  }
}

/** What of the sources decides on what is indexed and found. */
const INDEXED_BY = ["src/text", "src/archive", "src/search", "src/answer"];

async function indexFileIn(dataFolder: string): Promise<IndexFile<StoredArchive>> {
  const root = resolve(import.meta.dirname, "..");
  const version = await sourceVersion(
    join(root, "package-lock.json"),
    INDEXED_BY.map((folder) => join(root, folder)),
  );
  return new IndexFile({ file: join(dataFolder, "index.bin"), version });
}

async function pauseFor(ms: number): Promise<void> {
  await new Promise((done) => setTimeout(done, ms).unref());
}

async function readFolder(
  { releasesFolder, read, log }: Parts,
  store: Store,
  keeper: ArchiveKeeper,
  { signal, onTrouble }: Running,
): Promise<void> {
  await serveFolder({
    folder: releasesFolder,
    read,
    store: store.releases,
    bring: async (brought, isBaseline) => {
      for (const [i, outcome] of (await keeper.bring(brought, isBaseline)).entries()) {
        if (outcome.kind === "unchanged") continue;
        const fields = { release: brought[i]?.release.id, outcome: outcome.kind };
        // Of a whole archive its progress is told.
        if (isBaseline) log.debug(fields, "a release was read");
        else log.info(fields, "a release was read");
      }
    },
    onProgress: createProgress({
      clock: () => performance.now(),
      show: ({ done, all, perSecond, secondsLeft }) => {
        log.info(
          `reading the releases: ${done} of ${all} files, ${perSecond} a second, ${secondsLeft} s left`,
        );
      },
    }),
    onChange: () => {
      keeper.follow().catch(onTrouble);
    },
    onProblem: ({ file, reason }) => {
      log.warn({ file }, reason);
    },
    onTrouble,
    signal,
  });
}

interface Routine extends Running {
  /** Ends when the folder has been read for the first time. */
  readonly reading: Promise<void>;
  readonly keeper: ArchiveKeeper;
  readonly index: IndexFile<StoredArchive>;
  readonly turns: Turns;
  readonly wake: () => void;
}

/** What goes on beside the chats. */
function routines(parts: Parts, store: Store, routine: Routine): Promise<void>[] {
  const { config, log, archive, engine } = parts;
  const { keeper, wake } = routine;
  const { collection } = archive;
  const findAnswers = createLateAnswers({
    engine,
    collection,
    questions: store.questions,
    inTurn: async (work) => await routine.turns.take(work),
  });
  const announce = async (): Promise<void> => {
    const { ledger, fanOut, subscriptions } = store;
    const announced = await announceWhatIsDue(
      { collection, ledger, fanOut, subscriptions, findAnswers },
      Date.now(),
    );
    for (const { release, kind, deliveries } of announced)
      log.info({ release: release.id, kind, deliveries }, "a release was announced");
    if (announced.length > 0) wake();
  };
  const canary = async (): Promise<void> => {
    const waiting = await store.account.overdue(Date.now() - OVERDUE_MS);
    if (waiting > 0)
      log.warn(
        { deliveries: waiting },
        "deliveries have waited longer than ten minutes; see npm run status",
      );
    await store.questions.expire(Date.now() - QUESTIONS_KEPT_MS);
    await store.expire(Date.now());
  };
  const feeds = async (): Promise<void> => {
    for (const address of config.feeds) {
      await pollFeed(address, {
        read: parts.read,
        ofPage,
        memory: store.feeds,
        bring: async (brought, isBaseline) => await keeper.bring(brought, isBaseline),
        origins: async (source) => await store.releases.origins(source),
        hasBaseline: async (name) => await store.releases.hasBaseline(name),
        setBaseline: async (name) => {
          await store.releases.setBaseline(name);
        },
        onProblem: (reason) => {
          log.warn(reason);
        },
        clock: Date.now,
      });
    }
  };
  const collect = async (): Promise<void> => {
    if ((await store.digests.collect(Date.now())) > 0) wake();
  };
  // What came while the process was down belongs in the digests that fell due meanwhile.
  const digests = async (): Promise<void> => {
    const { signal, reading } = routine;
    await Promise.race([reading.catch(() => undefined), once(signal, "abort")]);
    await sleep(FIRST_ANNOUNCED_MS, undefined, { signal }).catch(() => undefined);
    await regularly(collect, DIGESTS_MS, routine);
  };
  return [
    regularly(async () => await keeper.follow(), FOLLOW_MS, routine),
    regularly(announce, ANNOUNCE_MS, routine),
    digests(),
    regularly(canary, CANARY_MS, routine),
    regularly(
      async () => {
        const stored = archive.store();
        if (stored) await routine.index.write(stored);
      },
      INDEX_MS,
      routine,
    ),
    ...(config.feeds.length > 0 ? [regularly(feeds, FEEDS_MS, routine)] : []),
  ];
}

function haltIn({ marks }: Store): Halt {
  return {
    isHalted: async () => (await marks.get(HALTED)) !== null,
    set: async (halted) => {
      if (halted) await marks.set(HALTED, "yes");
      else await marks.clear(HALTED);
    },
  };
}

function deskOf(
  { config, archive, engine, read, log, releasesFolder }: Parts,
  store: Store,
  halt: Halt,
): Desk {
  const { subscriptions, account, audit, questions, releases, chats, drafts, originals, kept } =
    store;
  const { timeZone } = config;
  const clock = Date.now;
  return createDesk({
    engine,
    collection: archive.collection,
    settings: chats,
    kept,
    originalOf: async ({ id }) => {
      const origin = await originals.originOf(id);
      return (
        (await originals.find(id)) ?? (origin ? await originalFile(releasesFolder, origin) : null)
      );
    },
    questions,
    defaultLanguage: config.defaultLanguage,
    pressContact: config.pressContact,
    organisation: config.organisation,
    clock,
    useCases: [
      createSubscribe({ subscriptions, clock }),
      createWhy({ subscriptions, account }),
      createPublish({
        read,
        releases,
        subscriptions,
        account,
        collection: archive.collection,
        audit,
        drafts,
        originals,
        timeZone,
        clock,
      }),
      createOperate({ account, questions, halt, audit, timeZone, clock }),
    ],
    onError: (error) => {
      log.error({ err: error }, "a request failed");
    },
  });
}

function paceOf(platform: string, { telegram }: Config): number {
  return platform === "telegram" ? telegram.messagesPerSecond : (PACE[platform] ?? 1);
}

function telegramOf(config: Config, desk: Desk, store: Store, log: Logger): TelegramAdapter | null {
  const { telegramToken: token, telegramWebhookSecret: secret } = config.secrets;
  const { apiRoot, officers, webhookUrl: url, linkPreviews: previews, oldestMs } = config.telegram;
  if (token === null) return null;
  return createTelegramAdapter(
    {
      token,
      apiRoot,
      officers,
      language: config.defaultLanguage,
      previews,
      ...(oldestMs === null ? {} : { oldestMs }),
      ...(url === null || secret === null ? {} : { webhook: { url, secret } }),
    },
    {
      share: (...asked) => desk.share(...asked),
      seen: store.seen,
      moved: async (from, to) => {
        await store.moved({ platform: "telegram", chat: from }, to);
      },
      log,
      now: Date.now,
    },
  );
}

interface DiscordParts {
  readonly config: Config;
  readonly desk: Desk;
  readonly store: Store;
  readonly log: Logger;
  readonly turns: Turns;
}

function discordOf({ config, desk, store, log, turns }: DiscordParts): ChatAdapter | null {
  const { discordToken: token } = config.secrets;
  const { apiRoot, guildId, officers } = config.discord;
  if (token === null) return null;
  return createDiscordAdapter(
    { token, apiRoot, guildId, officers, language: config.defaultLanguage },
    { suggest: (...asked) => desk.suggest(...asked), seen: store.seen, turns, log, now: Date.now },
  );
}

/** Health for whoever watches the process, and Telegram's webhook at the path of its address. */
function routesOf(config: Config, telegram: TelegramAdapter | null): Routes {
  const health: Routes = { "/health": () => Promise.resolve({ status: 200, text: "ok" }) };
  const { webhookUrl } = config.telegram;
  if (!telegram || webhookUrl === null) return health;
  return {
    ...health,
    [new URL(webhookUrl).pathname]: async ({ body, headers }) => {
      const status = await telegram.webhook({ body, secret: headers[SECRET_HEADER] });
      return { status, text: "" };
    },
  };
}
