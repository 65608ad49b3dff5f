import { escapeMarkdown } from "discord.js";
import type { Span } from "../../src/index.ts";

/** Text as it is: no mark of it lays out, links or mentions. */
export function plain(text: string): string {
  return escapeMarkdown(text, {
    heading: true,
    bulletedList: true,
    numberedList: true,
  })
    .replaceAll(/[<>[\]]/gu, String.raw`\$&`)
    .replaceAll("@", "@\u200b")
    .replaceAll(/(https?):\/\//giu, "$1:\u200b//");
}

/** The marked spans in bold. */
export function withBold(text: string, marks: readonly Span[]): string {
  let shown = "";
  let from = 0;
  for (const { start, end } of marks) {
    shown += `${plain(text.slice(from, start))}**${plain(text.slice(start, end))}**`;
    from = end;
  }
  return shown + plain(text.slice(from));
}

/** Every line behind a bar. */
export function quoted(text: string): string {
  return text
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\n");
}

/** A link of ours: the label can't end it, the address must be one. */
export function link(label: string, url: string): string {
  const isAddress = /^https?:\/\/[^\s()<>]+$/u.test(url);
  return isAddress ? `[${plain(label)}](${url})` : plain(label);
}
