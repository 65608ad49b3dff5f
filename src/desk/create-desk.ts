import type { Engine } from "../answer/engine.ts";
import { nearestByWords } from "../answer/evidence.ts";
import type { Library } from "../answer/library.ts";
import { officeNames } from "../answer/office-holders.ts";
import { questionLanguage } from "../answer/question.ts";
import { asksForQuotation } from "../answer/quotation-claim.ts";
import type { Collection } from "../archive/collection.ts";
import type { ChatAddress, ChatRequest } from "../domain/chat.ts";
import { LANGUAGES, type Language } from "../domain/language.ts";
import type { Release } from "../domain/release.ts";
import type { Action, Reply } from "../domain/reply.ts";
import { catalogue } from "../messages/catalogue.ts";
import { contentStems } from "../text/terms.ts";
import { words as wordsIn } from "../text/words.ts";
import { actionData, parseActionData } from "./action-data.ts";
import { organisationOf, type ReplyContext, replyToQuestion, textReply } from "./answer-reply.ts";
import { ask, turnOf } from "./ask.ts";
import { findReleases, fullTextReply, latestReleases, listReply } from "./browse.ts";
import { type Audience, COMMANDS, type Command, findCommand } from "./commands.ts";
import { Conversations } from "./conversations.ts";
import type { Desk, Shareable, Suggestion } from "./desk.ts";
import { rightAnswerReply, wrongAnswerReply } from "./feedback.ts";
import { languageNamed } from "./language-names.ts";
import { pressKitReply } from "./press-kit.ts";
import { Queries, type Query } from "./queries.ts";
import type { QuestionStore } from "./question-store.ts";
import { type QuoteRequest, quoteReply } from "./quote.ts";
import { releaseKey } from "./release-keys.ts";
import { holds, readFilters, searchReleases } from "./search.ts";
import { whoReply } from "./who.ts";

/** What a chat has set for itself. */
export interface ChatSettings {
  language(address: ChatAddress): Promise<Language | null>;
  setLanguage(address: ChatAddress, language: Language): Promise<void>;
  /** Deletes all that is kept about a person in a chat. */
  forget(address: ChatAddress, personId: string): Promise<void>;
}

/** A use case that lives in a file of its own: `null` when the request is not for it. */
export type UseCase = (request: ChatRequest, context: ReplyContext) => Promise<Reply | null>;

export interface DeskOptions {
  readonly engine: Engine;
  readonly collection: Collection;
  readonly settings: ChatSettings;
  readonly defaultLanguage: Language;
  readonly pressContact: string | null;
  readonly organisation: string | null;
  readonly clock: () => number;
  /** Where questions wait for an answer and unanswered ones are counted; absent: nothing of the kind is offered. */
  readonly questions?: QuestionStore;
  /** Asked in order before the desk's own commands. */
  readonly useCases: readonly UseCase[];
  /** Told of what must not be shown to a person. */
  readonly onError: (error: unknown) => void;
}

/** How long a question left with the desk waits for an answer. */
const LEFT_MS = 90 * 24 * 3600_000;
/** Choices offered while a title is typed. */
const SUGGESTIONS = 25;
const SUGGESTION_LENGTH = 100;
const SHARED = 10;
/** Releases whose offices are offered. */
const OFFICE_RELEASES = 200;

/** The use cases behind every chat. */
export function createDesk(options: DeskOptions): Desk {
  const desk = new ChatDesk(options);
  return {
    handle: async (request) => await desk.handle(request),
    suggest: (command, option, typed, language) => desk.suggest(command, option, typed, language),
    share: (query, language) => desk.share(query, language),
  };
}

class ChatDesk {
  readonly #options: DeskOptions;
  readonly #conversations = new Conversations();
  readonly #queries = new Queries(releaseKey);

  constructor(options: DeskOptions) {
    this.#options = options;
  }

  async handle(request: ChatRequest): Promise<Reply | null> {
    const { onError, defaultLanguage } = this.#options;
    try {
      return await this.#answer(request);
    } catch (error) {
      onError(error);
      return textReply(
        catalogue(request.language ?? defaultLanguage).failed,
        request.language ?? defaultLanguage,
      );
    }
  }

