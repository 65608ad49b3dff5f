import type { Engine } from "../answer/engine.ts";
import { questionLanguage } from "../answer/question.ts";
import { asksForQuotation } from "../answer/quotation-claim.ts";
import type { Collection } from "../archive/collection.ts";
import type { ChatAddress, ChatRequest, Person } from "../domain/chat.ts";
import type { Language } from "../domain/language.ts";
import type { Release } from "../domain/release.ts";
import type { Action, Reply } from "../domain/reply.ts";
import { catalogue } from "../messages/catalogue.ts";
import { contentStems } from "../text/terms.ts";
import { words as wordsIn } from "../text/words.ts";
import { actionData } from "./action-data.ts";
import { type ReplyContext, replyToQuestion, textReply } from "./answer-reply.ts";
import { ask, turnOf } from "./ask.ts";
import { Conversations } from "./conversations.ts";
import { wrongAnswerReply } from "./feedback.ts";
import type { QuestionStore } from "./question-store.ts";
import { quoteReply } from "./quote.ts";

export interface AskingOptions {
  readonly engine: Engine;
  readonly collection: Collection;
  readonly clock: () => number;
  /** Where questions wait for an answer and unanswered ones are counted; absent: nothing of the kind is offered. */
  readonly questions?: QuestionStore;
  /** What a reply in a language is worded with. */
  readonly contextIn: (language: Language) => ReplyContext;
}

/** How long a question left with the desk waits for an answer. */
const LEFT_MS = 90 * 24 * 3600_000;

/** Questions and their answers, what is said of an answer, and what is left with the desk. */
export class Asking {
  readonly #options: AskingOptions;
  readonly #conversations = new Conversations();

  constructor(options: AskingOptions) {
    this.#options = options;
  }

  /** In the chat's language when one is set, else in the question's own. */
  async ask(
    question: string,
    { address, person }: ChatRequest,
    set: Language | null,
  ): Promise<Reply> {
    const { engine, collection, clock, questions, contextIn } = this.#options;
    if (asksForQuotation(question)) {
      const source = { library: engine.library, collection };
      const context = contextIn(set ?? questionLanguage(question));
      return quoteReply({ quotation: question, speaker: null }, source, context);
    }
    const at = clock();
    const previous = this.#conversations.previous(address, person, at);
    const outcome = ask(engine, collection, { question, at, previous });
    if (outcome.answer.status === "answered" || outcome.answer.status === "not-found") {
      this.#conversations.remember(address, person, turnOf(question, outcome), at);
    }
    const language = set ?? outcome.language;
    const reply = replyToQuestion(outcome, contextIn(language));
    if (outcome.answer.status !== "not-found" || !questions) return reply;
    await questions.note(
      { wording: wordingOf(question), question, language: outcome.language },
      at,
    );
    return { ...reply, actions: [...(reply.actions ?? []), [leaveButton(language)]] };
  }

  /** The last question stays with the desk: who asked it is told when a release answers it. */
  async leave({ address, person }: ChatRequest, { language, at }: ReplyContext): Promise<Reply> {
    const words = catalogue(language);
    const { questions } = this.#options;
    const previous = this.#conversations.previous(address, person, at);
    if (!questions || !previous) return textReply(words.staleButton, language);
    const isNew = await questions.leave({
      address,
      person: person.id,
      question: previous.question,
      language,
      at,
      expiresAt: at + LEFT_MS,
    });
    return {
      ...textReply(isNew ? words.subscriptions.left : words.subscriptions.leftAlready, language),
      onlyAsker: true,
    };
  }

  /** To who says that an answer, which cited a release, was not what they asked. */
  wrong(
    cited: Release | undefined,
    { address, person }: ChatRequest,
    context: ReplyContext,
  ): Reply {
    const { engine, questions } = this.#options;
    const previous = this.#conversations.previous(address, person, context.at);
    const reply = wrongAnswerReply(cited, { previous, library: engine.library }, context);
    if (!questions || !previous) return reply;
    return { ...reply, actions: [...(reply.actions ?? []), [leaveButton(context.language)]] };
  }

  forget(address: ChatAddress, person: Person): void {
    this.#conversations.forget(address, person);
  }
}

function leaveButton(language: Language): Action {
  return { label: catalogue(language).subscriptions.buttons.leave, data: actionData("leave") };
}

/** Equal for questions that ask the same in other marks, capitals or order of words. */
function wordingOf(question: string): string {
  return contentStems(wordsIn(question)).toSorted().join(" ");
}
