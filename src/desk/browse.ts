import type { View } from "../archive/collection.ts";
import type { Language } from "../domain/language.ts";
import type { Release } from "../domain/release.ts";
import type { Action, Block, Reply } from "../domain/reply.ts";
import { catalogue } from "../messages/catalogue.ts";
import { readingText } from "../text/reading-text.ts";
import { fold, words } from "../text/words.ts";
import { actionData } from "./action-data.ts";
import { counterpartOf, sourceBlock, textReply } from "./answer-reply.ts";
import { releaseKey } from "./release-keys.ts";
import { sourceLine } from "./wording.ts";

/** Releases shown on one page of a list. */
const PAGE = 5;

interface BrowseContext {
  readonly view: View;
  readonly language: Language;
  readonly at: number;
}

/** The newest releases, those on a topic only when one is named. */
export function latestReply(topic: string, page: number, context: BrowseContext): Reply {
  const { view, language } = context;
  const releases = view.valid.filter((release) => isAbout(release, topic));
  const wording = catalogue(language);
  if (releases.length === 0) {
    return textReply(
      topic === "" ? wording.nothingPublished : wording.noSuchRelease(topic),
      language,
    );
  }
  return listReply(
    { heading: wording.latestHeading, releases, page, verb: "latest", argument: topic },
    context,
  );
}

interface ReleaseList {
  readonly heading: string;
  readonly releases: readonly Release[];
  /** From 0. */
  readonly page: number;
  /** The button that turns the page. */
  readonly verb: string;
  readonly argument: string;
}

/** A page of a list of releases, with a button for each and for the next page. */
export function listReply(list: ReleaseList, { language }: BrowseContext): Reply {
  const wording = catalogue(language);
  const { heading, releases, page } = list;
  const pages = Math.max(1, Math.ceil(releases.length / PAGE));
  const shown = releases.slice(page * PAGE, (page + 1) * PAGE);
  const blocks: Block[] = [
    { kind: "heading", text: heading },
    {
      kind: "list",
      items: shown.map((release) => ({
        text: release.title,
        detail: sourceLine(release, language),
      })),
    },
  ];
  if (pages > 1) blocks.push({ kind: "note", text: wording.pageOf(page + 1, pages) });
  const turn: Action[] = [];
  // Words do not fit into every button: a list by words has no further pages there.
  if (list.argument === "") {
    if (page > 0)
      turn.push({ label: wording.buttons.previous, data: actionData(list.verb, String(page - 1)) });
    if (page + 1 < pages)
      turn.push({ label: wording.buttons.next, data: actionData(list.verb, String(page + 1)) });
  }
  const actions = shown.map((release) => [
    { label: release.title, data: actionData("r", releaseKey(release.id)) },
  ]);
  return { blocks, actions: turn.length > 0 ? [...actions, turn] : actions, language };
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

/** One release in full, or the choice between several. */
export function releaseReply(asked: string, context: BrowseContext): Reply {
  const { view, language } = context;
  const found = findReleases(asked.trim(), view.valid);
  const wording = catalogue(language);
  const [only] = found;
  if (only && found.length === 1) return fullTextReply(only, context);
  if (found.length > 1) {
    return listReply(
      {
        heading: wording.severalReleases(asked),
        releases: found,
        page: 0,
        verb: "latest",
        argument: asked,
      },
      context,
    );
  }
  const direct = view.find(asked.trim());
  return direct
    ? fullTextReply(direct.release, context)
    : textReply(wording.noSuchRelease(asked), language);
}

/** The whole body, every character of it; a text that is no longer valid is shown with what replaced it. */
export function fullTextReply(release: Release, context: BrowseContext): Reply {
  const { view, language } = context;
  const wording = catalogue(language);
  const state = view.find(release.id)?.state;
  const blocks: Block[] = [{ kind: "heading", text: release.title }];
  if (state?.kind === "withdrawn")
    blocks.push({ kind: "note", text: wording.withdrawnBecause(state.reason) });
  const replacement = state?.kind === "superseded" ? view.find(state.by)?.release : undefined;
  if (replacement) blocks.push({ kind: "note", text: wording.replacedBy(replacement.title) });
  for (const paragraph of release.paragraphs) {
    blocks.push({ kind: "paragraph", text: readingText(release.text, paragraph).text });
  }
  blocks.push(sourceBlock(release, context));
  const counterpart = counterpartOf(release, view, language);
  const links = [
    ...(replacement
      ? [{ label: replacement.title, data: actionData("r", releaseKey(replacement.id)) }]
      : []),
    ...(counterpart
      ? [
          {
            label: wording.buttons.otherLanguage(catalogue(counterpart.language).languageName),
            data: actionData("r", releaseKey(counterpart.id)),
          },
        ]
      : []),
  ];
  return { blocks, ...(links.length > 0 ? { actions: [links] } : {}), language };
}
