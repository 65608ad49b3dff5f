import type { RawFile } from "discord.js";
import { MessageFlags } from "discord.js";
import { embedsOf, type Form, type RenderedMessage } from "./render.ts";

export interface BodyOptions {
  readonly form?: Form;
  /** For the asker only. */
  readonly isHidden?: boolean;
  /** Without sound. */
  readonly isSilent?: boolean;
}

/** A request's body and files; the same fields for a new message, an edit and an answer to an interaction. */
export interface Payload {
  readonly body: Readonly<Record<string, unknown>>;
  readonly files: RawFile[];
}

/** A message for Discord: nobody is ever pinged, whatever its text holds. */
export function payloadOf(
  message: RenderedMessage,
  { form = "embed", isHidden = false, isSilent = false }: BodyOptions = {},
): Payload {
  const flags =
    (isHidden ? MessageFlags.Ephemeral : 0) |
    (isSilent ? MessageFlags.SuppressNotifications : 0) |
    (form === "content" ? MessageFlags.SuppressEmbeds : 0);
  return {
    body: {
      ...(form === "embed"
        ? { content: "", embeds: embedsOf(message) }
        : { content: message.text, embeds: [] }),
      components: message.rows,
      allowed_mentions: { parse: [] },
      ...(flags === 0 ? {} : { flags }),
      ...(message.files.length === 0
        ? {}
        : { attachments: message.files.map(({ name }, i) => ({ id: String(i), filename: name })) }),
    },
    files: message.files.map(({ name, mediaType, bytes }) => ({
      name,
      contentType: mediaType,
      data: Buffer.from(bytes),
    })),
  };
}
