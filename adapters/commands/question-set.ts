import { readFile } from "node:fs/promises";
import { z } from "zod";

const question = z.object({
  id: z.string(),
  question: z.string(),
  asOf: z.iso.date().optional(),
  after: z.string().optional(),
});

/** A question of a set, as far as answering needs it. */
export type SetQuestion = z.infer<typeof question>;

/** Reads a question set, one JSON object a line. @throws {Error} in one sentence that names the line. */
export async function readQuestions(path: string): Promise<SetQuestion[]> {
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw new Error(`${path} can't be read; check the path.`, { cause });
  });
  return text
    .split("\n")
    .map((line, i) => ({ line: line.trim(), number: i + 1 }))
    .filter(({ line }) => line !== "")
    .map(({ line, number }) => readLine(line, `${path}, line ${number}`));
}

function readLine(line: string, place: string): SetQuestion {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw new Error(`${place}: no JSON object; write one question a line.`, { cause });
  }
  const parsed = question.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`${place}: ${issue?.path.join(".") ?? "question"} is missing or wrong.`);
}
