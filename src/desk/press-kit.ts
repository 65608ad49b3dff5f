import type { Contact, Release } from "../domain/release.ts";
import type { Action, Block, Reply } from "../domain/reply.ts";
import { catalogue } from "../messages/catalogue.ts";
import { actionData } from "./action-data.ts";
import { counterpartOf, pressContactOf, type ReplyContext, sourceBlock } from "./answer-reply.ts";
import { stateNotes } from "./browse.ts";
import { releaseFile } from "./release-file.ts";
import { releaseKey } from "./release-keys.ts";
import { citationLine } from "./wording.ts";

/** What a journalist takes along of a release: whom to call, how to cite it, the text as a file, the other language. */
export function pressKitReply(release: Release, context: ReplyContext): Reply {
  const { view, language } = context;
  const words = catalogue(language);
  const counterpart = counterpartOf(release, view, language);
  const blocks: Block[] = [
    { kind: "heading", text: release.title },
    ...stateNotes(release, context),
    ...contactBlocks(release, context),
    { kind: "note", text: words.citationToCopy },
    { kind: "copy", text: citationLine(release, language) },
    sourceBlock(release, context),
  ];
  const actions: Action[] = [
    { label: words.buttons.fullText, data: actionData("r", releaseKey(release.id)) },
    ...(counterpart
      ? [
          {
            label: words.buttons.otherLanguage(catalogue(counterpart.language).languageName),
            data: actionData("kit", releaseKey(counterpart.id)),
          },
        ]
      : []),
  ];
  return { blocks, actions: [actions], attachments: [releaseFile(release, language)], language };
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
