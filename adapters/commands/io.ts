import type {
  AuditLog,
  Collection,
  DeliveryAccount,
  Engine,
  Problem,
  ReadOutcome,
  ReleaseFile,
  ReleaseStore,
} from "../../src/index.ts";

/** What a command line may use of the process. */
export interface Io {
  /** A line for standard output. */
  out(line: string): void;
  /** A line for standard error. */
  err(line: string): void;
  /** A path as the user gave it, from the folder in which npm was called. */
  resolve(path: string): string;
  readonly isTerminal: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

/** Releases read and ready to be asked. */
export interface OpenArchive {
  readonly collection: Collection;
  readonly engine: Engine;
  readonly problems: readonly Problem[];
}

/** What the composition root gives to every command line. */
export interface Workspace {
  readonly io: Io;
  /** Where releases are kept by the settings. */
  readonly releasesFolder: string;
  readonly pressContact: string | null;
  readonly organisation: string | null;
  readonly timeZone: string;
  /** Reads a folder of releases, at most `budgetMs` long; changes nothing. @throws {Error} in one sentence when the folder can't be read. */
  open(folder: string, timeZone: string, budgetMs?: number): Promise<OpenArchive>;
  /** The store of the settings; who opens it closes it. @throws {Error} in one sentence. */
  openStore(): Promise<CommandStore>;
  /** The releases of one file, read so that nothing in it can hang or crash the process. */
  read(file: ReleaseFile): Promise<ReadOutcome>;
  now(): number;
}

/** What command lines need of the store. */
export interface CommandStore {
  readonly releases: ReleaseStore;
  readonly account: DeliveryAccount;
  readonly audit: AuditLog;
  backup(file: string): Promise<void>;
  close(): Promise<void>;
}

/** Exit codes of every command line. */
export const EXIT = { done: 0, failed: 1, usage: 2 } as const;

/** Called wrongly: shown with the command's usage. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** A command line: `npm run NAME -- ...`. */
export interface CommandLine {
  readonly usage: string;
  /** Resolves with an exit code. @throws {UsageError} */
  run(parameters: readonly string[], workspace: Workspace): Promise<number>;
}
