import { asRead, type FakeDiscord, messagesIn, type ShownMessage } from "./bench.ts";

/** What a person sees in a channel: names, text with the bold marked, links, buttons, files; what only they see is said so. */
export function transcriptOf(fake: FakeDiscord, channel: string, user: string): string {
  return messagesIn(fake, channel, user).map(written).join("\n\n");
}

const EPHEMERAL = 64;

function written(message: ShownMessage): string {
  const lines = asRead(message)
    .split("\n")
    .map((line) =>
      line
        .replace(/^> ?/u, "│ ")
        .replace(/^-# (.*)$/u, "_$1_")
        .replace(/^- /u, "• "),
    );
  const buttons = (message.components ?? []).map((row) =>
    row.components.map(({ label = "" }) => `[${label}]`).join(" "),
  );
  const files = message.attachments.map(({ filename }) => `(file: ${filename})`);
  return [`${headOf(message)}:`, ...[...lines, ...files, ...buttons].map(indented)].join("\n");
}

function indented(line: string): string {
  return `  ${line}`.trimEnd();
}

function headOf(message: ShownMessage): string {
  const { author, interaction, interaction_metadata: asked, flags } = message;
  if (author.bot !== true) return author.username;
  const used = asked && interaction ? ` (${asked.user.username} used ${interaction.name})` : "";
  const onlyYou = (flags & EPHEMERAL) !== 0 ? ", only you can see this" : "";
  const replied = message.referenced_message ? `, to “${message.referenced_message.content}”` : "";
  return `Bot${used}${replied}${onlyYou}`;
}
