import { supersededBy } from "../announce/announcer.ts";
import type { DeliveryAccount } from "../announce/delivery.ts";
import { reachOf } from "../announce/fan-out.ts";
import type { SubscriptionStore } from "../announce/subscription.ts";
import { ASKING } from "../answer/question-kind.ts";
import type { Collection, View } from "../archive/collection.ts";
import type { ReadOutcome, ReleaseFile } from "../archive/read-release.ts";
import type { ReleaseStore } from "../archive/release-store.ts";
import { dayBegins, dayIn } from "../archive/validity.ts";
import type { ChatRequest } from "../domain/chat.ts";
import type { Release, ReleaseId } from "../domain/release.ts";
import type { Reply } from "../domain/reply.ts";
import { catalogue } from "../messages/catalogue.ts";
import { fold } from "../text/words.ts";
import { actionData, parseActionData } from "./action-data.ts";
import { type ReplyContext, textReply } from "./answer-reply.ts";
import type { AuditLog, AuditRecord } from "./audit-log.ts";
import { findReleases } from "./browse.ts";
import type { UseCase } from "./create-desk.ts";
import { previewReply } from "./draft-preview.ts";
import type { Begun, Draft, DraftStore } from "./draft-store.ts";
import type { OriginalStore } from "./original.ts";
import { isAtOnce, joinedParts, mayHaveFurtherParts } from "./parts.ts";
import { completedFrom } from "./taken-over.ts";
import { wordInstant } from "./wording.ts";

export interface PublishOptions {
  readonly read: (file: ReleaseFile) => Promise<ReadOutcome>;
  readonly releases: Pick<ReleaseStore, "bring" | "drop" | "revisions">;
  readonly subscriptions: Pick<SubscriptionStore, "crowds">;
  readonly account: Pick<DeliveryAccount, "whoGot">;
  readonly collection: Collection;
  readonly audit: AuditLog;
  readonly drafts: DraftStore;
  readonly originals: Pick<OriginalStore, "keep" | "remove">;
  readonly timeZone: string;
  readonly clock: () => number;
  /** How long a confirmed release can be taken back, in milliseconds; default 20,000. */
  readonly undoMs?: number;
}

/** What a release is read from. */
interface Draftable extends Omit<ReleaseFile, "id"> {
  /** As it was typed; absent for a file. */
  readonly typed?: string;
  /** The last part of it, when it came in several. */
  readonly part?: { readonly text: string; readonly of: Draft };
}

/** Apps send what is longer than 4,000 characters or so as several messages, parted at a blank before. */
const LONG_MESSAGE = 3800;
const UNDO_MS = 20_000;
/** Drafts and what was begun are forgotten after an hour. */
const KEPT_MS = 3600_000;
const SLUG_LENGTH = 60;
const TITLED = /^(?<title>[^\n]{3,300})\n\s*\n[\s\S]{60,}$/u;

/**
 * Publishing, correcting and withdrawing in chat: a preview with what was understood, what is missing and how many chats it
 * will reach; then confirm; then a while in which it can be taken back. Officers alone get anything of it.
 */
export function createPublish(options: PublishOptions): UseCase {
  const desk = new PublishingDesk(options);
  return async (request, context) =>
    request.person.officer ? await desk.handle(request, context) : null;
}

class PublishingDesk {
  readonly #options: PublishOptions;

  constructor(options: PublishOptions) {
    this.#options = options;
  }

  async handle(request: ChatRequest, context: ReplyContext): Promise<Reply | null> {
    const { intent } = request;
    if (intent.kind === "document") {
      const correct = /^\/?correct\b[\s:]*(?<title>.*)$/isu.exec(intent.caption)?.groups?.["title"];
      if (correct !== undefined && correct.trim() !== "") {
        const refusal = await this.#begin(correct.trim(), request, context);
        if (refusal) return refusal;
      }
      return await this.#preview({ name: intent.name, bytes: intent.bytes }, request, context);
    }
    if (intent.kind === "command") return await this.#command(intent, request, context);
    if (intent.kind === "action") return await this.#press(intent.data, request, context);
    const begun = await this.#begun(request);
    if (begun && begun.draft !== null)
      return await this.#goOn(begun, intent.text, request, context);
    const text = intent.text.trim();
    // Behind a command that waits for it a text need only have more lines than a question has.
    const isRelease = begun ? text.includes("\n") : request.isPrivate && readsAsRelease(text);
    return isRelease ? await this.#preview(asFile(intent.text), request, context) : null;
  }

