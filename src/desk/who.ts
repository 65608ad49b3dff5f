import { nearestByWords } from "../answer/evidence.ts";
import { isVerbatim } from "../answer/gate.ts";
import type { Library } from "../answer/library.ts";
import { officeHolders } from "../answer/office-holders.ts";
import type { Collection } from "../archive/collection.ts";
import { LANGUAGES } from "../domain/language.ts";
import type { OfficeHolder } from "../domain/office.ts";
import type { Action, Block, ListItem, Reply } from "../domain/reply.ts";
import { catalogue } from "../messages/catalogue.ts";
import { actionData } from "./action-data.ts";
import { marksIn, nearestReply, type ReplyContext, sourceBlock } from "./answer-reply.ts";
import { releaseKey } from "./release-keys.ts";
import { wordDate } from "./wording.ts";

/** Where offices are looked up. */
export interface OfficeSource {
  readonly library: Library;
  readonly collection: Collection;
}

/** Of the nearest three are named; each may be there in every language. */
const LOOKED_AT = 3 * LANGUAGES.length;
/** Releases offered below the list. */
const BUTTONS = 5;

/** Who holds an office, and who held it: newest first, each with its dates and the release that says so. */
export function whoReply(
  office: string,
  { library, collection }: OfficeSource,
  context: ReplyContext,
): Reply {
  const { view, language, at } = context;
  const words = catalogue(language);
  const allow = (id: string): boolean => view.isValid(id);
  const today = dayOf(at);
  const timeline = officeHolders(office, { library, allow, language, today });
  const holders = (timeline?.holders ?? []).filter(({ name, sentence }) =>
    [name, sentence].every((citation) => isVerbatim(citation, (id) => collection.stored(id))),
  );
  const [newest] = holders;
  if (!newest) {
    const nearest = nearestByWords(office, library, allow, LOOKED_AT);
    return nearestReply(words.officeUnknown(office), nearest, context);
  }
  const release = view.find(newest.sentence.release)?.release;
  const blocks: Block[] = [
    { kind: "heading", text: words.officeHeading(newest.role) },
    { kind: "list", items: holders.map((holder) => holderItem(holder, context)) },
    { kind: "quote", text: newest.sentence.text, marks: marksIn(newest.sentence, [newest.name]) },
    ...(release ? [sourceBlock(release, context)] : []),
  ];
  return { blocks, actions: releaseButtons(holders, context), language };
}

function holderItem(holder: OfficeHolder, { view, language, at }: ReplyContext): ListItem {
  const words = catalogue(language);
  const today = dayOf(at);
  const { name, role, standing, predecessor } = holder;
  const mark = standing === "holder" ? "" : ` (${words[standing]})`;
  const release = view.find(holder.sentence.release)?.release;
  const said = release && `${words.quoted(release.title)}, ${dated(release.date, language)}`;
  const parts = [
    term(holder, today, language),
    predecessor ? words.holderAfter(predecessor.text) : null,
    said ?? null,
  ].filter((part) => part !== null);
  return { text: `${name.text} – ${role}${mark}`, detail: parts.join(" · ") };
}

/** From when to when: as releases say it, else between which days they name the holder. */
function term(
  { since, until, seen }: OfficeHolder,
  today: string,
  language: ReplyContext["language"],
): string {
  const words = catalogue(language);
  const { first, last } = seen;
  const parts = [
    since === null
      ? null
      : (since > today ? words.holderFrom : words.holderSince)(dated(since, language)),
    until === null ? null : words.formerly(dated(until, language)),
  ].filter((part) => part !== null);
  if (parts.length > 0) return parts.join(", ");
  if (first === null || last === null) return words.noDate;
  return first === last
    ? words.holderSeen(dated(first, language))
    : words.holderSeenBetween(dated(first, language), dated(last, language));
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

function dated(date: string | null, language: ReplyContext["language"]): string {
  return date === null ? catalogue(language).noDate : wordDate(date, language);
}

function releaseButtons(
  holders: readonly OfficeHolder[],
  { view, language }: ReplyContext,
): Action[][] {
  const ids = [...new Set(holders.map(({ sentence }) => sentence.release))].slice(0, BUTTONS);
  const { buttons } = catalogue(language);
  return ids.flatMap((id) => {
    const release = view.find(id)?.release;
    const label = ids.length === 1 ? buttons.fullText : (release?.title ?? "");
    return release ? [[{ label, data: actionData("r", releaseKey(id)) }]] : [];
  });
}