  async #answer(request: ChatRequest): Promise<Reply | null> {
    const set = await this.#options.settings.language(request.address);
    const context = this.#context(set ?? request.language ?? this.#options.defaultLanguage);
    const refusal = refused(request, context);
    if (refusal) return refusal;
    for (const useCase of this.#options.useCases) {
      const reply = await useCase(request, context);
      if (reply) return reply;
    }
    const { intent } = request;
    if (intent.kind === "text") return await this.#ask(intent.text, request, set);
    if (intent.kind === "command")
      return await this.#command(intent.name, intent.argument.trim(), request, context);
    if (intent.kind === "action") return await this.#action(intent.data, request, context);
    return textReply(catalogue(context.language).officersOnly, context.language);
  }

  #context(language: Language): ReplyContext {
    const { collection, pressContact, organisation, clock } = this.#options;
    const at = clock();
    return { view: collection.view(at), language, pressContact, organisation, at };
  }

  /** In the chat's language when one is set, else in the question's own. */
  async #ask(
    question: string,
    { address, person }: ChatRequest,
    set: Language | null,
  ): Promise<Reply> {
    const { engine, collection, clock, questions } = this.#options;
    if (asksForQuotation(question)) {
      const language = set ?? questionLanguage(question);
      return this.#quote({ quotation: question, speaker: null }, this.#context(language));
    }
    const at = clock();
    const previous = this.#conversations.previous(address, person, at);
    const outcome = ask(engine, collection, { question, at, previous });
    if (outcome.answer.status === "answered" || outcome.answer.status === "not-found") {
      this.#conversations.remember(address, person, turnOf(question, outcome), at);
    }
    const language = set ?? outcome.language;
    const reply = replyToQuestion(outcome, this.#context(language));
    if (outcome.answer.status !== "not-found" || !questions) return reply;
    await questions.note(
      { wording: wordingOf(question), question, language: outcome.language },
      at,
    );
    return { ...reply, actions: [...(reply.actions ?? []), [leaveButton(language)]] };
  }

  /** The last question stays with the desk: who asked it is told when a release answers it. */
  async #leave({ address, person }: ChatRequest, context: ReplyContext): Promise<Reply> {
    const { language, at } = context;
    const words = catalogue(language);
    const { questions, engine, collection } = this.#options;
    const previous = this.#conversations.previous(address, person, at);
    if (!questions || !previous) return textReply(words.staleButton, language);
    const { question, release } = previous;
    // A release that came before the button was pressed is announced by now and would never be told of.
    const outcome = ask(engine, collection, { question, at, previous: null });
    if (release === null && outcome.answer.status === "answered")
      return replyToQuestion(outcome, context);
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

  async #command(
    name: string,
    argument: string,
    request: ChatRequest,
    context: ReplyContext,
  ): Promise<Reply> {
    const { language } = context;
    const words = catalogue(language);
    const command = findCommand(name);
    if (!command) return textReply(words.unknownCommand(name), language);
    const [option] = command.options;
    if (option?.required === true && argument === "") {
      return textReply(
        words.missingArgument(name, words.options[option.name] ?? option.name),
        language,
      );
    }
    switch (name) {
      case "ask":
        return await this.#ask(
          argument,
          request,
          await this.#options.settings.language(request.address),
        );
      case "search":
        return this.#search(argument, request, context);
      case "latest":
        return this.#list({ kind: "latest", words: argument, filters: {} }, 0, context);
      case "release":
        return this.#release(argument, context);
      case "who":
        return whoReply(argument, this.#source(), context);
      case "quote": {
        const { intent } = request;
        const named = intent.kind === "command" ? (intent.options["speaker"] ?? "").trim() : "";
        return this.#quote({ quotation: argument, speaker: named === "" ? null : named }, context);
      }
      case "language":
        return await this.#language(argument, request, context);
      case "privacy":
        return textReply(words.privacy, language);
      case "forget":
        this.#conversations.forget(request.address, request.person);
        await this.#options.settings.forget(request.address, request.person.id);
        return textReply(words.forgotten, language);
      case "help":
        return helpReply(request, context);
      default:
        return textReply(words.notHere, language);
    }
  }

  #quote(asked: QuoteRequest, context: ReplyContext): Reply {
    return quoteReply(asked, this.#source(), context);
  }

  #source(): { readonly library: Library; readonly collection: Collection } {
    const { engine, collection } = this.#options;
    return { library: engine.library, collection };
  }

  #search(words: string, { intent }: ChatRequest, context: ReplyContext): Reply {
    const { language } = context;
    const options = intent.kind === "command" ? intent.options : {};
    const read = readFilters(options, language);
    if (read.kind === "bad-date") {
      return { ...textReply(catalogue(language).badDate(read.text), language), onlyAsker: true };
    }
    return this.#list({ kind: "search", words, filters: read.filters }, 0, context);
  }

  /** One release in full, or the choice between several. */
  #release(asked: string, context: ReplyContext): Reply {
    const { view, language } = context;
    const found = findReleases(asked, view.valid);
    const [only] = found;
    if (only && found.length === 1) return fullTextReply(only, context);
    if (found.length > 1)
      return this.#list({ kind: "title", words: asked, filters: {} }, 0, context);
    const direct = view.find(asked);
    return direct
      ? fullTextReply(direct.release, context)
      : textReply(catalogue(language).noSuchRelease(asked), language);
  }

  /** A page of what a query finds now. */
  #list(query: Query, page: number, context: ReplyContext): Reply {
    const { view, language } = context;
    const { words } = query;
    const wording = catalogue(language);
    const releases = this.#found(query, view);
    const isAll = query.kind === "latest" && words === "";
    if (releases.length === 0) {
      return textReply(isAll ? wording.nothingPublished : wording.nothingFound(words), language);
    }
    const key = isAll ? "" : this.#queries.keep(query);
    const headings = {
      latest: wording.latestHeading,
      search: wording.searchHeading(words),
      title: wording.severalReleases(words),
    };
    return listReply(
      {
        heading: headings[query.kind],
        releases,
        page,
        turn: (to) =>
          isAll ? actionData("latest", String(to)) : actionData("page", key, String(to)),
      },
      context,
    );
  }

  #found(query: Query, view: ReplyContext["view"]): readonly Release[] {
    switch (query.kind) {
      case "latest":
        return latestReleases(query.words, view);
      case "search":
        return searchReleases(query, this.#options.engine.library, view);
      case "title":
        return findReleases(query.words, view.valid);
    }
  }

  async #language(
    argument: string,
    { address, person }: ChatRequest,
    context: ReplyContext,
  ): Promise<Reply> {
    const { language } = context;
    const asked = languageNamed(argument);
    if (!asked) {
      const actions = [
        LANGUAGES.map((each) => ({
          label: catalogue(each).languageName,
          data: actionData("language", each),
        })),
      ];
      return { ...textReply(catalogue(language).languageChoose, language), actions };
    }
    if (!person.manages)
      return { ...textReply(catalogue(language).managersOnly, language), onlyAsker: true };
    await this.#options.settings.setLanguage(address, asked);
    return textReply(catalogue(asked).languageNow(catalogue(asked).languageName), asked);
  }

  async #action(data: string, request: ChatRequest, context: ReplyContext): Promise<Reply> {
    const { verb, parameters } = parseActionData(data);
    const [first = "", second = ""] = parameters;
    const { language } = context;
    const words = catalogue(language);
    switch (verb) {
      case "r": {
        const release = this.#byKey(first, context);
        return release ? fullTextReply(release, context) : textReply(words.staleButton, language);
      }
      case "more": {
        const releases = parameters.flatMap((key) => this.#byKey(key, context) ?? []);
        if (releases.length === 0) return textReply(words.moreSourcesNone, language);
        return listReply({ heading: words.moreSourcesHeading, releases, page: 0 }, context);
      }
      case "kit": {
        const release = this.#byKey(first, context);
        return release ? pressKitReply(release, context) : textReply(words.staleButton, language);
      }
      case "right":
        return rightAnswerReply(language);
      case "wrong": {
        const { address, person } = request;
        const previous = this.#conversations.previous(address, person, context.at);
        const { library } = this.#options.engine;
        const reply = wrongAnswerReply(this.#byKey(first, context), { previous, library }, context);
        if (!this.#options.questions || !previous) return reply;
        return { ...reply, actions: [...(reply.actions ?? []), [leaveButton(language)]] };
      }
      case "leave":
        return await this.#leave(request, context);
      case "latest": {
        const query: Query = { kind: "latest", words: "", filters: {} };
        return { ...this.#list(query, pageOf(first), context), inPlace: true };
      }
      case "page": {
        const query = this.#queries.find(first);
        if (!query) return { ...textReply(words.staleButton, language), onlyAsker: true };
        return { ...this.#list(query, pageOf(second), context), inPlace: true };
      }
      case "language":
        return {
          ...(await this.#language(first, request, context)),
          inPlace: request.person.manages,
        };
      default:
        return textReply(words.staleButton, language);
    }
  }

  #byKey(key: string, { view }: ReplyContext): Release | undefined {
    const { collection } = this.#options;
    const release = collection.all().find(({ id }) => releaseKey(id) === key);
    return release && view.find(release.id)?.release;
  }

  suggest(_command: string, option: string, typed: string, language: Language): Suggestion[] {
    if (option === "language") {
      return LANGUAGES.map((each) => ({ label: catalogue(each).languageName, value: each }));
    }
    const { view } = this.#context(language);
    const wanted = typed.trim();
    if (option === "issuer") {
      return suggestNames(
        view.valid.flatMap(({ issuer, department }) => [issuer ?? [], department ?? []].flat()),
        wanted,
      );
    }
    if (option === "topic") {
      return suggestNames(
        view.valid.flatMap(({ topics }) => topics),
        wanted,
      );
    }
    if (option === "office") return suggestNames(this.#offices(view), wanted);
    if (option !== "title") return [];
    return view.valid
      .filter(({ title }) => wanted === "" || holds([title], wanted))
      .slice(0, SUGGESTIONS)
      .map(({ id, title }) => ({
        label: title,
        value: id.length <= SUGGESTION_LENGTH ? id : releaseKey(id),
      }));
  }

  /** Of the newest releases: enough to choose from while one types. */
  #offices(view: ReplyContext["view"]): string[] {
    const { library } = this.#options.engine;
    const newest = view.valid.slice(0, OFFICE_RELEASES);
    return officeNames(newest.flatMap(({ id }) => library.document(id) ?? []));
  }

  share(query: string, language: Language): Shareable[] {
    const { engine, collection, clock } = this.#options;
    const context = this.#context(language);
    const said = query.trim();
    if (said === "")
      return context.view.valid.slice(0, SHARED).map((release) => shareRelease(release, context));
    const outcome = ask(engine, collection, { question: said, at: clock(), previous: null });
    const releases = nearestByWords(said, engine.library, (id) => context.view.isValid(id), SHARED)
      .flatMap((id) => context.view.find(id)?.release ?? [])
      .map((release) => shareRelease(release, context));
    if (outcome.answer.status !== "answered") return releases;
    const { quote, span } = outcome.answer;
    const title = (span ?? quote).text;
    const reply = { ...replyToQuestion(outcome, context), actions: [] };
    return [
      { id: `a${releaseKey(quote.release)}${quote.start}`, title, description: quote.text, reply },
      ...releases,
    ];
  }
}

function shareRelease(
  release: Parameters<typeof fullTextReply>[0],
  context: ReplyContext,
): Shareable {
  const full = fullTextReply(release, context);
  const [heading] = full.blocks;
  const first = full.blocks.find(({ kind }) => kind === "paragraph");
  const source = full.blocks.at(-1);
  const blocks = [heading, first, source].filter((block) => block !== undefined);
  return {
    id: `r${releaseKey(release.id)}`,
    title: release.title,
    description: first?.kind === "paragraph" ? first.text : "",
    reply: { blocks, language: context.language },
  };
}

/** Names that hold what was typed, each once, in the order given. */
function suggestNames(names: readonly string[], typed: string): Suggestion[] {
  return [...new Set(names)]
    .filter((name) => name.length <= SUGGESTION_LENGTH && (typed === "" || holds([name], typed)))
    .slice(0, SUGGESTIONS)
    .map((name) => ({ label: name, value: name }));
}

/** A page out of a button's data, from 0. */
function pageOf(text: string): number {
  return /^\d{1,4}$/u.test(text) ? Number(text) : 0;
}

function leaveButton(language: Language): Action {
  return { label: catalogue(language).subscriptions.buttons.leave, data: actionData("leave") };
}

/** Equal for questions that ask the same in other marks, capitals or order of words. */
function wordingOf(question: string): string {
  return contentStems(wordsIn(question)).toSorted().join(" ");
}

/** Who may not do what was asked, told so; `null` when the person may. */
function refused({ intent, person }: ChatRequest, { language }: ReplyContext): Reply | null {
  if (intent.kind !== "command") return null;
  const command: Command | undefined = findCommand(intent.name);
  const words = catalogue(language);
  if (command?.audience === "officers" && !person.officer)
    return textReply(words.officersOnly, language);
  if (command?.audience === "managers" && !person.manages)
    return textReply(words.managersOnly, language);
  return null;
}

/** What applies where it is asked: what changes a chat to who may change it, what is for officers in private alone. */
function helpReply({ person, isPrivate }: ChatRequest, context: ReplyContext): Reply {
  const { language } = context;
  const words = catalogue(language);
  const linesFor = (...audiences: readonly Audience[]): { text: string }[] =>
    COMMANDS.filter(({ audience }) => audiences.includes(audience)).map(({ name }) => ({
      text: `/${name} – ${words.commands[name] ?? ""}`,
    }));
  const lines = person.manages ? linesFor("everyone", "managers") : linesFor("everyone");
  return {
    blocks: [
      { kind: "text", text: words.helpIntro(organisationOf(context)) },
      ...(isPrivate ? [] : [{ kind: "text", text: words.helpShared } as const]),
      { kind: "list", items: lines },
      ...(person.officer && isPrivate
        ? [
            { kind: "note", text: words.helpOfficers } as const,
            { kind: "list", items: linesFor("officers") } as const,
          ]
        : []),
    ],
    language,
  };
}
