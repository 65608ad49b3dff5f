import type { View } from "../archive/collection.ts";
import type { Language } from "../domain/language.ts";
import type { Release } from "../domain/release.ts";
import type { Action, Block, Reply } from "../domain/reply.ts";
import { catalogue } from "../messages/catalogue.ts";
import { readingText } from "../text/reading-text.ts";
import { fold, words } from "../text/words.ts";
import { actionData } from "./action-data.ts";
import { headBlock } from "./answer-reply.ts";
import { counterpartActions } from "./counterpart-actions.ts";
import { releaseFile } from "./release-file.ts";
import { releaseItem } from "./release-item.ts";
import { releaseKey } from "./release-keys.ts";

/** Releases shown on one page of a list. */
const PAGE = 5;

export interface BrowseContext {
  readonly view: View;
  readonly language: Language;
  readonly at: number;
}

/** The newest releases, those on a topic only when one is named. */
export function latestReleases(topic: string, view: View): readonly Release[] {
  return view.valid.filter((release) => isAbout(release, topic));
}

interface ReleaseList {
  readonly heading: string;
  readonly releases: readonly Release[];
  /** From 0. */
  readonly page: number;
  /** The `data` of the button that turns to a page; without it there is this page only. */
  readonly turn?: (page: number) => string;
}

/** A page of a list of releases, each to be chosen, with buttons for the pages beside it. */
export function listReply(list: ReleaseList, { language }: BrowseContext): Reply {
  const wording = catalogue(language);
  const { heading, releases, turn } = list;
  const pages = Math.max(1, Math.ceil(releases.length / PAGE));
  const page = Math.min(list.page, pages - 1);
  const shown = releases.slice(page * PAGE, (page + 1) * PAGE);
  const blocks: Block[] = [
    { kind: "heading", text: heading },
    {
      kind: "list",
      items: shown.map((release) => releaseItem(release, language)),
    },
  ];
  if (pages > 1) blocks.push({ kind: "note", text: wording.pageOf(page + 1, pages) });
  const turns: Action[] = [];
  if (turn && page > 0) turns.push({ label: wording.buttons.previous, data: turn(page - 1) });
  if (turn && page + 1 < pages) turns.push({ label: wording.buttons.next, data: turn(page + 1) });
  return { blocks, actions: turns.length > 0 ? [turns] : [], language };
}

function isAbout(release: Release, topic: string): boolean {
  if (topic === "") return true;
  const wanted = words(topic, release.language).map(({ stem }) => stem);
  const there = new Set(
    words(
      [release.title, release.issuer ?? "", ...release.topics].join(" · "),
      release.language,
    ).map(({ stem }) => stem),
  );
  return wanted.every((stem) => there.has(stem));
}

/** Releases by id, by title, or by words of the title; the exact ones first. */
export function findReleases(asked: string, releases: readonly Release[]): Release[] {
  const exact = releases.filter(
    ({ id, title }) => id === asked || fold(title) === fold(asked) || releaseKey(id) === asked,
  );
  if (exact.length > 0) return exact;
  return releases.filter((release) => {
    const there = new Set(words(release.title, release.language).map(({ stem }) => stem));
    const wanted = words(asked, release.language);
    return wanted.length > 0 && wanted.every(({ stem }) => there.has(stem));
  });
}

/** The same among all that is public: what is valid first, else what no longer is. */
export function findPublic(asked: string, { valid, past }: View): Release[] {
  const found = findReleases(asked, valid);
  return found.length > 0 ? found : findReleases(asked, past);
}

/** The whole body, every character of it; a text that is no longer valid is shown with what replaced it. */
export function fullTextReply(release: Release, context: BrowseContext): Reply {
  const { view, language } = context;
  const wording = catalogue(language);
  const replacement = replacementOf(release, view);
  const blocks: Block[] = [headBlock(release, context), ...stateNotes(release, context)];
  for (const paragraph of release.paragraphs) {
    blocks.push({ kind: "paragraph", text: readingText(release.text, paragraph).text });
  }
  const links: Action[] = [
    { label: wording.buttons.pressKit, data: actionData("kit", releaseKey(release.id)) },
    ...(replacement
      ? [{ label: replacement.title, data: actionData("r", releaseKey(replacement.id)) }]
      : []),
    ...counterpartActions(release, context),
  ];
  return {
    blocks,
    actions: [links],
    language,
    again: actionData("r", releaseKey(release.id)),
    asFile: releaseFile(release, language),
  };
}

function replacementOf(release: Release, view: View): Release | undefined {
  const state = view.find(release.id)?.state;
  return state?.kind === "superseded" ? view.find(state.by)?.release : undefined;
}

/** What a reader must know first of a text that is no longer valid. */
export function stateNotes(release: Release, { view, language }: BrowseContext): Block[] {
  const wording = catalogue(language);
  const state = view.find(release.id)?.state;
  const replacement = replacementOf(release, view);
  return [
    ...(state?.kind === "withdrawn" ? [wording.withdrawnBecause(state.reason)] : []),
    ...(replacement ? [wording.replacedBy(replacement.title)] : []),
  ].map((text) => ({ kind: "note", text }));
}
