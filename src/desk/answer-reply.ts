import type { Outcome } from "../answer/engine.ts";
import { LONGEST_QUESTION } from "../answer/question.ts";
import type { View } from "../archive/collection.ts";
import type { Answered, NotFound } from "../domain/answer.ts";
import type { Citation } from "../domain/citation.ts";
import type { Language } from "../domain/language.ts";
import type { Release, ReleaseId } from "../domain/release.ts";
import type { Action, Block, Reply } from "../domain/reply.ts";
import { catalogue } from "../messages/catalogue.ts";
import { actionData } from "./action-data.ts";
import { counterpartActions } from "./counterpart-actions.ts";
import { oncePerRelease } from "./once-per-release.ts";
import { releaseItem } from "./release-item.ts";
import { releaseKey } from "./release-keys.ts";
import { sourceLine, wordDate } from "./wording.ts";

/** What an answer is worded with. */
export interface ReplyContext {
  readonly view: View;
  /** Of our own words; quotations stay as they are. */
  readonly language: Language;
  /** What a refusal points to; the newest release's contact when null. */
  readonly pressContact: string | null;
  /** The name in greetings; the newest release's issuer when null. */
  readonly organisation: string | null;
  /** The instant of asking, in milliseconds since 1970. */
  readonly at: number;
}

/** An answer whose release is older than this is called old. */
const OLD_MS = 400 * 24 * 3600_000;

/** Releases named where none says it. */
const NEAREST = 3;

/** Words an outcome for a chat. `questionKey`: a short name of the question, for what is said of the answer. */
export function replyToQuestion(
  { answer }: Outcome,
  context: ReplyContext,
  questionKey?: string,
): Reply {
  const { language } = context;
  const words = catalogue(language);
  switch (answer.status) {
    case "answered":
      return answeredReply(answer, context, questionKey);
    case "not-found":
      return notFoundReply(answer, context);
    case "small-talk":
      return textReply(words.smallTalk(answer.kind, organisationOf(context)), language);
    case "refused":
      return textReply(
        answer.reason === "too-long" ? words.tooLong(LONGEST_QUESTION) : words.noQuestion,
        language,
      );
  }
}

/** A reply of one sentence of ours. */
export function textReply(text: string, language: Language): Reply {
  return { blocks: [{ kind: "text", text }], language };
}

function answeredReply(
  answer: Answered,
  context: ReplyContext,
  questionKey: string | undefined,
): Reply {
  const { view, language } = context;
  const words = catalogue(language);
  const found = view.find(answer.quote.release);
  if (!found) return notFoundReply({ status: "not-found", nearest: [], confidence: 0 }, context);
  const { release } = found;
  const blocks: Block[] = [
    ...shortAnswer(answer, language),
    quoteBlock(answer),
    sourceBlock(release, context),
  ];
  const more = moreKeys(answer, release, context);
  const first: Action[] = [
    { label: words.buttons.fullText, data: actionData("r", releaseKey(release.id)) },
    ...(more.length > 0
      ? [{ label: words.buttons.moreSources, data: actionData("more", ...more) }]
      : []),
    ...counterpartActions(release, context),
  ];
  const about = [releaseKey(release.id), questionKey].filter((part) => part !== undefined);
  const second: Action[] = [
    { label: words.buttons.thisWasIt, data: actionData("right", ...about) },
    { label: words.buttons.notThis, data: actionData("wrong", ...about) },
  ];
  return { blocks, actions: [first, second], language };
}

/** At most three further releases fit into a button's data. */
function moreKeys(
  { more }: Answered,
  cited: Release,
  { view, language }: Pick<ReplyContext, "view" | "language">,
): string[] {
  const known = new Set([cited, ...view.counterparts(cited)].map(({ id }) => id));
  const others = more.flatMap(({ release: id }) =>
    known.has(id) ? [] : (view.find(id)?.release ?? []),
  );
  return oncePerRelease(others, view, language)
    .slice(0, 3)
    .map(({ id }) => releaseKey(id));
}

function shortAnswer({ span, items, reading }: Answered, language: Language): Block[] {
  const words = catalogue(language);
  if (reading?.kind === "yes" || reading?.kind === "no") {
    return [{ kind: "answer", text: `${words[reading.kind]} (${words.ourReading})` }];
  }
  if (items.length > 0) {
    return [{ kind: "list", items: items.map(({ text }) => ({ text })) }];
  }
  return span ? [{ kind: "answer", text: span.text }] : [];
}

