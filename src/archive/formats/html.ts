import { Readability } from "@mozilla/readability";
import { z } from "zod";
import { isDay } from "../../text/dates.ts";
import { datelineOf } from "../dateline.ts";
import { labelledIn } from "../labelled.ts";
import {
  isContactHeading,
  isContactLine,
  kickerOf,
  lineKind,
  numberOf,
  topicsOf,
} from "../line-kinds.ts";
import type { Clues, Manuscript } from "../manuscript.ts";
import { isOfficeName, isOrganisation } from "../office-names.ts";
import { isPlaceLine } from "../parts.ts";
import { assemble } from "./assemble.ts";
import { decodeMarkup } from "./decode-markup.ts";
import { type HtmlPiece, htmlPieces } from "./html-pieces.ts";
import { depthOf, type Element, type HtmlDocument, htmlTree } from "./html-tree.ts";
import { LIMITS } from "./limits.ts";
import { type Reading, refused } from "./reading.ts";
import { declaresEntities } from "./xml.ts";

/** Elements that are never the text of a page, by what they are. */
const FURNITURE =
  "nav,footer,figcaption,aside,form,dialog,menu,[role=navigation],[role=banner],[role=contentinfo],[role=complementary],[role=search],[role=dialog],[role=alertdialog],[role=alert],[role=menu],[aria-hidden=true],[hidden]";
/** ... and by how pages name them. */
const FURNITURE_NAME =
  /(?:^|[-_\s])(?:cookies?|consent|gdpr|nav|navbar|navigation|menus?|breadcrumbs?|shar(?:e|ing)|addtoany|social|related|sidebar|widgets?|footer|comments?|respond|subscribe|newsletter|pagination|pager|search|skip(?:-?link)?|visually-hidden|sr-only|screen-reader(?:-text)?|toolbar|promo|banner|advert\w*|ads?|popup|modal|tags?|taxonomy|print(?:-only)?|login|recommend\w*|latest|trending|teasers?|ticker|weather|site-?header|region-header|top-?bar|masthead|lang(?:uage)?-?(?:switch\w*|select\w*|links)|submitted|downloads?|attachments?|copyright|credits)(?:$|[-_\s])/iu;
const HIDDEN = /display\s*:\s*none|visibility\s*:\s*hidden/iu;
/** What holds this share of the page's text is no furniture, whatever its name. */
const MAIN_SHARE = 0.4;
/** A short block of links, or one that leads elsewhere. */
const LINKED = 0.5;
const MAIN = "article,main,[role=main],[itemprop=articleBody]";

/** A web page: its main text and the lines of letterhead around its title, without navigation; what its head says is a clue. */
export async function readHtml(bytes: Uint8Array): Promise<Reading> {
  const html = decodeMarkup(bytes);
  const declared = declaresEntities(html.slice(0, 64 * 1024));
  if (declared) return declared;
  if (depthOf(html) > LIMITS.htmlDepth)
    return refused("its elements nest too deep; save the text of the page alone");
  const document = htmlTree(html);
  if ([...document.querySelectorAll("*")].length > LIMITS.htmlElements)
    return refused(
      `it has more than ${LIMITS.htmlElements} elements; save the text of the page alone`,
    );
  return await Promise.resolve({ kind: "document", manuscript: htmlManuscript(document) });
}

/** Also for a fragment: the HTML of a mail or of a feed's entry. */
export function htmlManuscript(document: HtmlDocument, clues: Clues = {}): Manuscript {
  const found = { ...headClues(document), ...clues };
  withoutFurniture(document);
  const body = document.querySelector("body") ?? document.documentElement;
  const pieces = body ? htmlPieces(body) : [];
  return assemble(mainPieces(pieces, mainText(document)), found);
}

function withoutFurniture(document: HtmlDocument): void {
  const whole = lettersIn(document.documentElement);
  const isSmall = (element: Element): boolean =>
    lettersIn(element) < MAIN_SHARE * whole && element.querySelector("h1") === null;
  for (const element of document.querySelectorAll("script,style,noscript,template"))
    element.remove();
  for (const element of document.querySelectorAll(FURNITURE))
    if (isSmall(element)) element.remove();
  for (const element of document.querySelectorAll("[class],[id],[style]")) {
    const name = `${element.getAttribute("class") ?? ""} ${element.id}`;
    const hidden = HIDDEN.test(element.getAttribute("style") ?? "");
    if ((hidden || FURNITURE_NAME.test(name)) && element.tagName !== "BODY" && isSmall(element))
      element.remove();
  }
}

function lettersIn(element: Element | null): number {
  return (element?.textContent ?? "").replace(/\s+/gu, "").length;
}

/** What Readability takes for the article, without white space; empty when it finds none. It works on a tree of its own. */
function mainText(document: HtmlDocument): string {
  const html = document.documentElement?.outerHTML ?? "";
  try {
    const article = new Readability<string>(domOf(html), { charThreshold: 200 }).parse();
    return (article?.textContent ?? "").replace(/\s+/gu, "");
  } catch {
    // It fails on trees without a body; then all of the page is looked at.
    return "";
  }
}

