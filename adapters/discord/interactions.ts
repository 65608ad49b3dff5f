import {
  type AutocompleteInteraction,
  type Interaction,
  MessageFlags,
  PermissionFlagsBits,
  type REST,
} from "discord.js";
import {
  type Admission,
  catalogue,
  findCommand,
  type Handle,
  type Language,
  type Reply,
  SUBSCRIBE_DATA,
  shorten,
} from "../../src/index.ts";
import { messageCommandName, PRIVATE_OPTION } from "./commands.ts";
import { download } from "./download.ts";
import { FOLLOW_UP_ID, fieldOf, followUpForm, releaseForm, withFollowUp } from "./forms.ts";
import { CHOICE_LIMIT, COMMAND_TEXT_LIMIT, DEFER_AFTER_MS, LAST_REPLY_MS } from "./limits.ts";
import { deskName, inDiscordWords } from "./names.ts";
import { outcomeOf } from "./outcome.ts";
import { pageOf, readPageId } from "./pages.ts";
import { pause } from "./patience.ts";
import { type RenderedMessage, render } from "./render.ts";
import {
  type Answerable,
  interactionRequest,
  isPrivateChat,
  languageOf,
  wordsOf,
} from "./requests.ts";
import { isForNews, postingRefusal } from "./rights.ts";
import type { DiscordPorts, DiscordSettings } from "./settings.ts";
import { createVoice, type Voice } from "./voice.ts";

export interface InteractionParts {
  readonly handle: Handle;
  readonly rest: REST;
  readonly settings: DiscordSettings;
  readonly ports: DiscordPorts;
  readonly admit: (person: string, at: number) => Admission;
  /** Ends the waiting for Discord at the end of the process. */
  readonly stopping: AbortSignal;
}

/** Answers what people do with commands, buttons, forms and while they type, once and in time. Never throws. */
export async function answerInteraction(
  parts: InteractionParts,
  interaction: Interaction,
): Promise<void> {
  const { ports, rest, stopping } = parts;
  // Until Discord has heard from us, or the desk is asked.
  const telling = Promise.withResolvers<void>();
  ports.turns.letOut(telling.promise);
  try {
    const voice = createVoice(rest, interaction, stopping);
    if (interaction.isAutocomplete()) await suggest(parts, interaction, voice);
    else if (isAnswerable(interaction)) {
      // Discord may deliver an interaction twice, and discord.js hands it on twice.
      if (await ports.seen(`interaction:${interaction.id}`)) return;
      await new Answering(parts, interaction, voice).run(telling.resolve);
    }
  } catch (error) {
    ports.log.warn({ outcome: outcomeOf(error) }, "an interaction could not be answered");
  } finally {
    telling.resolve();
  }
}

function isAnswerable(interaction: Interaction): interaction is Answerable {
  return (
    interaction.isChatInputCommand() ||
    interaction.isMessageContextMenuCommand() ||
    interaction.isButton() ||
    interaction.isModalSubmit()
  );
}

/** Completes an option; an empty list rather than an error. */
async function suggest(
  { ports, settings }: InteractionParts,
  interaction: AutocompleteInteraction,
  voice: Voice,
): Promise<void> {
  const { name, value } = interaction.options.getFocused(true);
  const language = languageOf(interaction.locale) ?? settings.language;
  const choices = ports.suggest(deskName(interaction.commandName), name, value, language);
  await voice.choices(
    choices
      .filter((choice) => choice.label.trim() !== "" && choice.value.length <= COMMAND_TEXT_LIMIT)
      .slice(0, CHOICE_LIMIT)
      .map((choice) => ({
        name: shorten(choice.label, COMMAND_TEXT_LIMIT),
        value: choice.value,
      })),
  );
}

/** How far the answer to Discord has come. */
type Stage = "nothing" | "deferred" | "update deferred";

class Answering {
  readonly #parts: InteractionParts;
  readonly #interaction: Answerable;
  readonly #voice: Voice;
  readonly #language: Language;
  #stage: Stage = "nothing";
  /** Whether what was deferred is for the asker only. */
  #isHidden = false;
  #isShown = false;

  constructor(parts: InteractionParts, interaction: Answerable, voice: Voice) {
    this.#parts = parts;
    this.#interaction = interaction;
    this.#voice = voice;
    this.#language = languageOf(interaction.locale) ?? parts.settings.language;
  }

