import type { Engine, Outcome } from "../answer/engine.ts";
import { questionLanguage } from "../answer/question.ts";
import { questionParts } from "../answer/question-parts.ts";
import { asksForQuotation } from "../answer/quotation-claim.ts";
import type { Collection } from "../archive/collection.ts";
import type { ChatAddress, ChatRequest, Person } from "../domain/chat.ts";
import type { Language } from "../domain/language.ts";
import type { Release, ReleaseId } from "../domain/release.ts";
import type { Action, Reply } from "../domain/reply.ts";
import { catalogue } from "../messages/catalogue.ts";
import { contentStems } from "../text/terms.ts";
import { words as wordsIn } from "../text/words.ts";
import { actionData } from "./action-data.ts";
import { type ReplyContext, replyToQuestion, textReply } from "./answer-reply.ts";
import { ask, turnOf } from "./ask.ts";
import { Conversations } from "./conversations.ts";
import { rightAnswerReply, wrongAnswerReply } from "./feedback.ts";
import { BUTTONS_KEPT_MS, type Keepsakes } from "./keepsakes.ts";
import type { QuestionStore } from "./question-store.ts";
import { quoteReply } from "./quote.ts";
import { releaseKey } from "./release-keys.ts";

export interface AskingOptions {
  readonly engine: Engine;
  readonly collection: Collection;
  readonly clock: () => number;
  /** Where questions wait for an answer and unanswered ones are counted; absent: nothing of the kind is offered. */
  readonly questions?: QuestionStore;
  /** What buttons stand for. */
  readonly kept: Keepsakes;
  /** What a reply in a language is worded with. */
  readonly contextIn: (language: Language) => ReplyContext;
}

/** A question without who asked it. */
interface AskedQuestion {
  readonly question: string;
  readonly language: Language;
  /** The release that answered it. */
  readonly release: ReleaseId | null;
}

/** What somebody says of the answer that cited a release. */
interface Judgement {
  readonly cited: Release | undefined;
  /** The question's short name. */
  readonly key: string;
  readonly isRight: boolean;
}

/** How long a question left with the desk waits for an answer. */
const LEFT_MS = 90 * 24 * 3600_000;
const WORDS_KEPT = 10_000;

/** Questions and their answers, what is said of an answer, and what is left with the desk. */
export class Asking {
  readonly #options: AskingOptions;
  readonly #conversations = new Conversations();
  /** Who has said what of which answer: in memory only. */
  readonly #words = new Set<string>();

  constructor(options: AskingOptions) {
    this.#options = options;
  }

