import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { CommandOutcome, Commands } from "../archive/formats/commands.ts";
import type { ReadOutcome, ReleaseFile } from "../archive/read-release.ts";

type ReadFile = (file: ReleaseFile, commands: Commands) => Promise<ReadOutcome>;

/** From the reader's process: what it read, or a command that it wants run. */
type FromWorker =
  | { readonly kind: "outcome"; readonly outcome: ReadOutcome }
  | { readonly kind: "command"; readonly call: number; readonly command: CommandCall };

type CommandCall =
  | { readonly name: "pdfWords"; readonly pdf: Uint8Array }
  | { readonly name: "pdfPicture"; readonly pdf: Uint8Array; readonly page: number }
  | {
      readonly name: "recognise";
      readonly picture: Uint8Array;
      readonly languages: readonly string[];
    };

type ToWorker =
  | { readonly kind: "file"; readonly file: ReleaseFile }
  | { readonly kind: "result"; readonly call: number; readonly result: CommandOutcome };

export interface IsolatedReaderOptions {
  /** A module that calls {@link serveReader}. */
  readonly worker: URL;
  readonly commands: Commands;
  /** Time that the reading itself may take, commands not counted; 10 s by default. */
  readonly deadlineMs?: number;
  /** Heap that the reading may use; 512 MB by default. */
  readonly memoryMb?: number;
}

const DEADLINE_MS = 10_000;
const MEMORY_MB = 512;

/**
 * Reads files in a process of its own, one after the other: a file that makes a reader hang or grow costs that process, which
 * is started anew, and ends in a sentence. Not a thread: one that runs out of memory may take the whole process with it.
 */
export class IsolatedReader {
  readonly #options: IsolatedReaderOptions;
  #worker: ChildProcess | null = null;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: IsolatedReaderOptions) {
    this.#options = options;
  }

  async read(file: ReleaseFile): Promise<ReadOutcome> {
    const reading = this.#last.then(async () => await this.#readNext(file));
    this.#last = reading;
    return await reading;
  }

  /** Ends the process; it does not keep ours alive between files anyway. */
  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    worker?.kill("SIGKILL");
    await Promise.resolve();
  }

  async #readNext(file: ReleaseFile): Promise<ReadOutcome> {
    const worker = this.#worker ?? this.#start();
    this.#worker = worker;
    worker.ref();
    worker.channel?.ref();
    const outcome = await new Session(worker, file, this.#options).outcome;
    if (outcome.kind === "lost") {
      await this.close();
      return {
        kind: "problem",
        problem: { file: file.name, reason: `${file.name}: ${outcome.reason}.` },
      };
    }
    worker.unref();
    worker.channel?.unref();
    return outcome.outcome;
  }

  #start(): ChildProcess {
    const { worker, memoryMb = MEMORY_MB } = this.#options;
    return fork(fileURLToPath(worker), [], {
      serialization: "advanced",
      execArgv: [`--max-old-space-size=${memoryMb}`],
      // Libraries may warn; nothing that they print is a line of ours.
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
  }
}

type SessionOutcome =
  | { readonly kind: "read"; readonly outcome: ReadOutcome }
  | { readonly kind: "lost"; readonly reason: string };

/** The reading of one file. */
class Session {
  readonly outcome: Promise<SessionOutcome>;
  readonly #commands: Commands;
  readonly #worker: ChildProcess;
  readonly #settle: (outcome: SessionOutcome) => void;
  readonly #deadline: Deadline;

