import type { Contact, Release } from "../domain/release.ts";
import type { Action, Block, Reply } from "../domain/reply.ts";
import { catalogue } from "../messages/catalogue.ts";
import { actionData } from "./action-data.ts";
import { headBlock, pressContactOf, type ReplyContext } from "./answer-reply.ts";
import { stateNotes } from "./browse.ts";
import { counterpartActions } from "./counterpart-actions.ts";
import { attachmentOf, mayBeHandedOn, type Original } from "./original.ts";
import { releaseFile } from "./release-file.ts";
import { releaseKey } from "./release-keys.ts";
import { citationLine } from "./wording.ts";

/** Largest file that goes along: Discord, the strictest, takes 10 MiB with a message (its documentation, Uploading Files). */
const ORIGINAL_BYTES = 9 * 1024 * 1024;

/**
 * What a journalist takes along of a release: whom to call, how to cite it, the text as a file and the file as it came, the
 * other language.
 */
export function pressKitReply(
  release: Release,
  original: Original | null,
  context: ReplyContext,
): Reply {
  const { language } = context;
  const words = catalogue(language);
  const file = original && mayBeHandedOn(original) ? original : null;
  const isTooLarge = file !== null && file.bytes.length > ORIGINAL_BYTES;
  const blocks: Block[] = [
    headBlock(release, context),
    ...stateNotes(release, context),
    ...contactBlocks(release, context),
    { kind: "note", text: words.citationToCopy },
    { kind: "copy", text: citationLine(release, language) },
    ...(isTooLarge ? [{ kind: "note", text: words.originalTooLarge } as const] : []),
  ];
  const actions: Action[] = [
    { label: words.buttons.fullText, data: actionData("r", releaseKey(release.id)) },
    ...counterpartActions(release, context, "kit"),
  ];
  const text = releaseFile(release, language);
  const attachments = file && !isTooLarge ? [text, attachmentOf(file, text)] : [text];
  return { blocks, actions: [actions], attachments, language };
}

function contactBlocks({ contacts }: Release, context: ReplyContext): Block[] {
  const words = catalogue(context.language);
  if (contacts.length > 0) {
    return [
      { kind: "note", text: words.pressContacts },
      { kind: "list", items: contacts.map((contact) => ({ text: contactLine(contact) })) },
    ];
  }
  const contact = pressContactOf(context);
  return contact === null ? [] : [{ kind: "note", text: words.askPressOffice(contact) }];
}

function contactLine({ name, role, phone, email }: Contact): string {
  return [name, role, phone, email].filter((part) => part !== undefined).join(", ");
}
