import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIEmbed,
  ButtonStyle,
  ComponentType,
} from "discord.js";
import {
  type Block,
  clipSpans,
  packPieces,
  type Reply,
  shorten,
  splitText,
} from "../../src/index.ts";
import { DESCRIPTION_LIMIT, LABEL_LIMIT, ROW_LIMIT } from "./limits.ts";
import { link, plain, quoted, withBold } from "./markdown.ts";

/** One message of a reply; the buttons stand under the last. */
export interface RenderedMessage {
  readonly embeds: APIEmbed[];
  readonly components: APIActionRowComponent<APIButtonComponent>[];
  /** Nobody is ever pinged, by whatever a text holds. */
  readonly allowedMentions: { readonly parse: [] };
}

/** Escaping at worst doubles a text; so much of one is laid out at a time. */
const PIECE_LIMIT = DESCRIPTION_LIMIT / 2 - 100;
const GAP = "\n\n";

interface Piece {
  readonly text: string;
  readonly leads: boolean;
  /** Goes on from the piece before in the same paragraph. */
  readonly continues?: boolean;
}

/** A reply as Discord messages of one embed each. */
export function render(reply: Reply): RenderedMessage[] {
  const pieces = reply.blocks.flatMap(piecesOf).filter(({ text }) => text.trim() !== "");
  const messages = packPieces(pieces, {
    fits: (message) => joined(message).length <= DESCRIPTION_LIMIT,
    leads: ({ leads }) => leads,
  });
  const rows = rowsOf(reply);
  return messages.map((message, i) => ({
    embeds: [{ description: joined(message) }],
    components: i === messages.length - 1 ? rows : [],
    allowedMentions: { parse: [] },
  }));
}

function joined(pieces: readonly Piece[]): string {
  return pieces.reduce(
    (text, piece) =>
      (text === "" ? "" : `${text}${piece.continues === true ? " " : GAP}`) + piece.text,
    "",
  );
}

function piecesOf(block: Block): Piece[] {
  switch (block.kind) {
    case "text":
    case "paragraph":
      return cut(block.text).map((text, i) => ({
        text: plain(text),
        leads: false,
        continues: i > 0,
      }));
    case "heading":
    case "answer":
      return cut(block.text).map((text) => ({ text: `**${plain(text)}**`, leads: true }));
    case "note":
      return cut(block.text).map((text) => ({
        text: `-# ${plain(text.replaceAll("\n", " "))}`,
        leads: false,
      }));
    case "quote":
      return splitText(block.text, PIECE_LIMIT).map((part) => ({
        text: quoted(
          withBold(block.text.slice(part.start, part.end), clipSpans(block.marks, part)),
        ),
        leads: true,
      }));
    case "copy":
      return [
        { text: `\`\`\`\n${block.text.replaceAll("```", "`\u200b``")}\n\`\`\``, leads: false },
      ];
    case "source": {
      const title = block.url === null ? plain(block.title) : link(block.title, block.url);
      const note = block.note === null ? [] : [`-# ${plain(block.note)}`];
      return [{ text: [title, plain(block.line), ...note].join("\n"), leads: false }];
    }
    case "list":
      return block.items.flatMap(({ text, detail }) =>
        cut(text).map((part, i) => ({
          text: `- ${plain(part)}${i === 0 && detail !== undefined ? `\n  ${plain(detail)}` : ""}`,
          leads: false,
        })),
      );
  }
}

function cut(text: string): string[] {
  return splitText(text, PIECE_LIMIT).map(({ start, end }) => text.slice(start, end));
}

function rowsOf({ actions = [] }: Reply): APIActionRowComponent<APIButtonComponent>[] {
  return actions
    .filter((row) => row.length > 0)
    .slice(0, ROW_LIMIT)
    .map((row) => ({
      type: ComponentType.ActionRow,
      components: row.slice(0, ROW_LIMIT).map(({ label, data }) => ({
        type: ComponentType.Button,
        style: ButtonStyle.Secondary,
        label: shorten(label, LABEL_LIMIT),
        custom_id: data,
      })),
    }));
}