  /** `onTold` is called when Discord has heard from us, or soon will, as nobody else is being answered. */
  async run(onTold: () => void): Promise<void> {
    const form = this.#form();
    if (form) {
      await this.#voice.modal(form);
      return;
    }
    const refusal = this.#flooded() ?? this.#unableToPost() ?? this.#withoutWords();
    if (refusal) {
      await this.#show(refusal);
      return;
    }
    // Before anything is worked out: nothing else is sent meanwhile.
    if (this.#parts.ports.turns.mayBeLong()) await this.#defer();
    onTold();
    const answer = this.#ask();
    const [reply] = await Promise.all([answer, this.#deferWhenSlow(answer)]);
    try {
      await this.#show(reply);
    } catch (error) {
      // Discord did not take it as it was: better an apology than silence.
      if (this.#isShown || outcomeOf(error).kind !== "refused") throw error;
      this.#parts.ports.log.error({ outcome: outcomeOf(error) }, "a reply was refused by Discord");
      await this.#show(this.#own(catalogue(this.#language).failed));
    }
  }

  #form(): object | null {
    const interaction = this.#interaction;
    if (interaction.isButton() && interaction.customId === FOLLOW_UP_ID) {
      return followUpForm(this.#language);
    }
    const isOfficer = this.#parts.settings.officers.includes(interaction.user.id);
    return isOfficer && interaction.isChatInputCommand()
      ? releaseForm(interaction, this.#language)
      : null;
  }

  #flooded(): Reply | null {
    const { admit, ports } = this.#parts;
    const admission = admit(this.#interaction.user.id, ports.now());
    if (admission.kind === "admitted") return null;
    return this.#own(catalogue(this.#language).tooManyQuestions(admission.waitSeconds));
  }

  /** A command that wants releases posted where the bot may not post. */
  #unableToPost(): Reply | null {
    const interaction = this.#interaction;
    const isWanted = interaction.isButton()
      ? interaction.customId === SUBSCRIBE_DATA
      : interaction.isChatInputCommand() && deskName(interaction.commandName) === "subscribe";
    return isWanted ? postingRefusal(interaction, this.#language) : null;
  }

  /** A command on a message that says nothing. */
  #withoutWords(): Reply | null {
    const interaction = this.#interaction;
    const isMute = interaction.isMessageContextMenuCommand() && wordsOf(interaction) === "";
    return isMute ? this.#own(catalogue(this.#language).messageWithoutWords) : null;
  }

  /** Asks the desk; a desk that fails against its word, or takes longer than Discord waits, is apologised for. */
  async #ask(): Promise<Reply | null> {
    const { handle, ports, settings, stopping } = this.#parts;
    const late = new AbortController();
    const failed = this.#own(catalogue(this.#language).failed);
    try {
      const request = await interactionRequest(this.#interaction, settings, {
        at: ports.now(),
        download,
      });
      const signal = AbortSignal.any([late.signal, stopping]);
      return await Promise.race([handle(request), pause(LAST_REPLY_MS, signal).then(() => failed)]);
    } catch (error) {
      ports.log.error({ err: error }, "a request failed");
      return failed;
    } finally {
      late.abort();
    }
  }

  async #deferWhenSlow(answer: Promise<unknown>): Promise<void> {
    const answered = new AbortController();
    void answer.finally(() => {
      answered.abort();
    });
    await pause(this.#patienceMs(), answered.signal);
    if (answered.signal.aborted) return;
    const deferral = this.#defer();
    this.#parts.ports.turns.letOut(deferral);
    await deferral;
  }

  async #defer(): Promise<void> {
    if (this.#stage !== "nothing") return;
    if (this.#interaction.isButton()) {
      this.#stage = "update deferred";
      await this.#voice.deferUpdate();
    } else {
      this.#stage = "deferred";
      this.#isHidden = this.#isForAskerOnly();
      await this.#voice.defer(this.#isHidden);
    }
  }

  /** Less for an interaction that was long on its way, for example behind a reconnect. */
  #patienceMs(): number {
    const ageMs = this.#parts.ports.now() - this.#interaction.createdTimestamp;
    return Math.min(DEFER_AFTER_MS, Math.max(0, DEFER_AFTER_MS - ageMs));
  }

  /**
   * In public unless it was asked for in private, or in a channel where news are read and nobody talks. A command on somebody's message or a button is for who uses it, and what an
   * officer prepares is for nobody else before it is out.
   */
  #isForAskerOnly(): boolean {
    const interaction = this.#interaction;
    if (isPrivateChat(interaction)) return false;
    if (interaction.isChatInputCommand()) {
      const isOfficers = findCommand(deskName(interaction.commandName))?.audience === "officers";
      return (
        isOfficers || (interaction.options.getBoolean(PRIVATE_OPTION) ?? isForNews(interaction))
      );
    }
    if (interaction.isModalSubmit() && interaction.customId === FOLLOW_UP_ID) {
      return interaction.message?.flags.has(MessageFlags.Ephemeral) === true;
    }
    return true;
  }

