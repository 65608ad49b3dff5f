import { existsSync, readFileSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";
import { parse as parseDotenv } from "dotenv";
import { Engine } from "../src/answer/engine.ts";
import { FEATURES } from "../src/answer/features.ts";
import { asForest } from "../src/answer/forest.ts";
import { Library } from "../src/answer/library.ts";
import { createSpanReader } from "../src/answer/reader/span-reader.ts";
import { Collection } from "../src/archive/collection.ts";
import { isPlain } from "../src/archive/is-plain.ts";
import { type ReadOutcome, type ReleaseFile, readRelease } from "../src/archive/read-release.ts";
import { ArchiveService } from "../src/desk/archive-service.ts";
import { createDesk } from "../src/desk/create-desk.ts";
import type { Desk } from "../src/desk/desk.ts";
import { createMemorySettings } from "../src/desk/memory-settings.ts";
import type { ChatAdapter } from "../src/domain/chat.ts";
import type { Release } from "../src/domain/release.ts";
import { type Config, ConfigError, readConfig } from "../src/runtime/config.ts";
import { readDataFiles } from "../src/runtime/data-files.ts";
import { type Routes, serveHttp } from "../src/runtime/http-server.ts";
import { IsolatedReader } from "../src/runtime/isolated-reader.ts";
import { createLogger, type Logger } from "../src/runtime/logger.ts";
import { readingCommands } from "../src/runtime/reading-commands.ts";
import { readReleasesFolder } from "../src/runtime/releases-folder.ts";
import { createSeenKeys } from "../src/runtime/seen-keys.ts";
import { type FolderChanges, watchReleasesFolder } from "../src/runtime/watch-folder.ts";
import { Lexicon, parseGroups } from "../src/text/lexicon.ts";
import { ask } from "./commands/ask.ts";
import { batch } from "./commands/batch.ts";
import { inspect } from "./commands/inspect.ts";
import {
  type CommandLine,
  EXIT,
  type Io,
  type OpenArchive,
  UsageError,
  type Workspace,
} from "./commands/io.ts";
import { createStart } from "./commands/start.ts";
import { createDiscordAdapter } from "./discord/discord-adapter.ts";
import { createTelegramAdapter, type TelegramAdapter } from "./telegram/telegram-adapter.ts";
import { SECRET_HEADER } from "./telegram/webhook.ts";
import { createTerminalAdapter } from "./terminal/terminal-adapter.ts";

const ROOT = resolve(import.meta.dirname, "..");
const COMMANDS: Readonly<Record<string, CommandLine>> = {
  ask,
  batch,
  inspect,
  start: createStart(runChats),
};
/** Columns where the output is no terminal. */
const DEFAULT_WIDTH = 100;

const isolated = new IsolatedReader({
  worker: new URL("reader-worker.ts", import.meta.url),
  commands: readingCommands(),
});

/** Text at once, every other format in a thread of its own. */
async function read(file: ReleaseFile): Promise<ReadOutcome> {
  return isPlain(file.bytes) ? await readRelease(file) : await isolated.read(file);
}

/** Reads a folder of releases and makes it ready to be asked; changes nothing. */
export async function open(
  folder: string,
  timeZone: string,
  budgetMs?: number,
): Promise<OpenArchive & { readonly archive: ArchiveService }> {
  const data = await readDataFiles(join(ROOT, "data"));
  const library = new Library(new Lexicon(data.lexicon.flatMap(parseGroups)));
  const collection = new Collection(timeZone);
  const archive = new ArchiveService(collection, library);
  const { releases, problems } = await readReleasesFolder(folder, read, {
    isQuick: isPlain,
    ...(budgetMs === undefined ? {} : { budgetMs }),
  });
  for (const release of releases) archive.put(release);
  const engine = new Engine({
    library,
    reader: createSpanReader(data.reader),
    sentences: asForest(data.sentences, FEATURES),
  });
  return { archive, collection, engine, problems };
}

const io: Io = {
  out: (line) => {
    process.stdout.write(`${line}\n`);
  },
  err: (line) => {
    process.stderr.write(`${line}\n`);
  },
  resolve: (path) =>
    isAbsolute(path) ? path : resolve(process.env["INIT_CWD"] ?? process.cwd(), path),
  isTerminal: process.stdout.isTTY,
  width: process.stdout.isTTY ? process.stdout.columns : DEFAULT_WIDTH,
};

/** The environment goes before `.env`, which lies beside package.json. */
function settings(): Config {
  const file = join(ROOT, ".env");
  const fromFile = existsSync(file) ? parseDotenv(readFileSync(file)) : {};
  return readConfig({ ...fromFile, ...withoutBlanks(process.env) });
}

function withoutBlanks(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value?.trim() !== ""),
  );
}

