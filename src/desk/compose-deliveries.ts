import type { Delivery } from "../announce/delivery.ts";
import type { Digests } from "../announce/digests.ts";
import type { Compose } from "../announce/dispatcher.ts";
import { isQuiet } from "../announce/local-time.ts";
import type { SubscriptionStore } from "../announce/subscription.ts";
import type { Engine } from "../answer/engine.ts";
import type { Collection } from "../archive/collection.ts";
import type { Reply } from "../domain/reply.ts";
import {
  announcementReply,
  digestReply,
  lateAnswerReply,
  withdrawalReply,
} from "./announcement-reply.ts";
import { replyToQuestion } from "./answer-reply.ts";
import { ask } from "./ask.ts";
import type { QuestionStore } from "./question-store.ts";

export interface ComposeOptions {
  readonly collection: Collection;
  readonly engine: Engine;
  readonly digests: Pick<Digests, "entries">;
  readonly questions: Pick<QuestionStore, "find">;
  readonly subscriptions: Pick<SubscriptionStore, "find">;
  readonly pressContact: string | null;
  readonly organisation: string | null;
  /** IANA; quiet hours are local. */
  readonly timeZone: string;
  readonly clock: () => number;
}

/** Words each delivery at the moment of sending, from what is valid then. */
export function createCompose(options: ComposeOptions): Compose {
  return async (delivery) => {
    const subscription = await options.subscriptions.find(delivery.address);
    if (subscription?.paused === true && isNews(delivery)) return null;
    const reply = await wordDelivery(delivery, options);
    if (!reply) return null;
    const isUrgent = options.collection.stored(delivery.release)?.urgent === true;
    const silent =
      !isUrgent && isQuiet(subscription?.quiet ?? null, options.clock(), options.timeZone);
    return { reply, silent };
  };
}

/** What a paused chat does without; of a text that it got it is told what became of it. */
function isNews({ kind, replaces }: Delivery): boolean {
  return (
    kind === "announcement" || kind === "digest" || (kind === "correction" && replaces === null)
  );
}

async function wordDelivery(delivery: Delivery, options: ComposeOptions): Promise<Reply | null> {
  const { collection, digests, clock } = options;
  const at = clock();
  const context = { view: collection.view(at), language: delivery.language, at };
  switch (delivery.kind) {
    case "announcement":
    case "correction":
      return announcementReply(delivery, context);
    case "withdrawal":
      return withdrawalReply(delivery.release, context);
    case "digest":
      return digestReply(await digests.entries(delivery.id), context);
    case "answer":
      return await wordAnswer(delivery, options);
  }
}

async function wordAnswer(delivery: Delivery, options: ComposeOptions): Promise<Reply | null> {
  const { collection, engine, questions, pressContact, organisation, clock } = options;
  const left = await questions.find(Number(delivery.subject));
  if (!left) return null;
  const at = clock();
  const outcome = ask(engine, collection, { question: left.question, at, previous: null });
  if (outcome.answer.status !== "answered") return null;
  const view = collection.view(at);
  const { language } = delivery;
  const reply = replyToQuestion(outcome, { view, language, pressContact, organisation, at });
  return lateAnswerReply(left.question, reply);
}