function domOf(html: string): ConstructorParameters<typeof Readability>[0] {
  const tree: unknown = htmlTree(html);
  if (!isDocument(tree)) throw new TypeError("no document");
  return tree;
}

function isDocument(tree: unknown): tree is ConstructorParameters<typeof Readability>[0] {
  return typeof tree === "object" && tree !== null && "documentElement" in tree;
}

/** From the letterhead lines above the title to the end of the article; lists of links are dropped. */
function mainPieces(pieces: readonly HtmlPiece[], article: string): HtmlPiece[] {
  const kept = pieces.filter(
    ({ linked, text }) =>
      linked < LINKED || text.length > 300 || labelledIn(text) !== null || isMailAddress(text),
  );
  const isMain = (piece: HtmlPiece): boolean => {
    const text = piece.text.replace(/\s+/gu, "");
    return text.length > 20 && article.includes(text);
  };
  const first = kept.findIndex(isMain);
  if (first < 0) return kept;
  const last = withShortSentences(kept, kept.findLastIndex(isMain));
  const title = titleAbove(kept, first);
  const start = title < 0 ? first : Math.min(title, first);
  const above = kept
    .slice(0, start)
    .filter((piece, i, all) => isLetterhead(piece.text) || isPlaceItem(piece, all[i - 1]));
  const below = kept.slice(last + 1).filter(({ element }) => element.closest(MAIN) !== null);
  const reached = new Set(below.flatMap((one) => (isContactLine(one.text) ? [one.element] : [])));
  const footing = below.filter(({ element, text }) => isFooting(text) || reached.has(element));
  return [
    ...above,
    ...kept.slice(start, last + 1),
    ...footing.map((piece): HtmlPiece => ({ ...piece, role: "footer" })),
  ];
}

/** The last piece of a page's text, its short closing sentences included: siblings of the piece `last`. */
function withShortSentences(pieces: readonly HtmlPiece[], last: number): number {
  const parent = pieces[last]?.element.parentElement;
  let end = last;
  for (let next = pieces[end + 1]; next; next = pieces[end + 1]) {
    const isSentence =
      next.role === "text" && SENTENCE.test(next.text) && lineKind(next.text) === "other";
    if (!isSentence || next.element.parentElement !== parent) break;
    end += 1;
  }
  return end;
}

const SENTENCE = /^[\p{Lu}\p{N}“"«].*\p{Ll}.*[.!?]["”’»]?$|\p{Script=Khmer}.*[។៕]$/su;

/** The nearest title in front of a page's text; where none is marked as such, a heading with short lines at most below it. */
function titleAbove(pieces: readonly HtmlPiece[], first: number): number {
  const title = pieces.findLastIndex(({ role }, i) => role === "title" && i <= first);
  if (title >= 0) return title;
  const heading = pieces.findLastIndex(({ role }, i) => role === "heading" && i < first);
  const isNear = first - heading <= MOST_DETAILS;
  return heading >= 0 && isNear ? heading : -1;
}

/** Lines of day, place and kind that pages set between title and text. */
const MOST_DETAILS = 4;

/** Behind the day in a line of details. */
function isPlaceItem({ role, text }: HtmlPiece, before: HtmlPiece | undefined): boolean {
  return (
    role === "item" &&
    before?.role === "item" &&
    datelineOf(before.text) !== null &&
    isPlaceLine(text)
  );
}

/** Whom to turn to, and whom the text is from; beside the former, what stands in one element with a number or address. */
function isFooting(text: string): boolean {
  return isContactLine(text) || isContactHeading(text) || lineKind(text) === "boilerplate";
}

function isMailAddress(text: string): boolean {
  return /^(?:[\p{L}-]{2,12}\s?:\s*)?\S+@\S+\.\S+$/u.test(text);
}

function isLetterhead(text: string): boolean {
  if (text.length > 120) return false;
  return (
    datelineOf(text) !== null ||
    kickerOf(text) !== null ||
    numberOf(text) !== null ||
    isOfficeName(text)
  );
}

