import type { Library } from "../answer/library.ts";
import type { ChatRequest } from "../domain/chat.ts";
import type { Release } from "../domain/release.ts";
import type { Reply } from "../domain/reply.ts";
import { catalogue } from "../messages/catalogue.ts";
import { actionData } from "./action-data.ts";
import { type ReplyContext, textReply } from "./answer-reply.ts";
import { findReleases, fullTextReply, latestReleases, listReply } from "./browse.ts";
import { Queries, type Query } from "./queries.ts";
import { releaseKey } from "./release-keys.ts";
import { readFilters, searchReleases } from "./search.ts";

/** Lists of releases, and their pages. */
export class Listing {
  readonly #library: Library;
  readonly #queries = new Queries(releaseKey);

  constructor(library: Library) {
    this.#library = library;
  }

  search(words: string, { intent }: ChatRequest, context: ReplyContext): Reply {
    const { language } = context;
    const options = intent.kind === "command" ? intent.options : {};
    const read = readFilters(options, language);
    if (read.kind === "bad-date") {
      return { ...textReply(catalogue(language).badDate(read.text), language), onlyAsker: true };
    }
    return this.#list({ kind: "search", words, filters: read.filters }, 0, context);
  }

  /** The newest, those on a topic only when one is named. */
  latest(topic: string, page: number, context: ReplyContext): Reply {
    return this.#list({ kind: "latest", words: topic, filters: {} }, page, context);
  }

  /** One release in full, or the choice between several. */
  release(asked: string, context: ReplyContext): Reply {
    const { view, language } = context;
    const found = findReleases(asked, view.valid);
    const [only] = found;
    if (only && found.length === 1) return fullTextReply(only, context);
    if (found.length > 1)
      return this.#list({ kind: "title", words: asked, filters: {} }, 0, context);
    const direct = view.find(asked);
    return direct
      ? fullTextReply(direct.release, context)
      : textReply(catalogue(language).noSuchRelease(asked), language);
  }

  /** A page of a list that was shown earlier; `key` names what it was made from. */
  turned(key: string, page: number, context: ReplyContext): Reply {
    const query = this.#queries.find(key);
    if (!query) {
      const { language } = context;
      return { ...textReply(catalogue(language).staleButton, language), onlyAsker: true };
    }
    return { ...this.#list(query, page, context), inPlace: true };
  }

  /** A page of what a query finds now. */
  #list(query: Query, page: number, context: ReplyContext): Reply {
    const { view, language } = context;
    const { words } = query;
    const wording = catalogue(language);
    const releases = this.#found(query, view);
    const isAll = query.kind === "latest" && words === "";
    if (releases.length === 0) {
      return textReply(isAll ? wording.nothingPublished : wording.nothingFound(words), language);
    }
    const key = isAll ? "" : this.#queries.keep(query);
    const headings = {
      latest: wording.latestHeading,
      search: wording.searchHeading(words),
      title: wording.severalReleases(words),
    };
    return listReply(
      {
        heading: headings[query.kind],
        releases,
        page,
        turn: (to) =>
          isAll ? actionData("latest", String(to)) : actionData("page", key, String(to)),
      },
      context,
    );
  }

  #found(query: Query, view: ReplyContext["view"]): readonly Release[] {
    switch (query.kind) {
      case "latest":
        return latestReleases(query.words, view);
      case "search":
        return searchReleases(query, this.#library, view);
      case "title":
        return findReleases(query.words, view.valid);
    }
  }
}
