import { spawn } from "node:child_process";
import type { CommandOutcome, Commands } from "../archive/formats/commands.ts";

const SECOND = 1000;
const MEGABYTE = 1024 * 1024;

interface Run {
  readonly command: string;
  readonly args: readonly string[];
  readonly input: Uint8Array;
  /** After this it is killed. */
  readonly timeoutMs: number;
  readonly outputBytes: number;
}

/** The commands of the machine's PATH, fed and read through pipes; nothing is written to disk. */
export function readingCommands(): Commands {
  const installed = new Map<"languages", Promise<ReadonlySet<string>>>();
  const languages = async (): Promise<ReadonlySet<string>> => {
    const known = installed.get("languages") ?? installedLanguages();
    installed.set("languages", known);
    return await known;
  };
  return {
    pdfWords: async (pdf) =>
      await run({
        command: "pdftotext",
        args: ["-q", "-bbox-layout", "-enc", "UTF-8", "-", "-"],
        input: pdf,
        timeoutMs: 10 * SECOND,
        outputBytes: 32 * MEGABYTE,
      }),
    // The long side of an A4 page at 200 dpi; a page as large as a house has no more.
    pdfPicture: async (pdf, page) =>
      await run({
        command: "pdftoppm",
        args: ["-q", "-gray", "-scale-to", "2400", "-f", String(page), "-l", String(page), "-"],
        input: pdf,
        timeoutMs: 15 * SECOND,
        outputBytes: 16 * MEGABYTE,
      }),
    recognise: async (picture, wanted) => {
      const known = await languages();
      const usable = wanted.filter((language) => known.has(language));
      if (known.size > 0 && usable.length === 0)
        return {
          kind: "failed",
          reason: `its language data ${wanted.join(", ")} is not installed`,
        };
      return await run({
        command: "tesseract",
        // Mode 1 turns pages that lie on their side or head; it needs the data named osd.
        args: [
          "stdin",
          "stdout",
          "-l",
          usable.join("+") || "eng",
          "--psm",
          known.has("osd") ? "1" : "3",
          "tsv",
        ],
        input: picture,
        timeoutMs: 40 * SECOND,
        outputBytes: 32 * MEGABYTE,
      });
    },
  };
}

async function installedLanguages(): Promise<ReadonlySet<string>> {
  const listed = await run({
    command: "tesseract",
    args: ["--list-langs"],
    input: new Uint8Array(),
    timeoutMs: 5 * SECOND,
    outputBytes: MEGABYTE,
  });
  return new Set(
    listed.kind === "done" ? new TextDecoder().decode(listed.output).split(/\s+/u).slice(1) : [],
  );
}

async function run({ command, args, input, timeoutMs, outputBytes }: Run): Promise<CommandOutcome> {
  const { promise, resolve } = Promise.withResolvers<CommandOutcome>();
  // One thread: Tesseract's own are slower together, and other work goes on beside it.
  const env = { PATH: process.env["PATH"] ?? "", LANG: "C.UTF-8", OMP_THREAD_LIMIT: "1" };
  const child = spawn(command, args, { env, stdio: ["pipe", "pipe", "ignore"] });
  const chunks: Uint8Array[] = [];
  let size = 0;
  const fail = (reason: string): void => {
    child.kill("SIGKILL");
    resolve({ kind: "failed", reason });
  };
  const timer = setTimeout(() => {
    fail(`longer than ${timeoutMs / SECOND} s`);
  }, timeoutMs);
  child.stdout.on("data", (chunk: Uint8Array) => {
    size += chunk.length;
    if (size > outputBytes) fail(`more than ${outputBytes / MEGABYTE} MB of output`);
    else chunks.push(chunk);
  });
  // The command may end before it has read everything.
  child.stdin.on("error", () => undefined);
  child.on("error", (error: NodeJS.ErrnoException) => {
    clearTimeout(timer);
    resolve(
      error.code === "ENOENT"
        ? { kind: "missing" }
        : { kind: "failed", reason: error.code ?? "it did not start" },
    );
  });
  child.on("close", (code) => {
    clearTimeout(timer);
    resolve(
      code === 0
        ? { kind: "done", output: Buffer.concat(chunks) }
        : { kind: "failed", reason: `it ended with ${code ?? "a signal"}` },
    );
  });
  child.stdin.end(input);
  return await promise;
}
