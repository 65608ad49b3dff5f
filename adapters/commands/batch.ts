import { parseArgs } from "node:util";
import { ask, type Turn, turnOf } from "../../src/index.ts";
import { type BatchAnswer, batchAnswer } from "./batch-answer.ts";
import { type CommandLine, EXIT, type OpenArchive, UsageError, type Workspace } from "./io.ts";
import { readQuestions, type SetQuestion } from "./question-set.ts";

/** `npm run --silent batch -- --releases DIR --questions FILE`: one answer a line, in the order of the questions. */
export const batch: CommandLine = {
  usage: "npm run --silent batch -- --releases DIR --questions FILE",
  async run(parameters, workspace) {
    const { releases, questions } = parse(parameters);
    const { io } = workspace;
    // A question's day ends in UTC, whatever the settings say.
    const archive = await workspace.open(io.resolve(releases), "UTC");
    for (const { reason } of archive.problems) io.err(reason);
    const set = await readQuestions(io.resolve(questions));
    for (const answer of answerSet(set, archive, workspace)) io.out(JSON.stringify(answer));
    return EXIT.done;
  },
};

function parse(parameters: readonly string[]): { releases: string; questions: string } {
  const { values } = parseArgs({
    args: [...parameters],
    options: { releases: { type: "string" }, questions: { type: "string" } },
  });
  if (values.releases === undefined || values.questions === undefined) {
    throw new UsageError("--releases and --questions are both needed.");
  }
  return { releases: values.releases, questions: values.questions };
}

/** Answers a set of questions; a follow-up sees the question that it names. */
export function* answerSet(
  questions: readonly SetQuestion[],
  { engine, collection }: OpenArchive,
  { now }: Pick<Workspace, "now">,
): Generator<BatchAnswer> {
  const lastDay = collection
    .all()
    .map(({ date }) => date ?? "")
    .reduce(
      (latest, date) => (date > latest ? date : latest),
      new Date(now()).toISOString().slice(0, 10),
    );
  const turns = new Map<string, Turn>();
  for (const { id, question, asOf = lastDay, after } of questions) {
    const began = performance.now();
    const previous = after === undefined ? null : (turns.get(after) ?? null);
    const at = Date.parse(`${asOf}T23:59:59.999Z`);
    const outcome = ask(engine, collection, { question, at, previous });
    turns.set(id, turnOf(question, outcome, previous));
    yield batchAnswer(id, outcome, collection, performance.now() - began);
  }
}
