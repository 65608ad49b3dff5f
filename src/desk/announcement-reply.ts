import type { Delivery } from "../announce/delivery.ts";
import type { RevisionRef } from "../announce/fan-out.ts";
import type { View } from "../archive/collection.ts";
import type { Citation } from "../domain/citation.ts";
import type { Language } from "../domain/language.ts";
import type { Release } from "../domain/release.ts";
import type { Action, Block, Reply } from "../domain/reply.ts";
import { catalogue } from "../messages/catalogue.ts";
import { readingText } from "../text/reading-text.ts";
import { splitSentences } from "../text/sentences.ts";
import { actionData } from "./action-data.ts";
import { sourceBlock } from "./answer-reply.ts";
import { counterpartActions } from "./counterpart-actions.ts";
import { releaseItem } from "./release-item.ts";
import { releaseKey } from "./release-keys.ts";

/** Releases of a digest that can be chosen; platforms show no more than some twenty buttons. */
const DIGEST_BUTTONS = 20;

interface AnnouncementContext {
  readonly view: View;
  readonly language: Language;
  readonly at: number;
}

/** Words a new release or a correction: title, issuer, date, first sentence and the way to the full text; `null` when it is not valid. */
export function announcementReply(
  { kind, release: id }: Pick<Delivery, "kind" | "release">,
  context: AnnouncementContext,
): Reply | null {
  const { view, language } = context;
  const found = view.find(id);
  if (found?.state.kind !== "valid") return null;
  const { release } = found;
  const words = catalogue(language);
  const isCorrection = kind === "correction";
  const label = isCorrection ? words.announcements.correction : words.announcements.announcement;
  const corrected = release.corrects === null ? undefined : view.find(release.corrects)?.release;
  const note =
    isCorrection && release.changeNote === null && corrected
      ? [{ kind: "note", text: words.replaces(corrected.title) } as const]
      : [];
  const first = firstSentence(release);
  const blocks: Block[] = [
    { kind: "heading", text: label },
    sourceBlock(release, context),
    ...note,
    ...(first === "" ? [] : [{ kind: "quote", text: first, marks: [] } as const]),
  ];
  return { blocks, actions: [linksOf(release, context)], language };
}

/** That a release is no longer valid, and why; `null` when it is valid again. */
export function withdrawalReply(id: string, { view, language }: AnnouncementContext): Reply | null {
  const found = view.find(id);
  if (found?.state.kind !== "withdrawn") return null;
  const words = catalogue(language).announcements;
  return {
    blocks: [
      { kind: "heading", text: words.withdrawal },
      { kind: "text", text: words.withdrawn(found.release.title, found.state.reason) },
    ],
    language,
  };
}

/** All that is valid of a digest, newest first; `null` when nothing is. */
export function digestReply(
  entries: readonly RevisionRef[],
  { view, language }: AnnouncementContext,
): Reply | null {
  const wanted = new Set(entries.map(({ release }) => release));
  const releases = view.valid.filter(({ id }) => wanted.has(id));
  if (releases.length === 0) return null;
  return {
    blocks: [
      { kind: "heading", text: catalogue(language).announcements.digest(releases.length) },
      {
        kind: "list",
        items: releases.map((release, i) => {
          const { data, ...item } = releaseItem(release, language);
          return i < DIGEST_BUTTONS ? { ...item, data } : item;
        }),
      },
    ],
    language,
  };
}

/** A question that was left with the desk, and what answers it now. */
export interface LateAnswer {
  readonly question: string;
  readonly quote: Citation;
  readonly reply: Reply;
}

/**
 * Puts each question before its answer. `news`: the release that a subscriber among those who asked would be told of; its
 * announcement is part of the message, as far as the answers do not say the same.
 */
export function lateAnswerReply(
  answers: readonly LateAnswer[],
  news: Release | null,
  context: AnnouncementContext,
): Reply {
  const { language } = context;
  const words = catalogue(language).announcements;
  const blocks = answers.flatMap(({ question, reply }): readonly Block[] => [
    { kind: "text", text: words.answerTo(question) },
    ...reply.blocks,
  ]);
  const actions = answers[0]?.reply.actions ?? [];
  const isCited = answers.some(({ quote }) => quote.release === news?.id);
  const announcement =
    news && !isCited
      ? announcementReply({ kind: "announcement", release: news.id }, context)
      : null;
  if (announcement) {
    return {
      blocks: [...blocks, ...announcement.blocks],
      actions: [...actions, ...(announcement.actions ?? [])],
      language,
    };
  }
  const first = news ? firstSentence(news) : "";
  const isSaid = first === "" || answers.some(({ quote }) => quote.text.includes(first));
  // Before the source that it shares with the answer.
  const source = blocks.findIndex((block) => block.kind === "source" && block.release === news?.id);
  const opening: Block[] = isSaid ? [] : [{ kind: "quote", text: first, marks: [] }];
  return {
    blocks: [...blocks.slice(0, source), ...opening, ...blocks.slice(source)],
    actions,
    language,
  };
}

function linksOf(release: Release, context: AnnouncementContext): readonly Action[] {
  const { fullText } = catalogue(context.language).buttons;
  return [
    { label: fullText, data: actionData("r", releaseKey(release.id)) },
    ...counterpartActions(release, context),
  ];
}

function firstSentence({ text, paragraphs }: Release): string {
  const [first] = paragraphs;
  if (!first) return "";
  const reading = readingText(text, first).text;
  const [sentence] = splitSentences(reading);
  return sentence ? reading.slice(sentence.start, sentence.end) : reading;
}
