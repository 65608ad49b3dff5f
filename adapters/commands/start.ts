import { type CommandLine, EXIT } from "./io.ts";

/** How long what is in flight may take to end once the process is told to stop. */
const STOP_MS = 4_000;

/** `npm start`: the chats, until SIGINT or SIGTERM. */
export function createStart(runChats: (signal: AbortSignal) => Promise<void>): CommandLine {
  return {
    usage: "npm start",
    async run() {
      const stopping = new AbortController();
      const stop = (): void => {
        stopping.abort();
        // A library that never lets go must not keep the process: what is unsent is found again at the next start.
        setTimeout(() => process.exit(), STOP_MS).unref();
      };
      process.once("SIGINT", stop);
      process.once("SIGTERM", stop);
      try {
        await runChats(stopping.signal);
        return EXIT.done;
      } finally {
        stopping.abort();
      }
    },
  };
}
