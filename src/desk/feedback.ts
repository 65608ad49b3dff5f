import { nearestByWords } from "../answer/evidence.ts";
import type { Library } from "../answer/library.ts";
import { LANGUAGES } from "../domain/language.ts";
import type { Release } from "../domain/release.ts";
import type { Reply } from "../domain/reply.ts";
import { catalogue } from "../messages/catalogue.ts";
import { pressContactOf, type ReplyContext, textReply } from "./answer-reply.ts";
import { listReply } from "./browse.ts";
import { oncePerRelease } from "./once-per-release.ts";

/** Releases offered in place of an answer that was not what was asked. */
const OTHERS = 3;
/** Each may be there in every language. */
const LOOKED_AT = OTHERS * LANGUAGES.length;

/** To who says that an answer was what they asked. */
export function rightAnswerReply(language: ReplyContext["language"]): Reply {
  return { ...textReply(catalogue(language).answerWasRight, language), onlyAsker: true };
}

/** To who says that an answer was not what they asked: other releases near their question, and whom to ask. */
export function wrongAnswerReply(
  cited: Release | undefined,
  { question, library }: { readonly question: string | null; readonly library: Library },
  context: ReplyContext,
): Reply {
  const { view, language } = context;
  const words = catalogue(language);
  const known = new Set((cited ? [cited, ...view.counterparts(cited)] : []).map(({ id }) => id));
  const allow = (id: string): boolean => view.isValid(id) && !known.has(id);
  const others = question === null ? [] : nearestByWords(question, library, allow, LOOKED_AT);
  const found = others.flatMap((id) => view.find(id)?.release ?? []);
  const releases = oncePerRelease(found, view, language).slice(0, OTHERS);
  const list =
    releases.length > 0
      ? listReply({ heading: words.answerWasWrong, releases, page: 0 }, context)
      : textReply(words.answerWasWrongNoOther, language);
  const contact = pressContactOf(context);
  if (contact === null) return list;
  return {
    ...list,
    blocks: [...list.blocks, { kind: "note", text: words.askPressOffice(contact) }],
  };
}
