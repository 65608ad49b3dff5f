import { publicCounterparts } from "../announce/announcer.ts";
import { type Reach, reachOf } from "../announce/fan-out.ts";
import type { SubscriptionStore } from "../announce/subscription.ts";
import type { View } from "../archive/collection.ts";
import { inspectionOf } from "../archive/inspection.ts";
import type { ReadOutcome, ReleaseFile } from "../archive/read-release.ts";
import type { ReleaseStore } from "../archive/release-store.ts";
import { dayBegins } from "../archive/validity.ts";
import type { ChatRequest } from "../domain/chat.ts";
import type { Release, ReleaseId } from "../domain/release.ts";
import type { Block, Reply } from "../domain/reply.ts";
import { catalogue } from "../messages/catalogue.ts";
import { fold } from "../text/words.ts";
import { actionData, parseActionData } from "./action-data.ts";
import { type ReplyContext, textReply } from "./answer-reply.ts";
import type { AuditLog, AuditRecord } from "./audit-log.ts";
import { findReleases } from "./browse.ts";
import type { UseCase } from "./create-desk.ts";
import { wordInstant } from "./wording.ts";

export interface PublishOptions {
  readonly read: (file: ReleaseFile) => Promise<ReadOutcome>;
  readonly releases: Pick<ReleaseStore, "bring" | "drop">;
  readonly subscriptions: Pick<SubscriptionStore, "crowds">;
  readonly audit: AuditLog;
  readonly timeZone: string;
  readonly clock: () => number;
  /** How long a confirmed release can be taken back, in milliseconds; default 20,000. */
  readonly undoMs?: number;
}

interface Draft {
  readonly action: "publish" | "correct" | "withdraw";
  readonly release: Release;
  readonly person: string;
  readonly at: number;
  /** Stored, and to go out; it can be taken back and nothing else. */
  readonly isConfirmed?: boolean;
}

/** What an officer has begun: the next text or file goes on with it. */
interface Begun {
  readonly corrects: ReleaseId | null;
  readonly at: number;
}

/** What a release is read from. */
interface Draftable extends Omit<ReleaseFile, "id"> {
  /** A message may hold no more than this; the rest would come as another. */
  readonly mayBeCut?: boolean;
}

