import type { Engine } from "../answer/engine.ts";
import { nearestByWords } from "../answer/evidence.ts";
import type { Collection } from "../archive/collection.ts";
import type { ChatAddress, ChatRequest } from "../domain/chat.ts";
import { isLanguage, LANGUAGES, type Language } from "../domain/language.ts";
import type { Release } from "../domain/release.ts";
import type { Reply } from "../domain/reply.ts";
import { catalogue } from "../messages/catalogue.ts";
import { actionData, parseActionData } from "./action-data.ts";
import { organisationOf, type ReplyContext, replyToQuestion, textReply } from "./answer-reply.ts";
import { ask, turnOf } from "./ask.ts";
import { fullTextReply, latestReply, listReply, releaseReply } from "./browse.ts";
import { COMMANDS, type Command, findCommand } from "./commands.ts";
import { Conversations } from "./conversations.ts";
import type { Desk, Shareable, Suggestion } from "./desk.ts";
import { releaseKey } from "./release-keys.ts";

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
  /** Asked in order before the desk's own commands. */
  readonly useCases: readonly UseCase[];
  /** Told of what must not be shown to a person. */
  readonly onError: (error: unknown) => void;
}

/** Choices offered while a title is typed. */
const SUGGESTIONS = 25;
const SUGGESTION_LENGTH = 100;
const SEARCHED = 50;
const SHARED = 10;

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
    if (intent.kind === "text") return this.#ask(intent.text, request, set);
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
  #ask(question: string, { address, person }: ChatRequest, set: Language | null): Reply {
    const { engine, collection, clock } = this.#options;
    const at = clock();
    const previous = this.#conversations.previous(address, person, at);
    const outcome = ask(engine, collection, { question, at, previous });
    if (outcome.answer.status === "answered" || outcome.answer.status === "not-found") {
      this.#conversations.remember(address, person, turnOf(question, outcome), at);
    }
    return replyToQuestion(outcome, this.#context(set ?? outcome.language));
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
        return this.#ask(argument, request, await this.#options.settings.language(request.address));
      case "search":
        return this.#search(argument, request, context);
      case "latest":
        return latestReply(argument, 0, context);
      case "release":
        return releaseReply(argument, context);
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

  #search(words: string, { intent }: ChatRequest, context: ReplyContext): Reply {
    const { engine } = this.#options;
    const { view, language } = context;
    const filters = intent.kind === "command" ? intent.options : {};
    const ids = nearestByWords(words, engine.library, (id) => view.isValid(id), SEARCHED);
    const releases = ids
      .flatMap((id) => view.find(id)?.release ?? [])
      .filter(
        (release) =>
          includes(release.issuer, filters["issuer"]) &&
          includes(release.topics.join(" "), filters["topic"]) &&
          (filters["language"] === undefined || release.language === filters["language"]) &&
          (filters["from"] === undefined || (release.date ?? "") >= filters["from"]) &&
          (filters["to"] === undefined || (release.date ?? "9") <= filters["to"]),
      );
    const wording = catalogue(language);
    if (releases.length === 0) return textReply(wording.noSuchRelease(words), language);
    return listReply(
      { heading: wording.searchHeading(words), releases, page: 0, verb: "search", argument: words },
      context,
    );
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
    if (!person.manages) return textReply(catalogue(language).managersOnly, language);
    await this.#options.settings.setLanguage(address, asked);
    return textReply(catalogue(asked).languageNow(catalogue(asked).languageName), asked);
  }

  async #action(data: string, request: ChatRequest, context: ReplyContext): Promise<Reply> {
    const { verb, parameters } = parseActionData(data);
    const [first = ""] = parameters;
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
        return listReply(
          {
            heading: words.moreSourcesHeading,
            releases,
            page: 0,
            verb: "latest",
            argument: "more",
          },
          context,
        );
      }
      case "latest":
        return { ...latestReply("", Number(first) || 0, context), inPlace: true };
      case "language":
        return await this.#language(first, request, context);
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
    if (option !== "title") return [];
    const { view } = this.#context(language);
    const wanted = typed.trim();
    const found =
      wanted === "" ? view.valid : view.valid.filter(({ title }) => includes(title, wanted));
    return found.slice(0, SUGGESTIONS).map(({ id, title }) => ({
      label: title,
      value: id.length <= SUGGESTION_LENGTH ? id : releaseKey(id),
    }));
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

function includes(text: string | null, wanted: string | undefined): boolean {
  return wanted === undefined || (text ?? "").toLowerCase().includes(wanted.trim().toLowerCase());
}

function languageNamed(argument: string): Language | null {
  const wanted = argument.trim().toLowerCase();
  if (isLanguage(wanted)) return wanted;
  const names: Readonly<Record<string, Language>> = {
    english: "en",
    anglais: "en",
    អង់គ្លេស: "en",
    khmer: "km",
    ខ្មែរ: "km",
    ភាសាខ្មែរ: "km",
    french: "fr",
    français: "fr",
    francais: "fr",
    បារាំង: "fr",
  };
  return names[wanted] ?? null;
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

function helpReply({ person }: ChatRequest, context: ReplyContext): Reply {
  const { language } = context;
  const words = catalogue(language);
  const lines = (officers: boolean): { text: string }[] =>
    COMMANDS.filter(({ audience }) => (audience === "officers") === officers).map(({ name }) => ({
      text: `/${name} – ${words.commands[name] ?? ""}`,
    }));
  return {
    blocks: [
      { kind: "text", text: words.helpIntro(organisationOf(context)) },
      { kind: "list", items: lines(false) },
      ...(person.officer
        ? [
            { kind: "note", text: words.helpOfficers } as const,
            { kind: "list", items: lines(true) } as const,
          ]
        : []),
    ],
    language,
  };
}
