import { existsSync, readFileSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";
import { parse as parseDotenv } from "dotenv";
import { Engine } from "../src/answer/engine.ts";
import { learntFrom } from "../src/answer/learnt.ts";
import { Library } from "../src/answer/library.ts";
import { Collection } from "../src/archive/collection.ts";
import { isPlain } from "../src/archive/is-plain.ts";
import { type ReadOutcome, type ReleaseFile, readRelease } from "../src/archive/read-release.ts";
import { ArchiveService } from "../src/desk/archive-service.ts";
import type { ChatAdapter } from "../src/domain/chat.ts";
import { type Config, ConfigError, readConfig } from "../src/runtime/config.ts";
import { readDataFiles } from "../src/runtime/data-files.ts";
import { IsolatedReader } from "../src/runtime/isolated-reader.ts";
import { createLogger } from "../src/runtime/logger.ts";
import { readingCommands } from "../src/runtime/reading-commands.ts";
import { readReleasesFolder } from "../src/runtime/releases-folder.ts";
import { lexiconFrom } from "../src/text/lexicon.ts";
import { ask } from "./commands/ask.ts";
import { backup } from "./commands/backup.ts";
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
import { releases as releasesCommand } from "./commands/releases.ts";
import { createStart } from "./commands/start.ts";
import { status } from "./commands/status.ts";
import { openConfiguredStore, runChats } from "./run-chats.ts";
import { createTerminalAdapter } from "./terminal/terminal-adapter.ts";

const ROOT = resolve(import.meta.dirname, "..");
const COMMANDS: Readonly<Record<string, CommandLine>> = {
  ask,
  backup,
  batch,
  inspect,
  releases: releasesCommand,
  status,
  start: createStart(run),
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

/** An archive without releases, and the engine that answers from it. */
async function emptyArchive(
  timeZone: string,
): Promise<{ readonly archive: ArchiveService; readonly engine: Engine }> {
  const data = await readDataFiles(join(ROOT, "data"));
  const library = new Library(lexiconFrom(data));
  const engine = new Engine({ library, ...learntFrom(data) });
  return { archive: new ArchiveService(new Collection(timeZone), library), engine };
}

/** Reads a folder of releases and makes it ready to be asked; changes nothing. */
export async function open(
  folder: string,
  timeZone: string,
  budgetMs?: number,
): Promise<OpenArchive & { readonly archive: ArchiveService }> {
  const { archive, engine } = await emptyArchive(timeZone);
  const { releases, problems } = await readReleasesFolder(folder, read, {
    isQuick: isPlain,
    ...(budgetMs === undefined ? {} : { budgetMs }),
  });
  archive.putAll(releases);
  return { archive, collection: archive.collection, engine, problems };
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

/** The chats, until `signal` is aborted. */
async function run(signal: AbortSignal): Promise<void> {
  const config = settings();
  const log = createLogger(config.logLevel, config.secrets, process.stderr);
  const { archive, engine } = await emptyArchive(config.timeZone);
  await runChats(
    {
      config,
      log,
      releasesFolder: fromRoot(config.releasesDirectory),
      dataFolder: fromRoot(config.dataDirectory),
      archive,
      engine,
      read,
      terminal,
    },
    signal,
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
    openStore: async () => await openConfiguredStore(config, fromRoot(config.dataDirectory)),
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