  async #show(reply: Reply | null): Promise<void> {
    if (!reply) {
      await this.#sayNothing();
      return;
    }
    const shown = inDiscordWords(this.#withExtras(reply));
    const isHidden =
      this.#isForAskerOnly() || (shown.onlyAsker === true && !isPrivateChat(this.#interaction));
    const page = pageOf(shown, this.#pageWanted());
    const messages = page ? [page.message] : render(shown);
    const [first, ...others] = messages;
    if (!first) throw new Error("a reply shows nothing");
    const isInPlace = shown.inPlace === true || this.#isTurned();
    await this.#first(first, { isHidden, isInPlace });
    this.#isShown = true;
    for (const message of others) await this.#voice.followUp(message, { isHidden });
  }

  async #first(
    message: RenderedMessage,
    { isHidden, isInPlace }: { readonly isHidden: boolean; readonly isInPlace: boolean },
  ): Promise<void> {
    const isUpdate = this.#interaction.isButton() && isInPlace;
    if (this.#stage === "nothing") {
      if (isUpdate) await this.#voice.update(message);
      else await this.#voice.reply(message, { isHidden });
    } else if (this.#stage === "update deferred" ? isUpdate : isHidden === this.#isHidden) {
      await this.#voice.edit(message);
    } else {
      // What was deferred in public stays public.
      if (this.#stage === "deferred") await this.#voice.remove();
      await this.#voice.followUp(message, { isHidden });
    }
  }

  /** Discord tells people that the bot did not respond when it says nothing at all. */
  async #sayNothing(): Promise<void> {
    if (this.#stage === "update deferred") return;
    if (this.#interaction.isButton()) await this.#voice.deferUpdate();
    else {
      if (this.#stage === "nothing") await this.#voice.defer(true);
      await this.#voice.remove();
    }
  }

  #isTurned(): boolean {
    return this.#interaction.isButton() && readPageId(this.#interaction.customId) !== null;
  }

  #pageWanted(): number {
    if (!this.#interaction.isButton()) return 0;
    return readPageId(this.#interaction.customId)?.number ?? 0;
  }

  /** The question above its answer where Discord shows it to nobody, the way to ask on, no file where none may be sent. */
  #withExtras(reply: Reply): Reply {
    const { language, blocks, actions = [], attachments = [] } = reply;
    const words = catalogue(language);
    const asked = this.#formQuestion();
    const isAnswer = this.#isQuestion() && blocks.some(({ kind }) => kind === "quote");
    const mayAttach = this.#interaction.appPermissions.has(PermissionFlagsBits.AttachFiles);
    const { asFile, ...rest } = reply;
    return {
      ...rest,
      blocks: [
        ...(asked === "" ? [] : [{ kind: "note", text: words.quoted(asked) } as const]),
        ...blocks,
        ...(attachments.length > 0 && !mayAttach
          ? [{ kind: "note", text: words.noFilesHere } as const]
          : []),
      ],
      actions: isAnswer ? withFollowUp(actions, language) : actions,
      attachments: mayAttach ? attachments : [],
      // A page that was turned to keeps the file that the message has.
      ...(asFile && mayAttach && !this.#isTurned() ? { asFile } : {}),
    };
  }

  #formQuestion(): string {
    const interaction = this.#interaction;
    const isQuestion = interaction.isModalSubmit() && interaction.customId === FOLLOW_UP_ID;
    return isQuestion ? fieldOf(interaction).trim() : "";
  }

  #isQuestion(): boolean {
    const interaction = this.#interaction;
    if (interaction.isChatInputCommand()) return interaction.commandName === "ask";
    if (interaction.isMessageContextMenuCommand()) {
      return interaction.commandName === messageCommandName("ask");
    }
    return interaction.isModalSubmit() && interaction.customId === FOLLOW_UP_ID;
  }

  #own(text: string): Reply {
    return { blocks: [{ kind: "text", text }], language: this.#language, onlyAsker: true };
  }
}
