import { type MessagePort, Worker } from "node:worker_threads";
import type { CommandOutcome, Commands } from "../archive/formats/commands.ts";
import type { ReadOutcome, ReleaseFile } from "../archive/read-release.ts";

type ReadFile = (file: ReleaseFile, commands: Commands) => Promise<ReadOutcome>;

/** From the reader's thread: what it read, or a command that it wants run. */
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
/** Deep nesting needs stack; a reader that needs more is refused. */
const STACK_MB = 8;

/**
 * Reads files in a thread of its own, one after the other: a file that makes a reader hang or grow costs that thread, which is
 * started anew, and ends in a sentence.
 */
export class IsolatedReader {
  readonly #options: IsolatedReaderOptions;
  #worker: Worker | null = null;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: IsolatedReaderOptions) {
    this.#options = options;
  }

  async read(file: ReleaseFile): Promise<ReadOutcome> {
    const reading = this.#last.then(async () => await this.#readNext(file));
    this.#last = reading;
    return await reading;
  }

  /** Ends the thread; it does not keep the process alive between files anyway. */
  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }

  async #readNext(file: ReleaseFile): Promise<ReadOutcome> {
    const worker = this.#worker ?? this.#start();
    this.#worker = worker;
    worker.ref();
    const outcome = await new Session(worker, file, this.#options).outcome;
    if (outcome.kind === "lost") {
      await this.close();
      return {
        kind: "problem",
        problem: { file: file.name, reason: `${file.name}: ${outcome.reason}.` },
      };
    }
    worker.unref();
    return outcome.outcome;
  }

  #start(): Worker {
    const { worker, memoryMb = MEMORY_MB } = this.#options;
    return new Worker(worker, {
      resourceLimits: { maxOldGenerationSizeMb: memoryMb, stackSizeMb: STACK_MB },
      // Libraries may warn; nothing that they print is a line of ours.
      stdout: true,
      stderr: true,
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
  readonly #worker: Worker;
  readonly #settle: (outcome: SessionOutcome) => void;
  readonly #deadline: Deadline;

  constructor(worker: Worker, file: ReleaseFile, options: IsolatedReaderOptions) {
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
    const onError = (error: Error): void => {
      const full = "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
      const reason = full
        ? `reading it needs more than ${memoryMb} MB; save it as plain text`
        : "it is damaged or not what it seems; save it again";
      resolve({ kind: "lost", reason });
    };
    const onExit = (): void => {
      onError(new Error("the thread ended"));
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
    worker.postMessage({ kind: "file", file } satisfies ToWorker, []);
  }

  /** A command has a limit of its own: the deadline waits. */
  async #run(call: number, command: CommandCall): Promise<void> {
    this.#deadline.pause();
    try {
      const result = await this.#resultOf(command);
      this.#worker.postMessage({ kind: "result", call, result } satisfies ToWorker, []);
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

/** The thread's side: reads the files that come through `port`; commands are run on the other side. */
export function serveReader(port: MessagePort, read: ReadFile): void {
  const waiting = new Map<number, (result: CommandOutcome) => void>();
  let calls = 0;
  const ask = async (command: CommandCall): Promise<CommandOutcome> => {
    const { promise, resolve } = Promise.withResolvers<CommandOutcome>();
    calls += 1;
    waiting.set(calls, resolve);
    port.postMessage({ kind: "command", call: calls, command } satisfies FromWorker, []);
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
  port: MessagePort,
  file: ReleaseFile,
  { read, commands }: { readonly read: ReadFile; readonly commands: Commands },
): Promise<void> {
  const outcome = await read(file, commands);
  port.postMessage({ kind: "outcome", outcome } satisfies FromWorker, []);
}