  /** In the chat's language when one is set, else in the question's own; several questions are answered one by one. */
  async ask(question: string, request: ChatRequest, set: Language | null): Promise<Reply> {
    const { engine, collection, contextIn } = this.#options;
    if (asksForQuotation(question)) {
      const source = { library: engine.library, collection };
      const context = contextIn(set ?? questionLanguage(question));
      return quoteReply({ quotation: question, speaker: null }, source, context);
    }
    const parts = questionParts(question);
    const replies: Reply[] = [];
    for (const part of parts) replies.push(await this.#askOne(part, request, set));
    const [only] = replies;
    return only && replies.length === 1 ? only : together(parts, replies);
  }

  async #askOne(
    question: string,
    { address, person }: ChatRequest,
    set: Language | null,
  ): Promise<Reply> {
    const { engine, collection, clock, questions, contextIn } = this.#options;
    const at = clock();
    const previous = this.#conversations.previous(address, person, at);
    const outcome = ask(engine, collection, { question, at, previous });
    const turn = turnOf(question, outcome, previous);
    if (outcome.answer.status === "answered" || outcome.answer.status === "not-found") {
      this.#conversations.remember(address, person, turn, at);
    }
    const language = set ?? outcome.language;
    if (outcome.answer.status === "answered")
      return await this.#answered(turn.question, outcome, contextIn(language));
    const reply = replyToQuestion(outcome, contextIn(language));
    if (outcome.answer.status !== "not-found" || !questions) return reply;
    const key = await this.#keep(
      { question: turn.question, language: outcome.language, release: null },
      at,
    );
    await questions.note(
      { wording: wordingOf(question), question, language: outcome.language },
      at,
    );
    return { ...reply, actions: [...(reply.actions ?? []), [leaveButton(key, language)]] };
  }

  /** The question stays with the desk: who presses its button is told when a release answers it. */
  async leave(key: string, request: ChatRequest, context: ReplyContext): Promise<Reply> {
    const { language, at } = context;
    const words = catalogue(language);
    const { questions, engine, collection } = this.#options;
    const { address, person } = request;
    const asked = await this.#find(key, request, at);
    if (!questions || !asked) return textReply(words.staleButton, language);
    const { question, release } = asked;
    // A release that came before the button was pressed is announced by now and would never be told of.
    const outcome = ask(engine, collection, { question, at, previous: null });
    if (release === null && outcome.answer.status === "answered")
      return await this.#answered(question, outcome, context);
    const isNew = await questions.leave({
      address,
      person: person.id,
      question,
      language,
      at,
      expiresAt: at + LEFT_MS,
    });
    return {
      ...textReply(isNew ? words.subscriptions.left : words.subscriptions.leftAlready, language),
      onlyAsker: true,
    };
  }

  /** What somebody says of an answer is counted, without who said it; whom it did not help is helped on. */
  async judged(
    { cited, key, isRight }: Judgement,
    request: ChatRequest,
    context: ReplyContext,
  ): Promise<Reply> {
    const { engine, questions } = this.#options;
    const { language, at } = context;
    const asked = await this.#find(key, request, at);
    if (questions && cited && asked && this.#isFirst(request, [key, cited.id])) {
      const wording = wordingOf(asked.question);
      await questions.judge({ ...asked, wording, release: cited.id, isRight }, at);
    }
    if (isRight) return rightAnswerReply(language);
    const question = asked?.question ?? null;
    const reply = wrongAnswerReply(cited, { question, library: engine.library }, context);
    if (!questions || !asked) return reply;
    return { ...reply, actions: [...(reply.actions ?? []), [leaveButton(key, language)]] };
  }

  /** An answer with buttons that stand for its question. */
  async #answered(question: string, outcome: Outcome, context: ReplyContext): Promise<Reply> {
    const { language, answer } = outcome;
    const release = answer.status === "answered" ? answer.quote.release : null;
    const key = await this.#keep({ question, language, release }, context.at);
    return replyToQuestion(outcome, context, key);
  }

  async #keep(asked: AskedQuestion, at: number): Promise<string> {
    const value = JSON.stringify(asked);
    const key = releaseKey(value);
    await this.#options.kept.keep(key, value, at + BUTTONS_KEPT_MS);
    return key;
  }

  /** The question behind a button; behind one that does not name it, the person's last. */
  async #find(
    key: string,
    { address, person }: ChatRequest,
    at: number,
  ): Promise<AskedQuestion | null> {
    const value = key === "" ? null : await this.#options.kept.find(key, at);
    if (value !== null) return asQuestion(JSON.parse(value));
    const previous = key === "" ? this.#conversations.previous(address, person, at) : null;
    if (!previous) return null;
    const { question, answer, release } = previous;
    const answeredBy = answer === "" ? null : release;
    return { question, language: questionLanguage(question), release: answeredBy };
  }

  /** One person's word on an answer counts once. */
  #isFirst({ address, person }: ChatRequest, about: readonly string[]): boolean {
    const word = JSON.stringify([address.platform, person.id, ...about]);
    if (this.#words.has(word)) return false;
    this.#words.add(word);
    const [oldest] = this.#words;
    if (this.#words.size > WORDS_KEPT && oldest !== undefined) this.#words.delete(oldest);
    return true;
  }

  forget(address: ChatAddress, person: Person): void {
    this.#conversations.forget(address, person);
  }
}

/** The answers to the questions of one message, each under its question; its number is on its buttons. */
function together(parts: readonly string[], replies: readonly Reply[]): Reply {
  return {
    blocks: replies.flatMap(({ blocks }, i) => [
      { kind: "heading", text: `${i + 1}. ${parts[i] ?? ""}` },
      ...blocks,
    ]),
    actions: replies.flatMap(({ actions = [] }, i) =>
      actions.map((row) => row.map(({ label, data }) => ({ label: `${i + 1}. ${label}`, data }))),
    ),
    language: replies[0]?.language ?? "en",
  };
}

/** What this class kept itself, and nothing else that is kept in the same way. */
function asQuestion(value: AskedQuestion | Readonly<Record<"kind", string>>): AskedQuestion | null {
  return "question" in value ? value : null;
}

function leaveButton(key: string, language: Language): Action {
  const about = key === "" ? [] : [key];
  const label = catalogue(language).subscriptions.buttons.leave;
  return { label, data: actionData("leave", ...about) };
}

/** Equal for questions that ask the same in other marks, capitals or order of words. */
function wordingOf(question: string): string {
  return contentStems(wordsIn(question)).toSorted().join(" ");
}
