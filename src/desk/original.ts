import { formatOf } from "../archive/formats/format-of.ts";
import type { Origin } from "../archive/release-store.ts";
import type { ReleaseId } from "../domain/release.ts";
import type { Attachment } from "../domain/reply.ts";
import { fileName } from "./release-file.ts";

/** A release's file as it came. */
export interface Original {
  /** As the sender called it. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Files that came by chat, by the release that was read from them; and where the others are. */
export interface OriginalStore {
  keep(release: ReleaseId, original: Original): Promise<void>;
  find(release: ReleaseId): Promise<Original | null>;
  remove(release: ReleaseId): Promise<void>;
  /** Where a release came from that did not come by chat; null when it is not there. */
  originOf(release: ReleaseId): Promise<Origin | null>;
}

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  pdf: "application/pdf",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  html: "text/html; charset=utf-8",
  text: "text/plain; charset=utf-8",
};

/** Whether a file may be handed on: a mail names who got it, and a feed holds more than the one release. */
export function mayBeHandedOn({ bytes }: Original): boolean {
  const format = formatOf(bytes);
  return format !== "mail" && format !== "xml-feed" && format !== "json-feed";
}

/** As a file of a reply, under another name than the text that stands beside it. */
export function attachmentOf({ name, bytes }: Original, beside: Attachment): Attachment {
  const dot = name.lastIndexOf(".");
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot + 1)] : [name, ""];
  const plain = fileName(stem, extension);
  return {
    name: plain === beside.name ? fileName(`${stem}-original`, extension) : plain,
    mediaType: MEDIA_TYPES[formatOf(bytes)] ?? "application/octet-stream",
    bytes,
  };
}