/** Apps send what is longer than 4,000 characters or so as several messages, parted at a blank before. */
const LONG_MESSAGE = 3800;
const UNDO_MS = 20_000;
/** Drafts and what was begun are forgotten after an hour. */
const KEPT_MS = 3600_000;
const SLUG_LENGTH = 60;

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
  readonly #drafts = new Map<string, Draft>();
  readonly #begun = new Map<string, Begun>();
  #numbered = 0;

  constructor(options: PublishOptions) {
    this.#options = options;
  }

  async handle(request: ChatRequest, context: ReplyContext): Promise<Reply | null> {
    const { intent } = request;
    this.#forgetOld();
    if (intent.kind === "document") {
      const correct = /^\/?correct\b[\s:]*(?<title>.*)$/isu.exec(intent.caption)?.groups?.["title"];
      if (correct !== undefined && correct.trim() !== "") {
        const refusal = this.#begin(correct.trim(), request, context);
        if (refusal) return refusal;
      }
      return await this.#preview({ name: intent.name, bytes: intent.bytes }, request, context);
    }
    if (intent.kind === "command") return await this.#command(intent, request, context);
    if (intent.kind === "action") return await this.#press(intent.data, request, context);
    // A question has one line.
    const isText = this.#begun.has(keyOf(request)) && intent.text.trim().includes("\n");
    return isText ? await this.#preview(asFile(intent.text), request, context) : null;
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
          this.#begun.set(keyOf(request), { corrects: null, at: context.at });
          return textReply(words.sendText, context.language);
        }
        return await this.#preview(asFile(typed), request, context);
      case "correct": {
        if (typed === "") return textReply(words.nothingToCorrect, context.language);
        const [title = "", ...lines] = typed.split("\n");
        const text = options["text"]?.split("\n") ?? lines;
        const refusal = this.#begin(title, request, context);
        if (refusal) return refusal;
        return text.length > 0
          ? await this.#preview(asFile(text.join("\n")), request, context)
          : textReply(words.sendText, context.language);
      }
      case "withdraw":
        return this.#withdraw(
          [typed, options["reason"]].filter((part) => part !== undefined).join(": "),
          request,
          context,
        );
      default:
        return null;
    }
  }

  /** Notes which release the next text corrects; a reply when none is clear. */
  #begin(title: string, request: ChatRequest, context: ReplyContext): Reply | null {
    const found = findReleases(title, context.view.valid);
    const [only] = found;
    if (!only || found.length > 1) return whichReply(title, found, context);
    this.#begun.set(keyOf(request), { corrects: only.id, at: context.at });
    return null;
  }

  async #preview(
    { mayBeCut = false, ...file }: Draftable,
    request: ChatRequest,
    context: ReplyContext,
  ): Promise<Reply> {
    const { view, language, at } = context;
    const outcome = await this.#options.read({ ...file, id: "draft" });
    if (outcome.kind === "problem") return textReply(outcome.problem.reason, language);
    const [read] =
      outcome.kind === "feed" ? outcome.items.map(({ release }) => release) : outcome.releases;
    if (!read) return textReply(catalogue(language).officers.sendText, language);
    const corrects = this.#begun.get(keyOf(request))?.corrects ?? read.corrects;
    const release = { ...read, id: idOf(read, at), corrects };
    this.#begun.delete(keyOf(request));
    const key = this.#keep({
      action: corrects === null ? "publish" : "correct",
      release,
      person: request.person.id,
      at,
    });
    const crowds = await this.#options.subscriptions.crowds();
    const reach = reachOf(release, publicCounterparts(release, view), crowds);
    const { timeZone } = this.#options;
    return previewReply({ release, reach, key, timeZone, mayBeCut }, context);
  }

  #withdraw(typed: string, request: ChatRequest, context: ReplyContext): Reply {
    const { view, language, at } = context;
    const words = catalogue(language).officers;
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
      const key = this.#keep({ action: "withdraw", release, person: request.person.id, at });
      return {
        ...textReply(words.withdrawPreview(only.title, reason), language),
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

  async #press(data: string, request: ChatRequest, context: ReplyContext): Promise<Reply | null> {
    const { verb, parameters } = parseActionData(data);
    if (verb !== "pub") return null;
    const [what = "", key = ""] = parameters;
    const { language } = context;
    const draft = this.#drafts.get(key);
    if (!draft || draft.person !== request.person.id)
      return textReply(catalogue(language).staleButton, language);
    const words = catalogue(language).officers;
    if (draft.isConfirmed === true && what !== "undo")
      return textReply(catalogue(language).staleButton, language);
    if (what === "no") {
      this.#drafts.delete(key);
      return { ...textReply(words.discarded, language), inPlace: true };
    }
    if (what === "undo") return await this.#undo(draft, key, request, context);
    return draft.action === "withdraw"
      ? await this.#confirmWithdrawal(draft, key, request, context)
      : await this.#confirm(draft, key, request, context);
  }

  async #confirm(
    draft: Draft,
    key: string,
    request: ChatRequest,
    { language }: ReplyContext,
  ): Promise<Reply> {
    const { clock, releases, timeZone, undoMs = UNDO_MS } = this.#options;
    const at = clock();
    const goesOut = Math.max(publicFrom(draft.release, timeZone), at + undoMs);
    const release = { ...draft.release, embargoUntil: goesOut };
    const [outcome] = await releases.bring([
      { release, origin: { source: "chat", fingerprint: "" }, at, isOld: false },
    ]);
    if (outcome?.kind === "known") {
      await releases.drop([release.id]);
      this.#drafts.delete(key);
      const { alreadyThere } = catalogue(language).officers;
      return { ...textReply(alreadyThere(release.title), language), inPlace: true };
    }
    this.#drafts.set(key, { ...draft, release, isConfirmed: true });
    await this.#record(draft.action, release, request);
    const words = catalogue(language).officers;
    const waitMs = goesOut - at;
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
    key: string,
    request: ChatRequest,
    { language, view }: ReplyContext,
  ): Promise<Reply> {
    const { clock, releases } = this.#options;
    // It may have been changed since the preview.
    const current = view.find(draft.release.id)?.release ?? draft.release;
    const release = { ...current, withdrawn: draft.release.withdrawn };
    await releases.bring([{ release, origin: null, at: clock(), isOld: false }]);
    this.#drafts.delete(key);
    await this.#record("withdraw", release, request);
    const words = catalogue(language).officers;
    return { ...textReply(words.withdrawn(release.title), language), inPlace: true };
  }

  async #undo(
    { release }: Draft,
    key: string,
    request: ChatRequest,
    { language }: ReplyContext,
  ): Promise<Reply> {
    const words = catalogue(language).officers;
    if ((release.embargoUntil ?? 0) <= this.#options.clock())
      return textReply(words.tooLate, language);
    await this.#options.releases.drop([release.id]);
    this.#drafts.delete(key);
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

  #keep(draft: Draft): string {
    this.#numbered += 1;
    const key = `${this.#numbered.toString(36)}-${draft.at.toString(36)}`;
    this.#drafts.set(key, draft);
    return key;
  }

  #forgetOld(): void {
    const now = this.#options.clock();
    for (const [key, { at }] of this.#drafts) if (at + KEPT_MS < now) this.#drafts.delete(key);
    for (const [key, { at }] of this.#begun) if (at + KEPT_MS < now) this.#begun.delete(key);
  }
}

interface Preview {
  readonly release: Release;
  readonly reach: Reach;
  readonly key: string;
  readonly timeZone: string;
  readonly mayBeCut: boolean;
}

function previewReply(
  { release, reach, key, timeZone, mayBeCut }: Preview,
  { view, language }: ReplyContext,
): Reply {
  const words = catalogue(language).officers;
  const { understood } = words;
  const found = inspectionOf(release);
  const corrected = release.corrects === null ? undefined : view.find(release.corrects)?.release;
  const lines: [string, string | null][] = [
    [understood.title, found.title],
    [understood.issuer, found.issuer],
    [understood.department, found.department],
    [understood.number, found.number],
    [understood.date, found.date],
    [understood.place, found.place],
    [understood.language, catalogue(release.language).languageName],
    [understood.topics, found.topics.join(", ")],
    [
      understood.contacts,
      found.contacts.map(({ name, phone, email }) => name ?? email ?? phone ?? "").join(", "),
    ],
    [understood.corrects, corrected?.title ?? null],
    [
      understood.embargo,
      release.embargoUntil === null ? null : wordInstant(release.embargoUntil, language, timeZone),
    ],
  ];
  const items = lines.flatMap(([label, value]) =>
    value === null || value === "" ? [] : [{ text: `${label}: ${value}` }],
  );
  const names: Readonly<Record<string, string>> = understood;
  const missing = found.missing.map((field) => names[field] ?? field);
  const paragraphs = found.body.split("\n\n").map((text): Block => ({ kind: "paragraph", text }));
  return {
    blocks: [
      { kind: "heading", text: words.preview },
      { kind: "list", items },
      ...(missing.length > 0
        ? [{ kind: "note", text: words.missing(missing.join(", ")) } as const]
        : []),
      ...paragraphs,
      ...(mayBeCut ? [{ kind: "note", text: words.mayBeCut } as const] : []),
      { kind: "text", text: words.reach(reach) },
    ],
    actions: [
      [
        { label: words.buttons.publish, data: actionData("pub", "yes", key) },
        { label: words.buttons.discard, data: actionData("pub", "no", key) },
      ],
    ],
    language,
    onlyAsker: true,
  };
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

function keyOf({ address, person }: ChatRequest): string {
  return JSON.stringify([address.platform, address.chat, person.id]);
}

function asFile(text: string): Draftable {
  const isMarkdown = text.startsWith("---\n");
  return {
    name: isMarkdown ? "release.md" : "release.txt",
    bytes: new TextEncoder().encode(text),
    mayBeCut: text.length >= LONG_MESSAGE,
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
