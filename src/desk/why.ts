import type { ChatDelivery, DeliveryAccount } from "../announce/delivery.ts";
import { matchInGroup } from "../announce/fan-out.ts";
import type { Subscription, SubscriptionStore } from "../announce/subscription.ts";
import type { Release } from "../domain/release.ts";
import { catalogue } from "../messages/catalogue.ts";
import { type ReplyContext, textReply } from "./answer-reply.ts";
import { findPublic } from "./browse.ts";
import type { UseCase } from "./create-desk.ts";
import { oncePerRelease } from "./once-per-release.ts";
import { releaseItem } from "./release-item.ts";
import { wordInterest } from "./subscribe.ts";

/** Releases explained when none is named. */
const LATEST = 3;
const MOST = 5;

export interface WhyOptions {
  readonly subscriptions: Pick<SubscriptionStore, "find">;
  readonly account: Pick<DeliveryAccount, "toChat">;
}

/** `/why`: why a release came to this chat, or did not. */
export function createWhy({ subscriptions, account }: WhyOptions): UseCase {
  return async ({ intent, address }, context) => {
    if (intent.kind !== "command" || intent.name !== "why") return null;
    const { view, language } = context;
    const words = catalogue(language);
    const named = intent.argument.trim();
    const releases =
      named === ""
        ? oncePerRelease(view.valid, view, language).slice(0, LATEST)
        : oncePerRelease(findPublic(named, view), view, language).slice(0, MOST);
    if (releases.length === 0) {
      return textReply(
        named === "" ? words.nothingPublished : words.noSuchRelease(named),
        language,
      );
    }
    const subscription = await subscriptions.find(address);
    const group = releases.flatMap((one) => [one, ...view.counterparts(one)]);
    const told = await account.toChat(
      address,
      group.map(({ id }) => id),
    );
    if (!subscription && told.length === 0) return textReply(words.subscriptions.whyNone, language);
    return {
      blocks: [
        {
          kind: "list",
          items: releases.map((release) => {
            const item = releaseItem(release, language);
            const reason = reasonFor(release, { subscription, told }, context);
            return { ...item, detail: [reason, item.detail].join(" · ") };
          }),
        },
      ],
      language,
    };
  };
}

interface Known {
  readonly subscription: Subscription | null;
  readonly told: readonly ChatDelivery[];
}

function reasonFor(
  release: Release,
  { subscription, told }: Known,
  { view, language }: ReplyContext,
): string {
  const words = catalogue(language).subscriptions;
  const group = [release, ...view.counterparts(release)];
  const own = told.filter(({ release: id }) => group.some((one) => one.id === id));
  const delivery = own.find(({ kind }) => kind !== "answer") ?? own[0];
  if (delivery?.status === "superseded" && subscription?.paused === true) return words.whyPaused;
  if (delivery && delivery.status !== "sent") return stateOf(delivery, language);
  if (delivery?.kind === "answer") return words.whyAnswer;
  const match = subscription && matchInGroup(subscription, group);
  if (delivery && !match) return words.whyEarlier;
  if (!subscription) return words.whyNone;
  if (!match) return words.whyNotWanted(wordInterest(subscription.interest, language));
  if (!delivery) return subscription.paused ? words.whyPaused : words.whyBefore;
  switch (match.kind) {
    case "everything":
      return words.whyEverything;
    case "topic":
      return words.whyTopic(match.value);
    case "issuer":
      return words.whyIssuer(match.value);
    case "word":
      return words.whyWord(match.value);
    case "language":
      return words.whyLanguage;
  }
}

function stateOf({ kind, status }: ChatDelivery, language: ReplyContext["language"]): string {
  const words = catalogue(language).subscriptions;
  switch (status) {
    case "pending":
    case "sending":
      return kind === "digest" ? words.whyDigest : words.whyWaits;
    case "superseded":
      return words.whyInvalid;
    case "failed":
    case "retired":
      return words.whyRefused;
    case "unknown":
    case "sent":
      return words.whyUnknown;
  }
}
