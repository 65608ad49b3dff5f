import type { Engine } from "../answer/engine.ts";
import type { Collection } from "../archive/collection.ts";
import { LANGUAGES, type Language } from "../domain/language.ts";
import { ask } from "./ask.ts";

/** Whatever they find: an office, an amount, and the words of a release reach what a question may need. */
const QUESTIONS: Readonly<Record<Language, string>> = {
  en: "Who is the director, and how much was paid?",
  km: "តើនរណាជារដ្ឋមន្ត្រី?",
  fr: "Qui est le directeur, et combien a-t-il payé ?",
};

/**
 * Asks in every language, a question a step, before people do: what an engine works out at its first question, more than a
 * second of it, is there when they come. What others wait for may go on between two steps.
 */
export function* warmUp(engine: Engine, collection: Collection, at: number): Generator<void> {
  for (const language of LANGUAGES) {
    const newest = collection.view(at).valid.find((release) => release.language === language);
    const question = `${QUESTIONS[language]} ${newest?.title ?? ""}`;
    ask(engine, collection, { question, at, previous: null });
    yield;
  }
}
