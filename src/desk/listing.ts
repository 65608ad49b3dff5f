import type { Library } from "../answer/library.ts";
import type { ChatRequest } from "../domain/chat.ts";
import type { Release } from "../domain/release.ts";
import type { Reply } from "../domain/reply.ts";
import { catalogue } from "../messages/catalogue.ts";
import { actionData } from "./action-data.ts";
import { type ReplyContext, textReply } from "./answer-reply.ts";
import { findReleases, fullTextReply, latestReleases, listReply } from "./browse.ts";
import type { Keepsakes } from "./keepsakes.ts";
import { Queries, type Query } from "./queries.ts";
import { releaseKey } from "./release-keys.ts";
import { readFilters, searchReleases } from "./search.ts";

/** Lists of releases, and their pages. */
export class Listing {
  readonly #library: Library;
  readonly #queries: Queries;

  constructor(library: Library, kept: Keepsakes) {
    this.#library = library;
    this.#queries = new Queries(kept, releaseKey);
  }

  async search(words: string, { intent }: ChatRequest, context: ReplyContext): Promise<Reply> {
    const { language } = context;
    const options = intent.kind === "command" ? intent.options : {};
    const read = readFilters(options, language);
    if (read.kind === "bad-date") {
      return { ...textReply(catalogue(language).badDate(read.text), language), onlyAsker: true };
    }
    return await this.#list({ kind: "search", words, filters: read.filters }, 0, context);
  }

  /** The newest, those on a topic only when one is named. */
  async latest(topic: string, page: number, context: ReplyContext): Promise<Reply> {
    return await this.#list({ kind: "latest", words: topic, filters: {} }, page, context);
  }

  /** One release in full, or the choice between several. */
  async release(asked: string, context: ReplyContext): Promise<Reply> {
    const { view, language } = context;
    const found = findReleases(asked, view.valid);
    const [only] = found;
    if (only && found.length === 1) return fullTextReply(only, context);
    if (found.length > 1)
      return await this.#list({ kind: "title", words: asked, filters: {} }, 0, context);
    const direct = view.find(asked);
    return direct
      ? fullTextReply(direct.release, context)
      : textReply(catalogue(language).noSuchRelease(asked), language);
  }

  /** A page of a list that was shown earlier; `key` names what it was made from. */
  async turned(key: string, page: number, context: ReplyContext): Promise<Reply> {
    const query = await this.#queries.find(key, context.at);
    if (!query) {
      const { language } = context;
      return { ...textReply(catalogue(language).staleButton, language), onlyAsker: true };
    }
    return { ...(await this.#list(query, page, context)), inPlace: true };
  }

  /** A page of what a query finds now. */
  async #list(query: Query, page: number, context: ReplyContext): Promise<Reply> {
    const { view, language } = context;
    const { words } = query;
    const wording = catalogue(language);
    const releases = this.#found(query, view);
    const isAll = query.kind === "latest" && words === "";
    if (releases.length === 0) {
      return textReply(isAll ? wording.nothingPublished : wording.nothingFound(words), language);
    }
    const key = isAll ? "" : await this.#queries.keep(query, context.at);
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