  /** What comes at once behind a long text is the rest of it; anything else is not for us. */
  async #goOn(
    { draft: key, at }: Begun,
    text: string,
    request: ChatRequest,
    context: ReplyContext,
  ): Promise<Reply | null> {
    const { drafts, clock } = this.#options;
    if (key === null || !isAtOnce(at, request.at)) return null;
    const draft = await drafts.find(key, clock());
    if (!draft || draft.typed === null || draft.isConfirmed) return null;
    await drafts.remove(key);
    const whole = asFile(joinedParts(draft.typed, text));
    return await this.#preview({ ...whole, part: { text, of: draft } }, request, context);
  }

  async #command(
    { name, argument, options }: Extract<ChatRequest["intent"], { kind: "command" }>,
    request: ChatRequest,
    context: ReplyContext,
  ): Promise<Reply | null> {
    const words = catalogue(context.language).officers;
    const typed = argument.trim();
    switch (name) {
      case "publish":
        if (typed === "") {
          await this.#note(request, { corrects: null, draft: null });
          return textReply(words.sendText, context.language);
        }
        return await this.#preview(asFile(typed), request, context);
      case "correct": {
        if (typed === "") return textReply(words.nothingToCorrect, context.language);
        const [title = "", ...lines] = typed.split("\n");
        const text = options["text"]?.split("\n") ?? lines;
        const refusal = await this.#begin(title, request, context);
        if (refusal) return refusal;
        return text.length > 0
          ? await this.#preview(asFile(text.join("\n")), request, context)
          : textReply(words.sendText, context.language);
      }
      case "withdraw":
        return await this.#withdraw(
          [typed, options["reason"]].filter((part) => part !== undefined).join(": "),
          request,
          context,
        );
      default:
        return null;
    }
  }

  /** Notes which release the next text corrects; a reply when none is clear. */
  async #begin(title: string, request: ChatRequest, context: ReplyContext): Promise<Reply | null> {
    const found = findReleases(title, context.view.valid);
    const [only] = found;
    if (!only || found.length > 1) return whichReply(title, found, context);
    await this.#note(request, { corrects: only.id, draft: null });
    return null;
  }

  async #begun({ address, person }: ChatRequest): Promise<Begun | null> {
    const { drafts, clock } = this.#options;
    return await drafts.begun(address, person.id, clock());
  }

  async #note(
    { address, person, at }: ChatRequest,
    begun: Pick<Begun, "corrects" | "draft">,
  ): Promise<void> {
    const expiresAt = this.#options.clock() + KEPT_MS;
    await this.#options.drafts.begin(address, person.id, { ...begun, at, expiresAt });
  }

  async #preview(
    { typed, part, ...file }: Draftable,
    request: ChatRequest,
    context: ReplyContext,
  ): Promise<Reply> {
    const { view, language, at } = context;
    const outcome = await this.#options.read({ ...file, id: "draft" });
    if (outcome.kind === "problem") return textReply(outcome.problem.reason, language);
    const releases =
      outcome.kind === "feed" ? outcome.items.map(({ release }) => release) : outcome.releases;
    const [read] = releases;
    // A file of several releases may hold what is not to be seen yet.
    const isWhole = outcome.kind === "releases" && releases.length === 1;
    if (!read) return textReply(catalogue(language).officers.sendText, language);
    const begun = part ? null : await this.#begun(request);
    const asked = begun?.draft === null ? begun.corrects : part?.of.release.corrects;
    const corrects = asked ?? read.corrects ?? view.correctedBy(read);
    const corrected = corrects === null ? undefined : view.find(corrects)?.release;
    const { timeZone, clock } = this.#options;
    const completed = completedFrom(corrected, { ...read, id: idOf(read, at), corrects });
    const { taken } = completed;
    const isUndated = completed.release.date === null;
    const goesOut = Math.max(clock(), completed.release.embargoUntil ?? 0);
    const release = isUndated
      ? { ...completed.release, date: dayIn(goesOut, timeZone) }
      : completed.release;
    const key = await this.#keep(
      {
        action: corrects === null ? "publish" : "correct",
        release,
        typed: typed ?? null,
        original: typed === undefined && isWhole ? { name: file.name, bytes: file.bytes } : null,
      },
      request,
    );
    const crowds = await this.#options.subscriptions.crowds();
    const reach = reachOf(release, view.counterparts(release), crowds);
    const said = part?.text ?? typed ?? "";
    if (mayHaveFurtherParts(said)) await this.#note(request, { corrects, draft: key });
    else await this.#options.drafts.begin(request.address, request.person.id, null);
    const got = corrects === null ? null : await this.#whoGot(release, "correction");
    const preview = { release, taken, reach, got, key, timeZone, isUndated };
    return previewReply(
      { ...preview, mayBeCut: said.length >= LONG_MESSAGE, isJoined: part !== undefined },
      context,
    );
  }

  async #withdraw(typed: string, request: ChatRequest, context: ReplyContext): Promise<Reply> {
    const { view, language } = context;
    const words = catalogue(language).officers;
    if (typed === "") {
      const { missingArgument, options } = catalogue(language);
      return textReply(missingArgument("withdraw", options["title"] ?? ""), language);
    }
    // A title may hold colons of its own: a split that names one exactly goes before one that holds words of it.
    const splits = [...typed.matchAll(/[:\n]/gu)].map(({ index }) => index);
    const exact = splits.filter((split) => namedBy(typed.slice(0, split), view));
    const isWhole = namedBy(typed, view);
    for (const split of isWhole ? [] : [...exact.toReversed(), ...splits]) {
      const found = findReleases(typed.slice(0, split).trim(), view.valid);
      const reason = typed.slice(split + 1).trim();
      const [only] = found;
      if (!only || found.length > 1 || reason === "") continue;
      const release = { ...only, withdrawn: reason };
      const draft = { action: "withdraw", release, typed: null, original: null } as const;
      const key = await this.#keep(draft, request);
      const got = await this.#whoGot(release, "withdrawal");
      return {
        blocks: [
          { kind: "text", text: words.withdrawPreview(only.title, reason) },
          { kind: "text", text: words.gotText(got) },
        ],
        language,
        actions: [
          [
            { label: words.buttons.withdraw, data: actionData("pub", "yes", key) },
            { label: words.buttons.discard, data: actionData("pub", "no", key) },
          ],
        ],
      };
    }
    const found = findReleases(typed, view.valid);
    const [only] = found;
    return only && found.length === 1
      ? textReply(words.whyWithdrawn(only.title), language)
      : whichReply(typed, found, context);
  }

  /** How many chats got a text that would no longer be valid, and would be told. */
  async #whoGot(release: Release, kind: "correction" | "withdrawal"): Promise<number> {
    const { account, collection, clock, timeZone } = this.#options;
    const at = Math.max(clock(), publicFrom(release, timeZone));
    const view = collection.viewWith(release, at);
    return await account.whoGot(supersededBy(release, kind, collection, view));
  }

  async #press(data: string, request: ChatRequest, context: ReplyContext): Promise<Reply | null> {
    const { verb, parameters } = parseActionData(data);
    if (verb !== "pub") return null;
    const [what = "", key = ""] = parameters;
    const { language } = context;
    const { drafts, clock } = this.#options;
    const draft = await drafts.find(key, clock());
    if (!draft || !isOf(draft, request))
      return textReply(catalogue(language).staleButton, language);
    if (what === "undo") return await this.#undo(draft, request, context);
    if (draft.isConfirmed && (what === "no" || (await this.#isStored(draft))))
      return textReply(catalogue(language).staleButton, language);
    if (what === "no") {
      await drafts.remove(key);
      return { ...textReply(catalogue(language).officers.discarded, language), inPlace: true };
    }
    return draft.action === "withdraw"
      ? await this.#confirmWithdrawal(draft, request, context)
      : await this.#confirm(draft, request, context);
  }

  async #isStored({ release }: Draft): Promise<boolean> {
    return (await this.#options.releases.revisions(release.id)).length > 0;
  }

  /** What was confirmed when the process died before it was stored is stored by the next press. */
  async #confirm(draft: Draft, request: ChatRequest, { language }: ReplyContext): Promise<Reply> {
    const { clock, releases, drafts, originals, timeZone, undoMs = UNDO_MS } = this.#options;
    const { key, original } = draft;
    const at = clock();
    const goesOut = draft.isConfirmed
      ? (draft.release.embargoUntil ?? at)
      : Math.max(publicFrom(draft.release, timeZone), at + undoMs);
    const release = { ...draft.release, embargoUntil: goesOut };
    const isOurs = await drafts.confirm(key, release, Math.max(goesOut, draft.expiresAt));
    if (!isOurs && !draft.isConfirmed) return textReply(catalogue(language).staleButton, language);
    if (original) await originals.keep(release.id, original);
    const [outcome] = await releases.bring([
      { release, origin: { source: "chat", fingerprint: "" }, at, isOld: false },
    ]);
    // Pressed twice at the same moment.
    if (outcome?.kind === "unchanged") return textReply(catalogue(language).staleButton, language);
    if (outcome?.kind === "known") {
      await releases.drop([release.id]);
      await originals.remove(release.id);
      await drafts.remove(key);
      const { alreadyThere } = catalogue(language).officers;
      return { ...textReply(alreadyThere(release.title), language), inPlace: true };
    }
    await this.#record(draft.action, release, request);
    const words = catalogue(language).officers;
    const waitMs = Math.max(0, goesOut - at);
    const text =
      waitMs > undoMs
        ? words.publishedLater(wordInstant(goesOut, language, timeZone))
        : words.published(Math.round(waitMs / 1000));
    return {
      // Whoever may take it back sees what.
      blocks: [
        { kind: "heading", text: release.title },
        { kind: "text", text },
      ],
      language,
      actions: [[{ label: words.buttons.undo, data: actionData("pub", "undo", key) }]],
      inPlace: true,
    };
  }

  async #confirmWithdrawal(
    draft: Draft,
    request: ChatRequest,
    { language, view }: ReplyContext,
  ): Promise<Reply> {
    const { clock, releases, drafts } = this.#options;
    // It may have been changed since the preview.
    const current = view.find(draft.release.id)?.release ?? draft.release;
    const release = { ...current, withdrawn: draft.release.withdrawn };
    await releases.bring([{ release, origin: null, at: clock(), isOld: false }]);
    await drafts.remove(draft.key);
    await this.#record("withdraw", release, request);
    const words = catalogue(language).officers;
    return { ...textReply(words.withdrawn(release.title), language), inPlace: true };
  }

  async #undo(
    { key, release, isConfirmed }: Draft,
    request: ChatRequest,
    { language }: ReplyContext,
  ): Promise<Reply> {
    const { releases, originals, drafts, clock } = this.#options;
    const words = catalogue(language).officers;
    if (!isConfirmed) return textReply(catalogue(language).staleButton, language);
    if ((release.embargoUntil ?? 0) <= clock()) return textReply(words.tooLate, language);
    await releases.drop([release.id]);
    await originals.remove(release.id);
    await drafts.remove(key);
    await this.#record("undo", release, request);
    return { ...textReply(words.undone, language), inPlace: true };
  }

  async #record(
    action: AuditRecord["action"],
    { id, title }: Release,
    { address, person }: ChatRequest,
  ): Promise<void> {
    await this.#options.audit.add({
      at: this.#options.clock(),
      action,
      release: id,
      platform: address.platform,
      person: person.id,
      detail: title,
    });
  }

  async #keep(
    draft: Pick<Draft, "action" | "release" | "typed" | "original">,
    { address, person }: ChatRequest,
  ): Promise<string> {
    const { drafts, clock } = this.#options;
    const key = crypto.randomUUID();
    const expiresAt = clock() + KEPT_MS;
    await drafts.keep({
      ...draft,
      key,
      address,
      person: person.id,
      isConfirmed: false,
      expiresAt,
    });
    return key;
  }
}

