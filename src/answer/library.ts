import type { Language } from "../domain/language.ts";
import type { Release, ReleaseId } from "../domain/release.ts";
import { type IndexedRelease, ReleaseIndex } from "../search/release-index.ts";
import type { Lexicon } from "../text/lexicon.ts";
import { clusterPairs, contentStems } from "../text/terms.ts";
import { words } from "../text/words.ts";
import { type Document, readDocument } from "./document.ts";
import type { WordKnowledge } from "./matching.ts";

/** Documents kept ready; a page of text each, so a few megabytes. */
const KEPT_DOCUMENTS = 2000;

/** The releases as the answer engine knows them: indexed, and taken apart when they are needed. */
export class Library implements WordKnowledge {
  readonly index = new ReleaseIndex();
  readonly lexicon: Lexicon;
  readonly #releases = new Map<ReleaseId, Release>();
  readonly #documents = new Map<ReleaseId, Document>();
  /** How many releases there are in each language. */
  readonly #languages = new Map<Language, number>();
  /** Stems that stand with a small letter somewhere. */
  readonly #common = new Map<string, number>();

  constructor(lexicon: Lexicon) {
    this.lexicon = lexicon;
  }

  /** Takes in a release, or a new revision of one. */
  put(release: Release): void {
    this.delete(release.id);
    this.#releases.set(release.id, release);
    this.#countLanguage(release.language, 1);
    this.index.add(this.#indexed(release, 1));
  }

  delete(id: ReleaseId): void {
    const release = this.#releases.get(id);
    if (!release) return;
    this.index.remove(this.#indexed(release, -1));
    this.#releases.delete(id);
    this.#countLanguage(release.language, -1);
    this.#documents.delete(id);
  }

  get size(): number {
    return this.#releases.size;
  }

  release(id: ReleaseId): Release | undefined {
    return this.#releases.get(id);
  }

  releases(): Iterable<Release> {
    return this.#releases.values();
  }

  document(id: ReleaseId): Document | undefined {
    const kept = this.#documents.get(id);
    if (kept) return kept;
    const release = this.#releases.get(id);
    if (!release) return undefined;
    const document = readDocument(release);
    const [oldest] = this.#documents.keys();
    if (this.#documents.size >= KEPT_DOCUMENTS && oldest !== undefined)
      this.#documents.delete(oldest);
    this.#documents.set(id, document);
    return document;
  }

  hasOtherThan(language: Language): boolean {
    return this.#languages.size > (this.#languages.has(language) ? 1 : 0);
  }

  isName(stem: string): boolean {
    return this.index.frequency(stem) > 0 && !this.#common.has(stem);
  }

  #countLanguage(language: Language, by: 1 | -1): void {
    const count = (this.#languages.get(language) ?? 0) + by;
    if (count > 0) this.#languages.set(language, count);
    else this.#languages.delete(language);
  }

  #indexed(release: Release, by: 1 | -1): IndexedRelease {
    const { sentences } = readDocument(release);
    const title: string[] = [];
    const body: string[] = [];
    for (const { kind, words: found } of sentences) {
      const field = kind === "title" ? title : body;
      field.push(...contentStems(found), ...found.flatMap(clusterPairs));
      for (const { surface, stem } of found)
        if (/^\p{Ll}/u.test(surface)) this.#countCommon(stem, by);
    }
    // Who issued it, on what and when is asked for, too, though no sentence may say so.
    const about = [release.issuer, release.department, ...release.topics].filter(
      (part) => part !== null,
    );
    body.push(...contentStems(words(about.join(" · "), release.language)));
    return { id: release.id, title, body };
  }

  #countCommon(stem: string, by: 1 | -1): void {
    const count = (this.#common.get(stem) ?? 0) + by;
    if (count > 0) this.#common.set(stem, count);
    else this.#common.delete(stem);
  }
}