/** Runs every chat platform whose token is set, the terminal when none is, until `signal` is aborted. */
async function runChats(signal: AbortSignal): Promise<void> {
  const config = settings();
  const log = createLogger(config.logLevel, config.secrets, process.stderr);
  const folder = fromRoot(config.releasesDirectory);
  const { archive, collection, engine, problems } = await open(folder, config.timeZone);
  for (const { file, reason } of problems) log.warn({ file }, reason);
  for (const name of notUsedYet(config))
    log.warn({ setting: name }, "this setting is not used yet");
  const changes = followChanges(archive, log);
  watchReleasesFolder(folder, read, changes, signal);
  const desk = createDesk({
    engine,
    collection,
    settings: createMemorySettings(),
    defaultLanguage: config.defaultLanguage,
    pressContact: config.pressContact,
    organisation: config.organisation,
    clock: Date.now,
    useCases: [],
    onError: (error) => {
      log.error({ err: error }, "a request failed");
    },
  });
  const telegram = telegramOf(config, desk, log);
  const discord = discordOf(config, desk, log);
  const platforms = [telegram, discord].filter((adapter) => adapter !== null);
  const adapters = platforms.length > 0 ? platforms : [terminal()];
  if (config.http.port !== null) {
    const { port, host } = config.http;
    await serveHttp(routesOf(config, telegram), { port, host }, signal);
  }
  log.info(
    { releases: collection.size, platforms: adapters.map(({ platform }) => platform) },
    "ready",
  );
  await Promise.all(adapters.map(async (adapter) => await adapter.start(desk.handle, signal)));
}

/** Settings that a later version will use; better said than passed over. */
function notUsedYet({ feeds, secrets }: Config): string[] {
  return [
    ...(feeds.length > 0 ? ["RELEASE_FEEDS"] : []),
    ...(secrets.databaseUrl === null ? [] : ["DATABASE_URL"]),
  ];
}

/** Takes changes of the folder into the archive; an edited file is a new revision. */
function followChanges(archive: ArchiveService, log: Logger): FolderChanges {
  return {
    onFile: (file, outcome) => {
      if (outcome.kind === "problem") log.warn({ file }, outcome.problem.reason);
      for (const release of releasesOf(outcome)) {
        const before = archive.collection.stored(release.id);
        archive.put({ ...release, revision: (before?.revision ?? 0) + 1 });
        log.info({ release: release.id }, "a release was read");
      }
    },
    onGone: (id) => {
      archive.delete(id);
      log.info({ release: id }, "a release is no longer served");
    },
  };
}

function releasesOf(outcome: ReadOutcome): readonly Release[] {
  return outcome.kind === "releases" ? outcome.releases : [];
}

function telegramOf(config: Config, desk: Desk, log: Logger): TelegramAdapter | null {
  const { telegramToken: token, telegramWebhookSecret: secret } = config.secrets;
  const { apiRoot, officers, webhookUrl: url } = config.telegram;
  if (token === null) return null;
  return createTelegramAdapter(
    {
      token,
      apiRoot,
      officers,
      language: config.defaultLanguage,
      ...(url === null || secret === null ? {} : { webhook: { url, secret } }),
    },
    { share: (...asked) => desk.share(...asked), seen: createSeenKeys(), log, now: Date.now },
  );
}

function discordOf(config: Config, desk: Desk, log: Logger): ChatAdapter | null {
  const { discordToken: token } = config.secrets;
  const { apiRoot, guildId, officers } = config.discord;
  if (token === null) return null;
  return createDiscordAdapter(
    { token, apiRoot, guildId, officers, language: config.defaultLanguage },
    { suggest: (...asked) => desk.suggest(...asked), seen: createSeenKeys(), log, now: Date.now },
  );
}

function terminal(): ChatAdapter {
  return createTerminalAdapter({
    input: process.stdin,
    output: process.stdout,
    isInteractive: process.stdin.isTTY && process.stdout.isTTY,
    width: () => (process.stdout.isTTY ? process.stdout.columns : DEFAULT_WIDTH),
    clock: Date.now,
  });
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

async function main(name: string, parameters: readonly string[]): Promise<number> {
  const command = COMMANDS[name];
  if (!command) {
    io.err(`There is no command ${name}. Commands: ${Object.keys(COMMANDS).join(", ")}.`);
    return EXIT.usage;
  }
  if (parameters.includes("--help")) {
    io.out(`Usage: ${command.usage}`);
    return EXIT.done;
  }
  try {
    const config = settings();
    return await command.run(parameters, workspace(config));
  } catch (error) {
    return failure(error, command);
  } finally {
    // A file that still makes it work is of no use any more.
    await isolated.close();
  }
}

function workspace(config: Config): Workspace {
  return {
    io,
    releasesFolder: fromRoot(config.releasesDirectory),
    pressContact: config.pressContact,
    organisation: config.organisation,
    timeZone: config.timeZone,
    open,
    read,
    now: Date.now,
  };
}

/** A setting's path counts from the project's folder, where `.env` lies. */
function fromRoot(path: string): string {
  return isAbsolute(path) ? path : resolve(ROOT, path);
}

function failure(error: unknown, { usage }: CommandLine): number {
  if (error instanceof ConfigError) {
    io.err(error.message);
    return EXIT.usage;
  }
  const isMisuse =
    error instanceof UsageError ||
    (error instanceof TypeError &&
      "code" in error &&
      String(error.code).startsWith("ERR_PARSE_ARGS"));
  if (isMisuse) {
    io.err(`${error.message}\nUsage: ${usage}`);
    return EXIT.usage;
  }
  io.err(error instanceof Error ? error.message : String(error));
  return EXIT.failed;
}

if (import.meta.main) {
  // `| head` closes the pipe early: that is no failure.
  process.stdout.on("error", () => process.exit());
  const [name = "start", ...parameters] = process.argv.slice(2);
  process.exitCode = await main(name, parameters);
}
