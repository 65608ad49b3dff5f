import { z } from "zod";
import { isDay } from "../../text/dates.ts";
import type { Clues, Manuscript } from "../manuscript.ts";
import { isOfficeName, isOrganisation } from "../office-names.ts";
import { decodeMarkup } from "./decode-markup.ts";
import { dayOfHeader } from "./header-day.ts";
import { htmlManuscript } from "./html.ts";
import { htmlTree } from "./html-tree.ts";
import { LIMITS } from "./limits.ts";
import { type FeedEntry, type Reading, refused } from "./reading.ts";
import { child, elements, isRefusal, textOf, type XmlNode, xmlTree } from "./xml.ts";

type XmlElement = XmlNode & { readonly name: string };

/** What every kind of feed says of an entry. */
interface RawEntry {
  readonly key: string;
  readonly title: string;
  readonly html: string;
  /** {@link html} is what the feed gives as the content, not as a summary or description. */
  readonly isContent: boolean;
  readonly url: string | null;
  /** `YYYY-MM-DD` in the zone that the feed prints. */
  readonly publishedOn: string | null;
  readonly updated: string | null;
  readonly issuer: string | null;
  readonly topics: readonly string[];
}

/** RSS 2.0 (and 1.0) or Atom. */
export async function readXmlFeed(bytes: Uint8Array): Promise<Reading> {
  const tree = xmlTree(decodeMarkup(bytes));
  if (isRefusal(tree)) return tree;
  const source = sourceOf(tree);
  const items = [...elements(tree, "item")].map((item) => rssEntry(item, source));
  const entries = [...elements(tree, "entry")].map((entry) => atomEntry(entry, source));
  return await Promise.resolve(feed([...items, ...entries]));
}

const Author = z.object({ name: z.string().optional() });
const JsonFeed = z.object({
  title: z.string().optional(),
  home_page_url: z.string().optional(),
  feed_url: z.string().optional(),
  authors: z.array(Author).default([]),
  author: Author.optional(),
  items: z.array(
    z.object({
      id: z.coerce.string(),
      url: z.string().optional(),
      title: z.string().default(""),
      content_html: z.string().optional(),
      content_text: z.string().optional(),
      summary: z.string().optional(),
      date_published: z.string().optional(),
      date_modified: z.string().optional(),
      tags: z.array(z.string()).default([]),
      authors: z.array(Author).default([]),
      author: Author.optional(),
    }),
  ),
});

