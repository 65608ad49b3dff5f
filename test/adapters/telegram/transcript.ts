import type { Entity, FakeTelegram, ShownMessage } from "./bench.ts";

const MARKS: Readonly<Record<string, string>> = { bold: "**", italic: "_" };

/** A chat as a person sees it: who says what, formats as Markdown writes them, quotations behind a bar, buttons in brackets. */
export function transcriptOf(fake: FakeTelegram, chat: number): string {
  const bot = Number(fake.token.split(":")[0]);
  return fake
    .act("view", { chat })
    .messages.map((message) => written(message, message.from?.id === bot))
    .join("\n\n");
}

function written(message: ShownMessage, isBot: boolean): string {
  const name = isBot ? "Bot" : (message.from?.first_name ?? "Somebody");
  const answered = message.reply_to_message?.text?.split("\n")[0];
  const lines = (message.text === undefined ? "(a file)" : marked(message)).split("\n");
  const buttons = (message.reply_markup?.inline_keyboard ?? []).map((row) =>
    row.map(({ text }) => `[${text}]`).join(" "),
  );
  const head = answered === undefined ? name : `${name}, to “${answered}”`;
  return [`${head}:`, ...[...lines, ...buttons].map((line) => `  ${line}`.trimEnd())].join("\n");
}

function marked({ text = "", entities = [] }: ShownMessage): string {
  let shown = "";
  for (let at = 0; at <= text.length; at += 1) {
    for (const entity of entities.toReversed()) if (endOf(entity) === at) shown += closing(entity);
    for (const entity of entities) if (entity.offset === at) shown += opening(entity);
    const character = text.charAt(at);
    shown += character === "\n" && isQuoted(entities, at) ? "\n│ " : character;
  }
  return shown;
}

function endOf({ offset, length }: Entity): number {
  return offset + length;
}

function opening({ type }: Entity): string {
  if (type.endsWith("blockquote")) return "│ ";
  return type === "text_link" ? "[" : (MARKS[type] ?? "");
}

function closing({ type, url }: Entity): string {
  return type === "text_link" ? `](${url ?? ""})` : (MARKS[type] ?? "");
}

function isQuoted(entities: readonly Entity[], at: number): boolean {
  return entities.some(
    (entity) => entity.type.endsWith("blockquote") && entity.offset < at && at < endOf(entity),
  );
}
