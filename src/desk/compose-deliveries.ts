import {
  type Delivery,
  type DeliveryAccount,
  type Holdings,
  questionsOf,
} from "../announce/delivery.ts";
import type { Digests } from "../announce/digests.ts";
import type { Compose } from "../announce/dispatcher.ts";
import { chooseInGroup, type RevisionRef, refOf } from "../announce/fan-out.ts";
import { isQuiet } from "../announce/local-time.ts";
import type { Subscription, SubscriptionStore } from "../announce/subscription.ts";
import type { Engine } from "../answer/engine.ts";
import type { View } from "../archive/collection.ts";
import type { Release, ReleaseId } from "../domain/release.ts";
import type { Reply } from "../domain/reply.ts";
import {
  announcementReply,
  digestReply,
  type LateAnswer,
  lateAnswerReply,
  withdrawalReply,
} from "./announcement-reply.ts";
import { replyToQuestion } from "./answer-reply.ts";
import { ask } from "./ask.ts";
import { type CatchUpOptions, caughtUp } from "./catch-up.ts";
import type { QuestionStore } from "./question-store.ts";

export interface ComposeOptions extends CatchUpOptions {
  readonly engine: Engine;
  readonly digests: Pick<Digests, "entries">;
  readonly holdings: Holdings;
  readonly questions: Pick<QuestionStore, "find">;
  readonly subscriptions: Pick<SubscriptionStore, "find">;
  readonly account: Pick<DeliveryAccount, "toChat">;
  readonly pressContact: string | null;
  readonly organisation: string | null;
  /** IANA; quiet hours are local. */
  readonly timeZone: string;
  readonly clock: () => number;
}

/** Words each delivery at the moment of sending, from what is valid then. */
export function createCompose(options: ComposeOptions): Compose {
  return caughtUp(options, async (delivery) => {
    const subscription = await options.subscriptions.find(delivery.address);
    if (subscription?.paused === true && isNews(delivery)) return null;
    const reply = await wordDelivery(delivery, subscription, options);
    if (!reply) return null;
    const isUrgent = options.collection.stored(delivery.release)?.urgent === true;
    const silent =
      !isUrgent && isQuiet(subscription?.quiet ?? null, options.clock(), options.timeZone);
    return { reply, silent };
  });
}

/** What a paused chat does without; of a text that it got it is told what became of it. */
function isNews({ kind, replaces }: Delivery): boolean {
  return (
    kind === "announcement" || kind === "digest" || (kind === "correction" && replaces === null)
  );
}

async function wordDelivery(
  delivery: Delivery,
  subscription: Subscription | null,
  options: ComposeOptions,
): Promise<Reply | null> {
  const { digests } = options;
  const context = contextOf(delivery, options);
  switch (delivery.kind) {
    case "announcement":
    case "correction":
      return announcementReply(delivery, context);
    case "withdrawal":
      return withdrawalReply(delivery.release, context);
    case "digest":
      return digestReply(await digests.entries(delivery.id), context);
    case "answer":
      return await wordAnswer(delivery, subscription, options);
  }
}

function contextOf({ language }: Delivery, { collection, clock }: ComposeOptions) {
  const at = clock();
  return { view: collection.view(at), language, at };
}

/**
 * One message for who asked and is subscribed besides: the answer, with what an announcement says. By now another release
 * may answer better; that the chat got it is written down before it is sent.
 */
async function wordAnswer(
  delivery: Delivery,
  subscription: Subscription | null,
  options: ComposeOptions,
): Promise<Reply | null> {
  for (;;) {
    const worded = await answerNow(delivery, subscription, options);
    if (!worded) return null;
    const others = worded.texts.filter(({ release }) => release !== delivery.release);
    if (!(await options.holdings.note(delivery.id, others))) return worded.reply;
    // Who withdrew one of them a moment ago did not find it here.
    await options.catchUp();
  }
}

/** A message and the texts that it holds. */
interface Worded {
  readonly reply: Reply;
  readonly texts: readonly RevisionRef[];
}

async function answerNow(
  delivery: Delivery,
  subscription: Subscription | null,
  options: ComposeOptions,
): Promise<Worded | null> {
  const { collection, clock } = options;
  const view = collection.view(clock());
  const wanted = newsFor(delivery.release, subscription, view);
  const news = wanted && !(await isTold(delivery, wanted, options)) ? wanted : null;
  const answers = await answersTo(delivery, options);
  const texts = [...(news ? [refOf(news)] : []), ...answers.map(({ quote }) => quote)];
  if (answers.length > 0)
    return { reply: lateAnswerReply(answers, news, contextOf(delivery, options)), texts };
  if (!news) return null;
  const announced = { kind: "announcement", release: news.id } as const;
  const reply = announcementReply(announced, contextOf(delivery, options));
  return reply ? { reply, texts } : null;
}

async function answersTo(
  { subject, language }: Delivery,
  { collection, engine, questions, pressContact, organisation, clock }: ComposeOptions,
): Promise<readonly LateAnswer[]> {
  const at = clock();
  const view = collection.view(at);
  const answers: LateAnswer[] = [];
  for (const id of questionsOf(subject)) {
    const left = await questions.find(id);
    if (!left) continue;
    const { question } = left;
    const outcome = ask(engine, collection, { question, at, previous: null });
    if (outcome.answer.status !== "answered") continue;
    const { quote } = outcome.answer;
    const reply = replyToQuestion(outcome, { view, language, pressContact, organisation, at });
    answers.push({ question, quote, reply });
  }
  return answers;
}

/** What a chat would be told of a release or its counterparts; `null` when it wants nothing of them. */
function newsFor(id: ReleaseId, subscription: Subscription | null, view: View): Release | null {
  const release = view.isValid(id) ? view.find(id)?.release : undefined;
  if (!release || !subscription || subscription.paused) return null;
  return chooseInGroup(subscription, [release, ...view.counterparts(release)]);
}

/** The chat knows the release from another message. */
async function isTold(
  { address }: Delivery,
  news: Release,
  { collection, account, clock }: ComposeOptions,
): Promise<boolean> {
  const group = [news, ...collection.view(clock()).counterparts(news)];
  const told = await account.toChat(
    address,
    group.map(({ id }) => id),
  );
  return told.some(({ kind, status }) => kind !== "answer" && status !== "superseded");
}