function quoteBlock({ quote, span, items }: Answered): Block {
  const places = items.length > 0 ? items : [span].filter((part) => part !== null);
  return { kind: "quote", text: quote.text, marks: marksIn(quote, places) };
}

/** Where the cited places stand in the quotation as it reads. */
export function marksIn(
  quote: Citation,
  places: readonly Citation[],
): { start: number; end: number }[] {
  const marks: { start: number; end: number }[] = [];
  let from = 0;
  for (const { text, start } of places.toSorted((a, b) => a.start - b.start)) {
    // The span's own place among equal words: as far into the quotation as into the stored text, marks and wraps apart.
    const near = Math.max(from, start - quote.start - 24);
    const at = quote.text.includes(text, near)
      ? quote.text.indexOf(text, near)
      : quote.text.indexOf(text, from);
    if (at < 0) continue;
    marks.push({ start: at, end: at + text.length });
    from = at + text.length;
  }
  return marks;
}

/** Where words come from, with what a reader must know of their age and state. */
export function sourceBlock(
  release: Release,
  { language, at }: Pick<ReplyContext, "language" | "at">,
): Block {
  const words = catalogue(language);
  const isOld = release.date !== null && at - Date.parse(`${release.date}T00:00:00Z`) > OLD_MS;
  const notes = [
    release.changeNote === null ? null : words.correctsEarlier(release.changeNote),
    isOld && release.date !== null ? words.oldAnswer(wordDate(release.date, language)) : null,
  ].filter((note) => note !== null);
  return {
    kind: "source",
    release: release.id,
    title: release.title,
    line: sourceLine(release, language),
    url: release.url,
    note: notes.length > 0 ? notes.join(" ") : null,
  };
}

/** The same above a release's own text, where the date needs no remark. */
export function headBlock(release: Release, { language }: Pick<ReplyContext, "language">): Block {
  const { id, title, url, changeNote } = release;
  const note = changeNote === null ? null : catalogue(language).correctsEarlier(changeNote);
  return { kind: "head", release: id, title, line: sourceLine(release, language), url, note };
}

function notFoundReply({ nearest }: NotFound, context: ReplyContext): Reply {
  return nearestReply(catalogue(context.language).notFound, nearest, context);
}

/** That no release has it, which come nearest by title and date, and whom to ask. */
export function nearestReply(
  refusal: string,
  nearest: readonly ReleaseId[],
  context: ReplyContext,
): Reply {
  const { view, language } = context;
  const words = catalogue(language);
  const found = nearest.flatMap((id) => view.find(id)?.release ?? []);
  const releases = oncePerRelease(found, view, language).slice(0, NEAREST);
  const contact = pressContactOf(context);
  const blocks: Block[] = [{ kind: "text", text: refusal }];
  if (releases.length > 0) {
    blocks.push(
      { kind: "note", text: words.nearest },
      {
        kind: "list",
        items: releases.map((release) => releaseItem(release, language)),
      },
    );
  }
  if (contact !== null) blocks.push({ kind: "note", text: words.askPressOffice(contact) });
  return { blocks, language };
}

/** The setting, else how the newest release that has a contact may be reached. */
export function pressContactOf({
  view,
  pressContact,
}: Pick<ReplyContext, "view" | "pressContact">): string | null {
  if (pressContact !== null) return pressContact;
  const contact = view.valid.find(({ contacts }) => contacts.length > 0)?.contacts[0];
  if (!contact) return null;
  return [contact.name, contact.role, contact.phone, contact.email]
    .filter((part) => part !== undefined)
    .join(", ");
}

/** The setting, else who issued the newest release; as it is called in the chat's language, where a release is in that. */
export function organisationOf({
  view,
  organisation,
  language,
}: Pick<ReplyContext, "view" | "organisation" | "language">): string {
  const issued = view.valid.filter(({ issuer }) => issuer !== null);
  const newest = issued.find((release) => release.language === language) ?? issued[0];
  return organisation ?? newest?.issuer ?? "Pressdesk";
}
