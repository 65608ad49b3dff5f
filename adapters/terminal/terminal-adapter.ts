import { createInterface } from "node:readline/promises";
import type { Readable, Writable } from "node:stream";
import type {
  Action,
  ChatAdapter,
  ChatRequest,
  DeliveryOutcome,
  Handle,
  Intent,
  Reply,
} from "../../src/index.ts";
import { rowsBelow } from "../../src/index.ts";
import { renderReply } from "./render.ts";

export interface TerminalOptions {
  readonly input: Readable;
  readonly output: Writable;
  /** Whether a person sits at it: a prompt, colours and history. */
  readonly isInteractive: boolean;
  /** Columns, asked before each reply. */
  readonly width: () => number;
  readonly clock: () => number;
}

const PROMPT = "> ";
const CHAT = "terminal";

/** A chat in the terminal; ends at Ctrl-C, Ctrl-D, `/quit` or when a piped input does. */
export function createTerminalAdapter(options: TerminalOptions): ChatAdapter {
  const { output, isInteractive, width } = options;
  let sent = 0;
  const show = (reply: Reply): void => {
    for (const line of renderReply(reply, { colours: isInteractive, width: width() })) {
      output.write(`${line}\n`);
    }
  };
  const deliver = (_chat: string, reply: Reply): Promise<DeliveryOutcome> => {
    show(reply);
    sent += 1;
    return Promise.resolve({ kind: "sent", messageId: String(sent) });
  };
  return {
    platform: "terminal",
    start: async (handle, signal) => await converse(handle, signal, { ...options, show }),
    deliver,
    revise: async (chat, _messageId, reply) => await deliver(chat, reply),
  };
}

interface Conversation extends TerminalOptions {
  readonly show: (reply: Reply) => void;
}

async function converse(handle: Handle, signal: AbortSignal, options: Conversation): Promise<void> {
  const { input, output, isInteractive, show } = options;
  const lines = createInterface({ input, output, terminal: isInteractive, prompt: PROMPT });
  const close = (): void => {
    lines.close();
  };
  signal.addEventListener("abort", close, { once: true });
  // Ctrl-C on an empty or a half-typed line ends the chat, as Ctrl-D does.
  lines.on("SIGINT", close);
  let actions: readonly Action[] = [];
  if (isInteractive) lines.prompt();
  for await (const line of lines) {
    const said = line.trim();
    if (said === "/quit" || said === "/exit") break;
    if (said !== "") {
      const reply = await handle(request(intentOf(said, actions), options));
      if (reply) {
        show(reply);
        actions = rowsBelow(reply, 1).flat();
      }
    }
    if (isInteractive) lines.prompt();
  }
  signal.removeEventListener("abort", close);
  lines.close();
  if (isInteractive) output.write("\n");
}

/** A line is a question, `/command argument`, or the number of a button of the last reply. */
function intentOf(said: string, actions: readonly Action[]): Intent {
  const pressed = /^\d{1,2}$/u.test(said) ? actions[Number(said) - 1] : undefined;
  if (pressed) return { kind: "action", data: pressed.data };
  const command = /^\/(?<name>[a-z]+)(?:\s+(?<argument>[\s\S]*))?$/iu.exec(said);
  if (!command) return { kind: "text", text: said };
  return {
    kind: "command",
    name: (command.groups?.["name"] ?? "").toLowerCase(),
    argument: command.groups?.["argument"] ?? "",
    options: {},
  };
}

function request(intent: Intent, { clock }: TerminalOptions): ChatRequest {
  return {
    address: { platform: "terminal", chat: CHAT },
    // Whoever sits at the machine that runs the bot may edit its folder anyway.
    person: { id: "terminal", officer: true, manages: true },
    intent,
    isPrivate: true,
    language: null,
    at: clock(),
  };
}