/** What the head and the site's name say: clues for what the text itself leaves out. */
function headClues(document: HtmlDocument): Clues {
  const meta = metaOf(document);
  const title = document.querySelector("title")?.textContent?.replace(/\s+/gu, " ").trim() ?? "";
  const segments = title.split(/[|»]/u.test(title) ? /\s*[|»]\s*/u : /\s+[–—·-]\s+/u);
  const named = segments.filter((one) => !SECTION.test(one) && !/^\p{Ll}[\p{Ll}\d-]*$/u.test(one));
  const office = named.findLast((one) => isOrganisation(one) && isOfficeName(one));
  // Beside a section's name alone, it is the site's: "Lowgate Ferry Board - News".
  const site = named.length > 1 ? (office ?? named.at(-1)) : segments.length > 1 && office;
  const [longest] = named.filter((one) => one !== site).toSorted((a, b) => b.length - a.length);
  const own = longest ?? (site ? "" : title);
  const author = [meta.get("author"), meta.get("dc.creator"), meta.get("dcterms.creator")].find(
    (name) => name !== undefined && isOfficeName(name),
  );
  const data = linkedData(document);
  const issuer =
    data.publisher ??
    author ??
    meta.get("dcterms.publisher") ??
    meta.get("dc.publisher") ??
    meta.get("publisher") ??
    meta.get("og:site_name") ??
    siteName(document) ??
    (site || undefined);
  const published =
    data.published ??
    meta.get("article:published_time") ??
    meta.get("dcterms.issued") ??
    meta.get("dc.date.issued") ??
    meta.get("dcterms.created") ??
    meta.get("datepublished") ??
    meta.get("dc.date") ??
    meta.get("date");
  const url =
    document.querySelector("link[rel=canonical]")?.getAttribute("href") ?? meta.get("og:url");
  const topics = taggedIn(document);
  const day = published?.slice(0, 10);
  return {
    fallback: {
      ...((meta.get("og:title") ?? own) === "" ? {} : { title: meta.get("og:title") ?? own }),
      ...(issuer === undefined || issuer === "" ? {} : { issuer }),
      ...(day !== undefined && isDay(day) ? { date: day } : {}),
    },
    ...(url !== undefined && /^https?:\/\//u.test(url) ? { url } : {}),
    ...(topics.length > 0 ? { topics } : {}),
  };
}

/** What sites call the part that their releases stand in. */
const SECTION =
  /^(?:home|accueil|(?:latest\s+)?news(?:room)?|press|media|presse|actualités?|(?:press|news|media)\s+(?:releases?|room|cent(?:re|er)|office)|(?:espace|salle\s+de)\s+presse|communiqués?(?:\s+de\s+presse)?)$/iu;

function metaOf(document: HtmlDocument): Map<string, string> {
  const values = new Map<string, string>();
  for (const element of document.querySelectorAll("meta[content]")) {
    const name =
      element.getAttribute("name") ??
      element.getAttribute("property") ??
      element.getAttribute("itemprop");
    const content = element.getAttribute("content")?.trim();
    if (name && content && !values.has(name.toLowerCase())) values.set(name.toLowerCase(), content);
  }
  return values;
}

/** The tags that a page shows. Keywords of its head are written for search engines. */
function taggedIn(document: HtmlDocument): string[] {
  const labels = [...document.querySelectorAll("a[rel~=tag]")].map(
    (link) => link.textContent?.trim() ?? "",
  );
  if (labels.length > 0) return labels.filter(Boolean);
  for (const element of document.querySelectorAll(
    "[class*=tags],[class*=topics],[class*=keywords]",
  )) {
    const topics = topicsOf((element.textContent ?? "").replace(/\s+/gu, " "));
    if (topics.length > 0) return topics;
  }
  return [];
}

const SITE_NAME =
  "[class*=site-name],[class*=site-title],[class*=sitename],[class*=service-title],[class*=service__title],[id*=site-name],[class*=brand],[class*=logo],[id*=logo],[itemprop=publisher],a[rel=home]";

function siteName(document: HtmlDocument): string | undefined {
  for (const element of document.querySelectorAll(SITE_NAME)) {
    const text = element.textContent?.replace(/\s+/gu, " ").trim();
    if (text && text.length > 2 && text.length < 100) return text;
    const picture = element.tagName === "IMG" ? element : element.querySelector("img[alt]");
    const label = picture
      ?.getAttribute("alt")
      ?.replace(/\s*logo\s*$/iu, "")
      .trim();
    if (label && label.length > 2) return label;
  }
  return undefined;
}

const LinkedData = z.object({
  datePublished: z.string().optional(),
  publisher: z.object({ name: z.string() }).optional().catch(undefined),
});

/** Publisher and day of JSON-LD, the machine-readable card of many pages. */
function linkedData(document: HtmlDocument): { publisher?: string; published?: string } {
  for (const script of document.querySelectorAll("script[type='application/ld+json']")) {
    for (const node of nodesOf(script.textContent ?? "")) {
      const card = LinkedData.safeParse(node);
      const { datePublished, publisher } = card.data ?? {};
      if (datePublished === undefined) continue;
      return { published: datePublished, ...(publisher ? { publisher: publisher.name } : {}) };
    }
  }
  return {};
}

function nodesOf(json: string): unknown[] {
  try {
    const value: unknown = JSON.parse(json);
    const graph = z.object({ "@graph": z.array(z.unknown()) }).safeParse(value);
    return graph.data?.["@graph"] ?? (Array.isArray(value) ? value : [value]);
  } catch {
    return [];
  }
}
