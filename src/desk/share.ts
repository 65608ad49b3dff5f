import type { Engine } from "../answer/engine.ts";
import { nearestByWords } from "../answer/evidence.ts";
import { ASKING } from "../answer/question-kind.ts";
import type { Collection } from "../archive/collection.ts";
import type { Language } from "../domain/language.ts";
import type { Release, ReleaseId } from "../domain/release.ts";
import type { Reply } from "../domain/reply.ts";
import { catalogue } from "../messages/catalogue.ts";
import { words } from "../text/words.ts";
import { actionData } from "./action-data.ts";
import { headBlock, type ReplyContext, replyToQuestion } from "./answer-reply.ts";
import { ask } from "./ask.ts";
import { fullTextReply } from "./browse.ts";
import type { Shareable } from "./desk.ts";
import { oncePerRelease } from "./once-per-release.ts";
import { realQuotation } from "./quote.ts";
import { releaseKey } from "./release-keys.ts";

const SHARED = 10;
/** Fewer words are looked for and quote nobody. */
const QUOTED_FROM = 4;

/** What can be shared for `query`: a quotation or an answer, and the releases nearest to it; the newest when nothing is asked. */
export function shareablesFor(
  query: string,
  { engine, collection }: { readonly engine: Engine; readonly collection: Collection },
  context: ReplyContext,
): Shareable[] {
  const { view, language, at } = context;
  const said = query.trim();
  if (said === "")
    return oncePerRelease(view.valid, view, language)
      .slice(0, SHARED)
      .map((release) => shareRelease(release, context));
  const near = nearestByWords(said, engine.library, (id) => view.isValid(id), SHARED).flatMap(
    (id) => view.find(id)?.release ?? [],
  );
  const releases = oncePerRelease(near, view, language).map((release) =>
    shareRelease(release, context),
  );
  const quotation =
    words(said).length < QUOTED_FROM
      ? null
      : realQuotation(said, { library: engine.library, collection }, context);
  if (quotation) return [shareQuotation(quotation, language), ...releases];
  // One word is looked for and asks nothing.
  if (words(said).length < 2) return releases;
  const outcome = ask(engine, collection, { question: said, at, previous: null });
  if (outcome.answer.status !== "answered") return releases;
  const { quote, span } = outcome.answer;
  const title = (span ?? quote).text;
  const reply = withFullText(replyToQuestion(outcome, context), quote.release, language);
  const answer = {
    id: `a${releaseKey(quote.release)}${quote.start}`,
    title,
    description: quote.text,
    reply,
  };
  // A word or two look for a release; what may answer them stands behind it.
  const before = words(said).length < QUOTED_FROM && !asks(said) ? 1 : 0;
  return [...releases.slice(0, before), answer, ...releases.slice(before)];
}

function asks(said: string): boolean {
  return ASKING.test(said) || /[?\p{Script=Khmer}]/u.test(said);
}

function shareQuotation(
  { words: quoted, reply }: NonNullable<ReturnType<typeof realQuotation>>,
  language: Language,
): Shareable {
  const source = reply.blocks.find((block) => "title" in block);
  return {
    id: `q${releaseKey(quoted.release)}${quoted.start}`,
    title: quoted.text,
    description: source?.title ?? "",
    reply: withFullText(reply, quoted.release, language),
  };
}

function shareRelease(release: Release, context: ReplyContext): Shareable {
  const first = fullTextReply(release, context).blocks.find(({ kind }) => kind === "paragraph");
  return {
    id: `r${releaseKey(release.id)}`,
    title: release.title,
    description: first?.kind === "paragraph" ? first.text : "",
    reply: withFullText(
      {
        blocks: [headBlock(release, context), ...(first ? [first] : [])],
        language: context.language,
      },
      release.id,
      context.language,
    ),
  };
}

/** Where it is shared nobody answers a button: the full text alone, to which a link can lead. */
function withFullText(reply: Reply, release: ReleaseId, language: Language): Reply {
  const label = catalogue(language).buttons.fullText;
  return { ...reply, actions: [[{ label, data: actionData("r", releaseKey(release)) }]] };
}
