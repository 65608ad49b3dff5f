import type { Engine } from "../answer/engine.ts";
import type { Library } from "../answer/library.ts";
import type { Collection } from "../archive/collection.ts";
import type { ChatAddress, ChatRequest } from "../domain/chat.ts";
import { LANGUAGES, type Language } from "../domain/language.ts";
import type { Release } from "../domain/release.ts";
import type { Reply } from "../domain/reply.ts";
import { catalogue } from "../messages/catalogue.ts";
import { actionData, parseActionData } from "./action-data.ts";
import { type ReplyContext, textReply } from "./answer-reply.ts";
import { Asking } from "./asking.ts";
import { fullTextReply, listReply } from "./browse.ts";
import { type Command, findCommand } from "./commands.ts";
import type { Desk } from "./desk.ts";
import { helpReply } from "./help.ts";
import type { Keepsakes } from "./keepsakes.ts";
import { languageNamed } from "./language-names.ts";
import { Listing } from "./listing.ts";
import type { Original } from "./original.ts";
import { pressKitReply } from "./press-kit.ts";
import type { QuestionStore } from "./question-store.ts";
import { quoteReply } from "./quote.ts";
import { releaseKey } from "./release-keys.ts";
import { shareablesFor } from "./share.ts";
import { suggestionsFor } from "./suggest.ts";
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
  /** What buttons stand for. */
  readonly kept: Keepsakes;
  /** The file that a release came in, where it may be handed on. */
  readonly originalOf: (release: Release) => Promise<Original | null>;
  /** Asked in order before the desk's own commands. */
  readonly useCases: readonly UseCase[];
  /** Told of what must not be shown to a person. */
  readonly onError: (error: unknown) => void;
}

/** The use cases behind every chat. */
export function createDesk(options: DeskOptions): Desk {
  const desk = new ChatDesk(options);
  const { engine } = options;
  return {
    handle: async (request) => await desk.handle(request),
    suggest: (_command, option, typed, language) => {
      const { view } = contextIn(options, language);
      return suggestionsFor(option, typed, { view, language, library: engine.library });
    },
    share: (query, language) => shareablesFor(query, options, contextIn(options, language)),
  };
}

function contextIn(options: DeskOptions, language: Language): ReplyContext {
  const { collection, pressContact, organisation, clock } = options;
  const at = clock();
  return { view: collection.view(at), language, pressContact, organisation, at };
}

/** Who is asked for what. */
class ChatDesk {
  readonly #options: DeskOptions;
  readonly #asking: Asking;
  readonly #listing: Listing;

  constructor(options: DeskOptions) {
    this.#options = options;
    this.#asking = new Asking({
      ...options,
      contextIn: (language) => contextIn(options, language),
    });
    this.#listing = new Listing(options.engine.library, options.kept);
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
    const context = contextIn(
      this.#options,
      set ?? request.language ?? this.#options.defaultLanguage,
    );
    const refusal = refused(request, context);
    if (refusal) return refusal;
    for (const useCase of this.#options.useCases) {
      const reply = await useCase(request, context);
      if (reply) return reply;
    }
    const { intent } = request;
    if (intent.kind === "text") return await this.#asking.ask(intent.text, request, set);
    if (intent.kind === "command")
      return await this.#command(intent.name, intent.argument.trim(), request, context);
    if (intent.kind === "action") return await this.#action(intent.data, request, context);
    return textReply(catalogue(context.language).officersOnly, context.language);
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
        return await this.#asking.ask(
          argument,
          request,
          await this.#options.settings.language(request.address),
        );
      case "search":
        return await this.#listing.search(argument, request, context);
      case "latest":
        return await this.#listing.latest(argument, 0, context);
      case "release":
        return await this.#listing.release(argument, context);
      case "who":
        return whoReply(argument, this.#source(), context);
      case "quote": {
        const { intent } = request;
        const named = intent.kind === "command" ? (intent.options["speaker"] ?? "").trim() : "";
        const speaker = named === "" ? null : named;
        return quoteReply({ quotation: argument, speaker }, this.#source(), context);
      }
      case "language":
        return await this.#language(argument, request, context);
      case "privacy":
        return { ...textReply(words.privacy, language), onlyAsker: true };
      case "forget":
        this.#asking.forget(request.address, request.person);
        await this.#options.settings.forget(request.address, request.person.id);
        return { ...textReply(words.forgotten, language), onlyAsker: true };
      case "help":
        return helpReply(request, context);
      default:
        return textReply(words.notHere, language);
    }
  }

  #source(): { readonly library: Library; readonly collection: Collection } {
    const { engine, collection } = this.#options;
    return { library: engine.library, collection };
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
        if (!release) return textReply(words.staleButton, language);
        return pressKitReply(release, await this.#options.originalOf(release), context);
      }
      case "right":
      case "wrong": {
        const about = {
          cited: this.#byKey(first, context),
          key: second,
          isRight: verb === "right",
        };
        return await this.#asking.judged(about, request, context);
      }
      case "leave":
        return await this.#asking.leave(first, request, context);
      case "latest":
        return { ...(await this.#listing.latest("", pageOf(first), context)), inPlace: true };
      case "page":
        return await this.#listing.turned(first, pageOf(second), context);
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
}

/** A page out of a button's data, from 0. */
function pageOf(text: string): number {
  return /^\d{1,4}$/u.test(text) ? Number(text) : 0;
}

/** Who may not do what was asked, told so; `null` when the person may. */
function refused({ intent, person }: ChatRequest, { language }: ReplyContext): Reply | null {
  if (intent.kind !== "command") return null;
  const command: Command | undefined = findCommand(intent.name);
  const words = catalogue(language);
  if (command?.audience === "officers" && !person.officer)
    return { ...textReply(words.officersOnly, language), onlyAsker: true };
  if (command?.audience === "managers" && !person.manages)
    return { ...textReply(words.managersOnly, language), onlyAsker: true };
  return null;
}
