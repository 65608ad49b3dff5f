import { parseArgs } from "node:util";
import { ask as askArchive, isLanguage, type Outcome, replyToQuestion } from "../../src/index.ts";
import { renderReply } from "../terminal/render.ts";
import { batchAnswer } from "./batch-answer.ts";
import { explain } from "./explain.ts";
import { type CommandLine, EXIT, UsageError, type Workspace } from "./io.ts";

/** An answer comes within 20 s, however many files cannot be read. */
const BUDGET_MS = 14_000;

/** `npm run ask -- "who is the minister"`: one answer, without a token or a stored state. */
export const ask: CommandLine = {
  usage: "npm run ask -- [--as-of YYYY-MM-DD] [--lang en|km|fr] [--json] [--explain] QUESTION",
  async run(parameters, workspace) {
    const { question, asOf, language, json, explains } = parse(parameters);
    const { io } = workspace;
    const archive = await workspace.open(workspace.releasesFolder, workspace.timeZone, BUDGET_MS);
    for (const { reason } of archive.problems) io.err(reason);
    const at = asOf === undefined ? workspace.now() : Date.parse(`${asOf}T23:59:59.999Z`);
    const began = performance.now();
    const outcome = askArchive(archive.engine, archive.collection, {
      question,
      at,
      previous: null,
    });
    if (json) {
      io.out(
        JSON.stringify(batchAnswer("ask", outcome, archive.collection, performance.now() - began)),
      );
    } else {
      show(outcome, { ...workspace, language, at }, archive.collection.view(at));
    }
    if (explains && outcome.trace) for (const line of explain(outcome.trace)) io.out(line);
    return EXIT.done;
  },
};

interface Given {
  readonly question: string;
  readonly asOf: string | undefined;
  readonly language: string | undefined;
  readonly json: boolean;
  readonly explains: boolean;
}

function parse(parameters: readonly string[]): Given {
  const { values, positionals } = parseArgs({
    args: [...parameters],
    allowPositionals: true,
    options: {
      "as-of": { type: "string" },
      lang: { type: "string" },
      json: { type: "boolean", default: false },
      explain: { type: "boolean", default: false },
    },
  });
  const question = positionals.join(" ").trim();
  if (question === "") throw new UsageError("Write the question behind the command.");
  const asOf = values["as-of"];
  if (asOf !== undefined && Number.isNaN(Date.parse(`${asOf}T00:00:00Z`))) {
    throw new UsageError("--as-of takes a day as YYYY-MM-DD.");
  }
  if (values.lang !== undefined && !isLanguage(values.lang)) {
    throw new UsageError("--lang takes en, km or fr.");
  }
  return { question, asOf, language: values.lang, json: values.json, explains: values.explain };
}

type Shown = Workspace & { readonly language: string | undefined; readonly at: number };

function show(
  outcome: Outcome,
  { io, language, pressContact, organisation, at }: Shown,
  view: Parameters<typeof replyToQuestion>[1]["view"],
): void {
  const reply = replyToQuestion(outcome, {
    view,
    language: isLanguage(language) ? language : outcome.language,
    pressContact,
    organisation,
    at,
  });
  for (const line of renderReply(reply, { colours: io.isTerminal, width: io.width })) io.out(line);
}
