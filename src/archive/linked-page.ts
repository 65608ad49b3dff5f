import type { Release } from "../domain/release.ts";
import { readingText } from "../text/reading-text.ts";
import { fold } from "../text/words.ts";
import { isSame } from "./is-same.ts";
import type { FeedItem, FeedLink } from "./read-release.ts";

/** Letters of a summary by which its page is known; a summary may be worded anew behind them. */
const OPENING = 40;

/** The release of an entry as the page that the entry links to gives it; null when the page is about something else or says less. */
export function ofPage(page: Release, entry: FeedItem | FeedLink): Release | null {
  const summary = "release" in entry ? entry.release : null;
  const { id, title, date } = summary ?? ("title" in entry ? entry : page);
  const [whole, opening] = [letters(page), summary ? letters(summary) : ""];
  const isTitled = isSame(page.title, title);
  const isQuoted = opening.length >= OPENING && whole.includes(opening.slice(0, OPENING));
  if (!isTitled && !isQuoted) return null;
  if (whole.length < opening.length) return null;
  const { title: where, ...others } = page.where;
  return {
    ...page,
    id,
    url: entry.url,
    title: isTitled ? page.title : title,
    where: isTitled && where ? page.where : others,
    // A page's head dates its last change, too; the feed says when it was published.
    date: page.where.date ? page.date : (date ?? page.date),
    issuer: page.where.issuer ? page.issuer : (summary?.issuer ?? page.issuer),
    topics: summary && summary.topics.length > 0 ? summary.topics : page.topics,
    embargoUntil: page.embargoUntil ?? summary?.embargoUntil ?? null,
  };
}

function letters({ text, paragraphs }: Release): string {
  const body = paragraphs.map((span) => readingText(text, span).text).join(" ");
  return fold(body).replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, "");
}
