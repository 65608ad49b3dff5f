import type { ChatRequest } from "../domain/chat.ts";
import type { Reply } from "../domain/reply.ts";
import { catalogue } from "../messages/catalogue.ts";
import { organisationOf, type ReplyContext } from "./answer-reply.ts";
import { type Audience, COMMANDS } from "./commands.ts";

/** What applies where it is asked: what changes a chat to who may change it, what is for officers in private alone. */
export function helpReply({ person, isPrivate }: ChatRequest, context: ReplyContext): Reply {
  const { language } = context;
  const words = catalogue(language);
  const linesFor = (...audiences: readonly Audience[]): { text: string }[] =>
    COMMANDS.filter(({ audience }) => audiences.includes(audience)).map(({ name }) => ({
      text: `/${name} – ${words.commands[name] ?? ""}`,
    }));
  const lines = person.manages ? linesFor("everyone", "managers") : linesFor("everyone");
  return {
    blocks: [
      { kind: "text", text: words.helpIntro(organisationOf(context)) },
      ...(isPrivate ? [] : [{ kind: "text", text: words.helpShared } as const]),
      { kind: "list", items: lines },
      ...(person.officer && isPrivate
        ? [
            { kind: "note", text: words.helpOfficers } as const,
            { kind: "list", items: linesFor("officers") } as const,
          ]
        : []),
    ],
    language,
    onlyAsker: true,
  };
}
