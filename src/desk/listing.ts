import type { Library } from "../answer/library.ts";
import { questionLanguage } from "../answer/question.ts";
import type { ChatRequest } from "../domain/chat.ts";
import type { Language } from "../domain/language.ts";
import type { Release } from "../domain/release.ts";
import type { Reply } from "../domain/reply.ts";
import { catalogue } from "../messages/catalogue.ts";
import { actionData } from "./action-data.ts";
import { type ReplyContext, textReply } from "./answer-reply.ts";
import { findPublic, fullTextReply, latestReleases, listReply } from "./browse.ts";
import type { Keepsakes } from "./keepsakes.ts";
import { oncePerRelease } from "./once-per-release.ts";
import { Queries, type Query } from "./queries.ts";
import { releaseKey } from "./release-keys.ts";
import { readFilters, searchReleases } from "./search.ts";
import { wordDate, wordLanguage } from "./wording.ts";

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
    const found = findPublic(asked, view);
    const [only, ...others] = found.length > 1 ? oncePerRelease(found, view, language) : found;
    if (!only) return textReply(catalogue(language).noSuchRelease(asked), language);
    return others.length === 0
      ? fullTextReply(only, context)
      : await this.#list({ kind: "title", words: asked, filters: {} }, 0, context);
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
    const { language } = context;
    const words = askedFor(query, language);
    const wording = catalogue(language);
    const releases = this.#found(query, context);
    const isAll = query.kind === "latest" && query.words === "";
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

  #found(query: Query, { view, language }: ReplyContext): readonly Release[] {
    switch (query.kind) {
      case "latest":
        return oncePerRelease(latestReleases(query.words, view), view, language);
      case "search": {
        const found = searchReleases(query, this.#library, view);
        return oncePerRelease(found, view, query.filters.language ?? searchedIn(query, language));
      }
      case "title":
        return oncePerRelease(findPublic(query.words, view), view, language);
    }
  }
}

/** The words with the filters that narrow them down. */
function askedFor({ words, filters }: Query, language: Language): string {
  const { issuer, topic, from, to } = filters;
  const days = [from, to].map((day) => (day === undefined ? "" : wordDate(day, language)));
  const period = days.every((day) => day === "") ? undefined : days.join(" – ").trim();
  const among = filters.language && wordLanguage(filters.language, language);
  return [words, issuer, topic, among, period].filter((part) => part !== undefined).join(" · ");
}

/** Who types Khmer reads it, also where the platform has no Khmer. */
function searchedIn({ words }: Query, language: Language): Language {
  return questionLanguage(words) === "km" ? "km" : language;
}
