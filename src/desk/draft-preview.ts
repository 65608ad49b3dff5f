import type { Reach } from "../announce/fan-out.ts";
import { inspectionOf } from "../archive/inspection.ts";
import type { Field, Release } from "../domain/release.ts";
import type { Block, Reply } from "../domain/reply.ts";
import { catalogue } from "../messages/catalogue.ts";
import { actionData } from "./action-data.ts";
import type { ReplyContext } from "./answer-reply.ts";
import { wordDate, wordInstant, wordLanguage } from "./wording.ts";

/** A draft to be shown to its officer. */
export interface Preview {
  readonly release: Release;
  /** Fields that its text left out and the release that it corrects gave. */
  readonly taken: readonly Field[];
  readonly reach: Reach;
  /** How many chats got the text that it corrects; null when it corrects none. */
  readonly got: number | null;
  readonly key: string;
  readonly timeZone: string;
  /** Its text bears no date: its own is the day on which it goes out. */
  readonly isUndated: boolean;
  /** A message may hold no more than this; the rest would come as another. */
  readonly mayBeCut: boolean;
  /** It came in several messages, and takes the place of the preview before. */
  readonly isJoined: boolean;
}

/** What was understood of a draft, what is missing, which chats it will reach and how; and what to do with it. */
export function previewReply(
  { release, taken, reach, got, key, timeZone, isUndated, mayBeCut, isJoined }: Preview,
  { view, language }: ReplyContext,
): Reply {
  const words = catalogue(language).officers;
  const { understood } = words;
  const found = inspectionOf(isUndated ? { ...release, date: null } : release);
  const corrected = release.corrects === null ? undefined : view.find(release.corrects)?.release;
  const lines: [string, string | null][] = [
    [understood.title, found.title],
    [understood.issuer, found.issuer],
    [understood.department, found.department],
    [understood.number, found.number],
    [understood.date, found.date === null ? null : wordDate(found.date, language)],
    [understood.place, found.place],
    [understood.language, wordLanguage(release.language, language)],
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
  const named = (fields: readonly Field[]): string =>
    fields.map((field) => names[field] ?? field).join(", ");
  const paragraphs = found.body.split("\n\n").map((text): Block => ({ kind: "paragraph", text }));
  return {
    blocks: [
      { kind: "heading", text: words.preview },
      ...(isJoined ? [{ kind: "note", text: words.joined } as const] : []),
      { kind: "list", items },
      ...(taken.length > 0 ? [{ kind: "note", text: words.taken(named(taken)) } as const] : []),
      ...(found.missing.length > 0
        ? [{ kind: "note", text: words.missing(named(found.missing)) } as const]
        : []),
      ...(isUndated && release.date !== null
        ? [{ kind: "note", text: words.undated(wordDate(release.date, language)) } as const]
        : []),
      ...paragraphs,
      ...(mayBeCut ? [{ kind: "note", text: words.mayBeCut } as const] : []),
      { kind: "text", text: words.reach(reach) },
      ...(got === null ? [] : [{ kind: "text", text: words.gotText(got) } as const]),
    ],
    actions: [
      [
        { label: words.buttons.publish, data: actionData("pub", "yes", key) },
        { label: words.buttons.discard, data: actionData("pub", "no", key) },
      ],
    ],
    language,
    onlyAsker: true,
    continues: isJoined,
  };
}