/** Front matter, or a title that asks nothing, an empty line and a text of some length. */
function readsAsRelease(text: string): boolean {
  if (text.startsWith("---\n")) return true;
  const { title = "" } = TITLED.exec(text)?.groups ?? {};
  return title !== "" && !ASKING.test(title) && !/[?？]/u.test(title);
}

function isOf(draft: Draft, { address, person }: ChatRequest): boolean {
  return draft.person === person.id && draft.address.platform === address.platform;
}

function whichReply(title: string, found: readonly Release[], { language }: ReplyContext): Reply {
  const words = catalogue(language);
  if (found.length === 0) return textReply(words.noSuchRelease(title), language);
  return {
    blocks: [
      { kind: "text", text: words.officers.whichRelease },
      { kind: "list", items: found.map((release) => ({ text: release.title })) },
    ],
    language,
  };
}

function namedBy(part: string, { valid }: View): boolean {
  const name = part.trim();
  return valid.some(({ id, title }) => id === name || fold(title) === fold(name));
}

/** When a release may become public by its embargo or, without one, by its date; in milliseconds since 1970. */
function publicFrom({ embargoUntil, date }: Release, timeZone: string): number {
  return embargoUntil ?? (date === null ? 0 : dayBegins(date, timeZone));
}

function asFile(text: string): Draftable {
  const isMarkdown = text.startsWith("---\n");
  return {
    name: isMarkdown ? "release.md" : "release.txt",
    bytes: new TextEncoder().encode(text),
    typed: text,
  };
}

/** `chat/2026-11-02-new-ferry-links`; the instant makes it nobody else's. */
function idOf({ title, date }: Release, at: number): ReleaseId {
  const slug = fold(title)
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, "-")
    .replaceAll(/^-|-$/gu, "")
    .slice(0, SLUG_LENGTH);
  return `chat/${date ?? new Date(at).toISOString().slice(0, 10)}-${slug}-${at.toString(36)}`;
}