/** JSON Feed 1.0 and 1.1. */
export async function readJsonFeed(bytes: Uint8Array): Promise<Reading> {
  const parsed = JsonFeed.safeParse(jsonOf(decodeMarkup(bytes)));
  if (!parsed.success) return refused("it is not a JSON Feed whose items have an `id`; correct it");
  const { title, home_page_url, feed_url, authors, author } = parsed.data;
  const source: Source = {
    base: webAddress(feed_url, null) ?? webAddress(home_page_url, null),
    issuer: authors[0]?.name ?? author?.name ?? issuerInTitle(title ?? ""),
  };
  const entries = parsed.data.items.map(
    (item): RawEntry => ({
      key: item.id,
      title: item.title,
      html: item.content_html ?? paragraphs(item.content_text ?? item.summary ?? ""),
      isContent: (item.content_html ?? item.content_text) !== undefined,
      url: webAddress(item.url, source.base) ?? webAddress(item.id, null),
      publishedOn: dayOf(item.date_published),
      updated: item.date_modified ?? null,
      issuer: item.authors[0]?.name ?? item.author?.name ?? source.issuer,
      topics: item.tags,
    }),
  );
  return await Promise.resolve(feed(entries));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function feed(raw: readonly RawEntry[]): Reading {
  if (raw.length > LIMITS.feedEntries)
    return refused(`it has more than ${LIMITS.feedEntries} entries; split it`);
  if (raw.length === 0) return refused("the feed has no entries");
  return { kind: "feed", entries: raw.filter(({ title }) => title !== "").map(entryOf) };
}

function entryOf(raw: RawEntry): FeedEntry {
  const clues: Clues = {
    title: raw.title,
    ...(raw.topics.length > 0 ? { topics: raw.topics } : {}),
    ...(raw.url === null ? {} : { url: raw.url }),
    fallback: {
      ...(raw.issuer === null ? {} : { issuer: raw.issuer }),
      date: raw.publishedOn,
    },
  };
  return {
    manuscript: entryManuscript(raw, clues),
    key: raw.key,
    url: raw.url,
    updated: raw.updated,
    isSummary: raw.url !== null && isSummary(raw),
  };
}

/** Longer texts, and texts of several paragraphs, are the release itself, whatever the feed calls them. */
const LONGEST_SUMMARY = 700;
const CUT_CHARACTERS = 60;
const CUT =
  /(?:…|\.\.\.|\[(?:…|\.\.\.|&hellip;)\]|\b(?:read\s+(?:more|on)|continue\s+reading|lire\s+(?:la\s+)?suite)\b\W*)\W*$/iu;

function isSummary({ html, isContent }: RawEntry): boolean {
  const text = plain(html);
  if (text === "" || CUT.test(text.slice(-CUT_CHARACTERS))) return true;
  const several = (html.match(/<(?:p|li|br)\b/giu)?.length ?? 0) > 2;
  return !isContent && !several && text.length <= LONGEST_SUMMARY;
}

/** The title heads the stored text: an entry's content mostly leaves it out. */
function entryManuscript({ title, html }: RawEntry, clues: Clues): Manuscript {
  return htmlManuscript(htmlTree(`<article><h1>${escaped(title)}</h1>${html}</article>`), clues);
}

/** What a feed says of all its entries. */
interface Source {
  /** What its relative addresses are below. */
  readonly base: string | null;
  readonly issuer: string | null;
}

/** Of an RSS channel or an Atom feed. */
function sourceOf(tree: readonly XmlNode[]): Source {
  const [root] = [...elements(tree, "channel"), ...elements(tree, "feed")];
  const nodes = childrenOf(root);
  const text = (name: string): string => plain(textOf(childrenOf(child(nodes, name))));
  const author = child(nodes, "author");
  const name = author && plain(textOf(childrenOf(child(childrenOf(author), "name"))));
  const self = linksOf(nodes).find(({ rel }) => rel === "self")?.["href"];
  const stated = root && "attributes" in root ? root.attributes["xml:base"] : undefined;
  return {
    base: webAddress(stated, null) ?? webAddress(text("link"), null) ?? webAddress(self, null),
    issuer: name || issuerInTitle(text("title")),
  };
}

/** "City of Lowgate - News" names an organisation, "All releases" does not. */
function issuerInTitle(title: string): string | null {
  const names = title.split(/\s*[|:»]\s*|\s+[–—·-]\s+/u);
  return names.find((name) => isOrganisation(name) && isOfficeName(name)) ?? null;
}

function linksOf(nodes: readonly XmlNode[]): readonly Readonly<Record<string, string>>[] {
  return [...elements(nodes, "link")].flatMap((link) =>
    "attributes" in link ? [link.attributes] : [],
  );
}

function rssEntry(item: XmlElement, source: Source): RawEntry {
  const nodes = childrenOf(item);
  const text = (name: string): string => plain(textOf(childrenOf(child(nodes, name))));
  const guid = child(nodes, "guid");
  const link =
    webAddress(text("link"), source.base) ??
    (isPermalink(guid) ? webAddress(text("guid"), null) : null);
  const title = text("title");
  const content = textOf(childrenOf(child(nodes, "content:encoded")));
  const date = text("pubDate") || text("dc:date");
  return {
    key: text("guid") || link || `${title} ${date}`,
    title,
    html: content || textOf(childrenOf(child(nodes, "description"))),
    isContent: content !== "",
    url: link,
    publishedOn: dayOf(date),
    updated: text("atom:updated") || text("dcterms:modified") || null,
    issuer:
      text("dc:creator") ||
      text("author").replace(/^\S+@\S+\s*\((.*)\)$/u, "$1") ||
      text("source") ||
      source.issuer,
    topics: categories(nodes, (node) => textOf(childrenOf(node))),
  };
}

function isPermalink(guid: XmlElement | undefined): boolean {
  return guid !== undefined && "attributes" in guid && guid.attributes["isPermaLink"] !== "false";
}

function atomEntry(entry: XmlElement, source: Source): RawEntry {
  const nodes = childrenOf(entry);
  const text = (name: string): string => plain(textOf(childrenOf(child(nodes, name))));
  const link = linksOf(nodes).find(({ rel }) => rel === undefined || rel === "alternate")?.["href"];
  const author = child(nodes, "author");
  const content = atomHtml(child(nodes, "content"));
  return {
    key: text("id") || link || text("title"),
    title: text("title"),
    html: content || atomHtml(child(nodes, "summary")),
    isContent: content !== "",
    url: webAddress(link, source.base),
    publishedOn: dayOf(text("published")),
    updated: text("updated") || null,
    issuer:
      (author && plain(textOf(childrenOf(child(childrenOf(author), "name"))))) || source.issuer,
    topics: categories(nodes, (node) =>
      "attributes" in node ? (node.attributes["label"] ?? node.attributes["term"] ?? "") : "",
    ),
  };
}

/** Atom's content is HTML as text, XHTML as elements, or plain text. */
function atomHtml(content: XmlElement | undefined): string {
  if (!content || !("attributes" in content)) return "";
  const type = content.attributes["type"] ?? "text";
  if (type === "xhtml") return markupOf(content.children);
  const text = textOf(content.children);
  return type === "html" || type === "text/html" ? text : paragraphs(text);
}

function markupOf(nodes: readonly XmlNode[]): string {
  return nodes
    .map((node) => {
      if ("text" in node) return escaped(node.text);
      const name = node.name.replace(/^\w+:/u, "");
      return `<${name}>${markupOf(node.children)}</${name}>`;
    })
    .join("");
}

function categories(nodes: readonly XmlNode[], label: (node: XmlElement) => string): string[] {
  const labels = [...elements(nodes, "category")].map((node) => label(node).trim());
  return [...new Set(labels)].filter((one) => one !== "" && !GENERAL.test(one));
}

/** Categories that name the kind of text, not its subject. */
const GENERAL =
  /^(?:press\s+releases?|news|releases?|communiqués?(?:\s+de\s+presse)?|uncategori[sz]ed|actualités)$/iu;

function childrenOf(node: XmlElement | undefined): readonly XmlNode[] {
  return node && "children" in node ? node.children : [];
}

/** Titles may hold markup of their own, escaped twice. */
function plain(text: string): string {
  const flat = text.replace(/\s+/gu, " ").trim();
  if (!/[<&]/u.test(flat)) return flat;
  return (htmlTree(flat).querySelector("body")?.textContent ?? flat).replace(/\s+/gu, " ").trim();
}

function paragraphs(text: string): string {
  return text
    .split(/\n\s*\n/u)
    .map((paragraph) => `<p>${escaped(paragraph)}</p>`)
    .join("");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** An address of the web, a relative one below `base`. */
function webAddress(text: string | undefined, base: string | null): string | null {
  const address = text?.trim() ?? "";
  if (/^https?:\/\/\S+$/iu.test(address)) return address;
  if (base === null || address === "" || /^[a-z][a-z\d+.-]*:|\s/iu.test(address)) return null;
  return URL.parse(address, base)?.href ?? null;
}

function dayOf(date: string | undefined): string | null {
  const day = date?.trim().slice(0, 10) ?? "";
  return isDay(day) ? day : dayOfHeader(date ?? "");
}