  constructor(worker: ChildProcess, file: ReleaseFile, options: IsolatedReaderOptions) {
    const { promise, resolve } = Promise.withResolvers<SessionOutcome>();
    const { commands, deadlineMs = DEADLINE_MS, memoryMb = MEMORY_MB } = options;
    this.#worker = worker;
    this.#commands = commands;
    this.#deadline = new Deadline(deadlineMs, () => {
      resolve({
        kind: "lost",
        reason: `reading it took longer than ${deadlineMs / 1000} s; save it as plain text`,
      });
    });
    const onError = (): void => {
      resolve({ kind: "lost", reason: "it is damaged or not what it seems; save it again" });
    };
    const onExit = (code: number | null, signal: NodeJS.Signals | null): void => {
      // How Node ends when its heap is full: by SIGABRT, which a shell tells as 134.
      const isFull = signal === "SIGABRT" || code === 134;
      if (!isFull) onError();
      else
        resolve({
          kind: "lost",
          reason: `reading it needs more than ${memoryMb} MB; save it as plain text`,
        });
    };
    const onMessage = (message: FromWorker): void => {
      if (message.kind === "outcome") resolve({ kind: "read", outcome: message.outcome });
      else void this.#run(message.call, message.command);
    };
    this.#settle = resolve;
    worker.on("message", onMessage).on("error", onError).on("exit", onExit);
    this.outcome = promise.finally(() => {
      this.#deadline.stop();
      worker.off("message", onMessage).off("error", onError).off("exit", onExit);
    });
    worker.send({ kind: "file", file } satisfies ToWorker);
  }

  /** A command has a limit of its own: the deadline waits. */
  async #run(call: number, command: CommandCall): Promise<void> {
    this.#deadline.pause();
    try {
      const result = await this.#resultOf(command);
      this.#worker.send({ kind: "result", call, result } satisfies ToWorker);
    } catch {
      this.#settle({ kind: "lost", reason: "a command that reads it failed; try again" });
    }
    this.#deadline.resume();
  }

  async #resultOf(command: CommandCall): Promise<CommandOutcome> {
    if (command.name === "pdfWords") return await this.#commands.pdfWords(command.pdf);
    if (command.name === "pdfPicture")
      return await this.#commands.pdfPicture(command.pdf, command.page);
    return await this.#commands.recognise(command.picture, command.languages);
  }
}

/** A timer that counts only the time in which it is not paused. */
class Deadline {
  #leftMs: number;
  #since = performance.now();
  #timer: NodeJS.Timeout | undefined;
  readonly #end: () => void;

  constructor(leftMs: number, end: () => void) {
    this.#leftMs = leftMs;
    this.#end = end;
    this.resume();
  }

  pause(): void {
    clearTimeout(this.#timer);
    this.#leftMs -= performance.now() - this.#since;
  }

  resume(): void {
    this.#since = performance.now();
    this.#timer = setTimeout(this.#end, Math.max(0, this.#leftMs));
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}

/** What the reader's process needs of `process`. */
export interface ReaderPort {
  send(message: object): void;
  on(event: "message", listener: (message: ToWorker) => void): void;
}

/** The process's side: reads the files that come through `port`; commands are run on the other side. */
export function serveReader(port: ReaderPort, read: ReadFile): void {
  const waiting = new Map<number, (result: CommandOutcome) => void>();
  let calls = 0;
  const ask = async (command: CommandCall): Promise<CommandOutcome> => {
    const { promise, resolve } = Promise.withResolvers<CommandOutcome>();
    calls += 1;
    waiting.set(calls, resolve);
    port.send({ kind: "command", call: calls, command } satisfies FromWorker);
    return await promise;
  };
  const commands: Commands = {
    pdfWords: async (pdf) => await ask({ name: "pdfWords", pdf }),
    pdfPicture: async (pdf, page) => await ask({ name: "pdfPicture", pdf, page }),
    recognise: async (picture, languages) => await ask({ name: "recognise", picture, languages }),
  };
  port.on("message", (message: ToWorker) => {
    if (message.kind === "result") {
      waiting.get(message.call)?.(message.result);
      waiting.delete(message.call);
    } else void answer(port, message.file, { read, commands });
  });
}

async function answer(
  port: ReaderPort,
  file: ReleaseFile,
  { read, commands }: { readonly read: ReadFile; readonly commands: Commands },
): Promise<void> {
  const outcome = await read(file, commands);
  port.send({ kind: "outcome", outcome } satisfies FromWorker);
}
