import {
  EVERYTHING,
  type Frequency,
  type Interest,
  isEverything,
  newSubscription,
  type QuietHours,
  type Subscription,
  type SubscriptionStore,
} from "../announce/subscription.ts";
import type { View } from "../archive/collection.ts";
import type { ChatRequest } from "../domain/chat.ts";
import { LANGUAGES, type Language } from "../domain/language.ts";
import type { Action, Reply } from "../domain/reply.ts";
import { catalogue } from "../messages/catalogue.ts";
import { arabicDigits, fold } from "../text/words.ts";
import { actionData, parseActionData } from "./action-data.ts";
import { type ReplyContext, textReply } from "./answer-reply.ts";
import type { UseCase } from "./create-desk.ts";
import { languageNamed } from "./language-names.ts";
import { releaseKey } from "./release-keys.ts";
import { wordLanguage, wordTime, wordWeekday } from "./wording.ts";

/** What people mean by "at night". */
const NIGHT: QuietHours = { from: 22 * 60, to: 7 * 60 };
/** Words of one subscription; more are cut off. */
const MOST_WORDS = 50;
const LONGEST_WORD = 100;
const DAY_MINUTES = 24 * 60;

/** The button that subscribes a chat which is not: an adapter may look first whether it can post there. */
export const SUBSCRIBE_DATA = actionData("sub", "on");

export interface SubscribeOptions {
  readonly subscriptions: SubscriptionStore;
  readonly clock: () => number;
}

/** `/subscribe`, `/subscriptions`, `/unsubscribe` and their buttons. */
export function createSubscribe({ subscriptions, clock }: SubscribeOptions): UseCase {
  return async (request, context) => {
    const asked = wishOf(request, context.view);
    if (!asked) return null;
    const { language } = context;
    const words = catalogue(language);
    if (asked.kind !== "show" && !request.person.manages)
      return { ...textReply(words.managersOnly, language), onlyAsker: true };
    const before = await subscriptions.find(request.address);
    if (asked.kind === "end") {
      const ended = await subscriptions.end(request.address);
      const { ended: done, endedNone } = words.subscriptions;
      return { ...offer(ended ? done : endedNone, language), inPlace: asked.inPlace };
    }
    const { inPlace } = asked;
    if (asked.kind === "show") {
      const shown = before ? overview(before, context) : offer(words.subscriptions.none, language);
      return { ...shown, inPlace };
    }
    // An old button of a chat that has unsubscribed does not subscribe it again.
    if (!before && asked.needsOne) return { ...offer(words.subscriptions.none, language), inPlace };
    const kept = before ?? newSubscription(request.address, language, clock());
    const after = { ...kept, ...asked.change(kept, before === null), language };
    await subscriptions.save(after);
    return { ...overview(after, context), inPlace };
  };
}

/** That nothing comes, with the way to change that. */
function offer(text: string, language: Language): Reply {
  return { ...textReply(text, language), actions: [[subscribeButton(language)]] };
}

/** `isNew`: the chat has only just begun. */
type Change = (before: Subscription, isNew: boolean) => Partial<Subscription>;

type Wish =
  | { readonly kind: "show"; readonly inPlace: boolean }
  | { readonly kind: "end"; readonly inPlace: boolean }
  | {
      readonly kind: "change";
      readonly change: Change;
      readonly inPlace: boolean;
      /** It changes a subscription and begins none. */
      readonly needsOne: boolean;
    };

/** What buttons ask; a deep link may name something else: what it subscribes to. */
const PRESSED: ReadonlySet<string> = new Set(
  "on all once daily weekly quiet pause resume lang t".split(" "),
);
/** Buttons and deep links that subscribe a chat. */
const BEGINS: ReadonlySet<string> = new Set(["on", "all", "t"]);

function wishOf({ intent }: ChatRequest, view: View): Wish | null {
  if (intent.kind === "command") {
    if (intent.name === "subscriptions") return { kind: "show", inPlace: false };
    if (intent.name === "unsubscribe") return { kind: "end", inPlace: false };
    if (intent.name !== "subscribe") return null;
    const change = typedChange(partsOf(intent), view);
    return { kind: "change", change, inPlace: false, needsOne: false };
  }
  if (intent.kind !== "action") return null;
  const { verb, parameters } = parseActionData(intent.data);
  if (verb !== "sub") return null;
  const [what = "", value = ""] = parameters;
  if (what === "end") return { kind: "end", inPlace: true };
  const isNamed = what !== "" && !PRESSED.has(what);
  const change = isNamed ? namedChange(parameters, view) : pressedChange(what, value, view);
  return change
    ? {
        kind: "change",
        change,
        inPlace: true,
        needsOne: !isNamed && !BEGINS.has(what),
      }
    : { kind: "show", inPlace: true };
}

/** What is typed behind the command, between commas, and the options of platforms that have them. */
function partsOf({
  argument,
  options,
}: Extract<ChatRequest["intent"], { kind: "command" }>): string[] {
  const { issuer = "", topic = "", language = "" } = options;
  // An option is one name, whatever commas it holds.
  return [...argument.split(/[,;،\n]+/u), issuer, topic, language]
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

function pressedChange(what: string, value: string, view: View): Change | null {
  switch (what) {
    // A deep link or the button of a chat that has none yet: every new release at once.
    case "on":
    case "all":
      return () => ({ interest: EVERYTHING, paused: false });
    case "once":
      return () => ({ frequency: "at-once" });
    case "daily":
      return () => ({ frequency: "daily" });
    case "weekly":
      return () => ({ frequency: "weekly" });
    case "quiet":
      return () => ({ quiet: value === "off" ? null : NIGHT });
    case "pause":
      return () => ({ paused: true });
    case "resume":
      return () => ({ paused: false });
    case "lang": {
      const language = LANGUAGES.find((each) => each === value);
      return language ? ({ interest }) => ({ interest: withLanguage(interest, language) }) : null;
    }
    case "t": {
      const topic = view.valid
        .flatMap(({ topics }) => topics)
        .find((one) => releaseKey(one) === value);
      return topic === undefined
        ? null
        : ({ interest }, isNew) => ({ interest: withTopic(interest, topic, isNew), paused: false });
    }
    default:
      return null;
  }
}

/** By a deep link, `sub_fisheries_south-east-asia`: in addition to what the chat gets. A chat that gets everything goes on doing so. */
function namedChange(names: readonly string[], view: View): Change {
  return ({ interest }, isNew) => {
    if (!isNew && isEverything(interest)) return { paused: false };
    const into = collected(interest);
    for (const name of names) addInterest(name.replaceAll("-", " ").trim(), view, into);
    return { interest: interestOf(into), paused: false };
  };
}

/** A chat that gets everything goes on doing so. */
function withTopic(interest: Interest, topic: string, isNew: boolean): Interest {
  const isNarrowed = isNew || interest.topics.length + interest.words.length > 0;
  return isNarrowed ? { ...interest, topics: [...new Set([...interest.topics, topic])] } : interest;
}

function withLanguage(interest: Interest, language: Language): Interest {
  const { languages } = interest;
  return {
    ...interest,
    languages: languages.includes(language)
      ? languages.filter((each) => each !== language)
      : [...languages, language],
  };
}

/** `/subscribe` alone: everything at once. Otherwise each part for what it is. */
function typedChange(parts: readonly string[], view: View): Change {
  if (parts.length === 0)
    return () => ({ interest: EVERYTHING, frequency: "at-once", paused: false });
  const into = collected(EVERYTHING);
  const rhythm: { frequency?: Frequency; digestAt?: number; weekday?: number } = {};
  let quiet: QuietHours | null | undefined;
  let isInterest = false;
  for (const part of parts) {
    const hours = quietHours(part);
    const when = rhythmOf(part);
    if (hours !== undefined) quiet = hours;
    else if (when) Object.assign(rhythm, when);
    else {
      isInterest = true;
      addInterest(part, view, into);
    }
  }
  const interest = interestOf(into);
  return () => ({
    ...rhythm,
    ...(quiet === undefined ? {} : { quiet }),
    ...(isInterest ? { interest } : {}),
    paused: false,
  });
}

interface Collected {
  readonly topics: Set<string>;
  readonly issuers: Set<string>;
  readonly languages: Set<Language>;
  readonly words: Set<string>;
}

function collected({ topics, issuers, languages, words }: Interest): Collected {
  return {
    topics: new Set(topics),
    issuers: new Set(issuers),
    languages: new Set(languages),
    words: new Set(words),
  };
}

function interestOf({ topics, issuers, languages, words }: Collected): Interest {
  return {
    topics: [...topics],
    issuers: [...issuers],
    languages: [...languages],
    words: [...words].slice(0, MOST_WORDS),
  };
}

/** A topic or issuer of the archive by its name, a language, else words to look for. */
function addInterest(part: string, view: View, into: Collected): void {
  const language = languageNamed(part);
  const name = fold(part);
  const topic = view.valid.flatMap(({ topics }) => topics).find((one) => fold(one) === name);
  const issuer = view.valid
    .flatMap((release) => [release.issuer, release.department])
    .find((one) => one !== null && fold(one) === name);
  if (/^(?:everything|all|tout|ទាំងអស់)$/iu.test(part)) return;
  if (language) into.languages.add(language);
  else if (topic !== undefined) into.topics.add(topic);
  else if (issuer != null) into.issuers.add(issuer);
  else into.words.add(part.slice(0, LONGEST_WORD));
}

/** How often, as people write it in our languages. */
const OFTEN: readonly (readonly [RegExp, Frequency])[] = [
  [/^(?:at once|instant(?:ly)?|aussitôt|immédiatement|ភ្លាមៗ|ភ្លាម)/iu, "at-once"],
  [
    /^(?:daily|(?:every|each) day|quotidien|chaque jour|tous les jours|(?:រៀង)?រាល់ថ្ងៃ|ប្រចាំថ្ងៃ)/iu,
    "daily",
  ],
  [
    /^(?:weekly|(?:every|each) week|hebdomadaire|chaque semaine|toutes les semaines|(?:រៀង)?រាល់សប្[តដ]ាហ៍|ប្រចាំសប្[តដ]ាហ៍)/iu,
    "weekly",
  ],
];
/** On a day of the week: `every Monday`. */
const EVERY = /^(?:every|each|chaque|tous les)(?=\s+\p{L})/iu;
const MOMENT =
  /^\s*(?:on\s+|le\s+)?(?<day>(?!(?:at|à|ម៉ោង)(?![\p{L}\p{M}]))\p{L}[\p{L}\p{M}]*)?(?:\s*(?:at\s+|à\s+|ម៉ោង\s*)?(?<hour>\d{1,2})(?:\s?[:h.]\s?(?<minute>[0-5]\d)?)?)?$/iu;
const QUIET =
  /^(?:quiet|silence|silencieux|ស្ងាត់|គ្មានសំឡេង)\s+(?:(?<off>off|non|បិទ)|(?<from>\d{1,2})(?:[:h.](?<fromMinute>[0-5]\d)?)?\s*(?:[-–]|to|à|ដល់)\s*(?<to>\d{1,2})(?:[:h.](?<toMinute>[0-5]\d)?)?)$/iu;

function rhythmOf(
  part: string,
): { frequency: Frequency; digestAt?: number; weekday?: number } | null {
  const said = arabicDigits(part);
  const [pattern = EVERY, often = null] = OFTEN.find(([one]) => one.test(said)) ?? [];
  const named = pattern.exec(said)?.[0];
  const found = named === undefined ? null : MOMENT.exec(said.slice(named.length))?.groups;
  if (!found) return null;
  const weekday = found["day"] === undefined ? 0 : weekdayNamed(found["day"]);
  // "រាល់ថ្ងៃចន្ទ" begins as every day does.
  const frequency = weekday === 0 ? often : "weekly";
  if (weekday === undefined || frequency === null) return null;
  const hour = Number(found["hour"] ?? Number.NaN);
  const digestAt = hour * 60 + Number(found["minute"] ?? 0);
  return {
    frequency,
    ...(digestAt >= 0 && digestAt < DAY_MINUTES ? { digestAt } : {}),
    ...(weekday > 0 ? { weekday } : {}),
  };
}

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];

/** 1 is Monday; by its name or the beginning of it in any of our languages. */
function weekdayNamed(name: string): number | undefined {
  const wanted = fold(name.replace(/^ថ្ងៃ/u, ""));
  const isNamed = (day: number, language: Language): boolean => {
    const known = fold(wordWeekday(day, language));
    return known.startsWith(wanted) || wanted === `${known}s`;
  };
  if (name.length < 3) return undefined;
  return WEEKDAYS.find((day) => LANGUAGES.some((language) => isNamed(day, language)));
}

function quietHours(part: string): QuietHours | null | undefined {
  const found = QUIET.exec(arabicDigits(part))?.groups;
  if (!found) return undefined;
  if (found["off"] !== undefined) return null;
  const from = Number(found["from"]) * 60 + Number(found["fromMinute"] ?? 0);
  const to = Number(found["to"]) * 60 + Number(found["toMinute"] ?? 0);
  return from > DAY_MINUTES || to > DAY_MINUTES
    ? undefined
    : { from: from % DAY_MINUTES, to: to % DAY_MINUTES };
}

/** What a chat gets and when, with the buttons that change it. */
function overview(subscription: Subscription, { language }: ReplyContext): Reply {
  const words = catalogue(language).subscriptions;
  const { quiet, paused } = subscription;
  const lines = [
    words.nowGets(
      wordInterest(subscription.interest, language),
      wordRhythm(subscription, language),
    ),
    ...(quiet ? [words.quiet(wordTime(quiet.from, language), wordTime(quiet.to, language))] : []),
    ...(paused ? [words.paused] : []),
  ];
  return {
    blocks: [
      ...lines.map((text) => ({ kind: "text", text }) as const),
      { kind: "note", text: words.hint },
    ],
    actions: buttons(subscription, language),
    language,
  };
}

export function wordInterest(interest: Interest, language: Language): string {
  const words = catalogue(language).subscriptions;
  if (isEverything(interest)) return words.everything;
  const { topics, issuers, languages } = interest;
  const parts = [
    topics.length > 0 ? words.topics(topics.join(", ")) : null,
    interest.words.length > 0
      ? words.words(interest.words.map(catalogue(language).quoted).join(", "))
      : null,
    issuers.length > 0 ? words.issuers(issuers.join(", ")) : null,
    languages.length > 0
      ? words.languages(languages.map((each) => wordLanguage(each, language)).join(", "))
      : null,
  ];
  return parts.filter((part) => part !== null).join(" · ");
}

function wordRhythm({ frequency, digestAt, weekday }: Subscription, language: Language): string {
  const words = catalogue(language).subscriptions;
  if (frequency === "at-once") return words.atOnce;
  return frequency === "daily"
    ? words.daily(wordTime(digestAt, language))
    : words.weekly(wordWeekday(weekday, language), wordTime(digestAt, language));
}

function buttons(
  { interest, frequency, quiet, paused }: Subscription,
  language: Language,
): readonly (readonly Action[])[] {
  const words = catalogue(language).subscriptions.buttons;
  return [
    [
      button(mark(frequency === "at-once", words.atOnce), "once"),
      button(mark(frequency === "daily", words.daily), "daily"),
      button(mark(frequency === "weekly", words.weekly), "weekly"),
    ],
    LANGUAGES.map((each) =>
      button(mark(interest.languages.includes(each), catalogue(each).languageName), "lang", each),
    ),
    [
      button(mark(isEverything(interest), words.everything), "all"),
      quiet ? button(words.quietOff, "quiet", "off") : button(words.quietOn, "quiet", "on"),
    ],
    [
      paused ? button(words.resume, "resume") : button(words.pause, "pause"),
      button(words.end, "end"),
    ],
  ];
}

/** A choice that is made bears a tick. */
function mark(isOn: boolean, label: string): string {
  return isOn ? `✓ ${label}` : label;
}

function button(label: string, ...data: readonly string[]): Action {
  return { label, data: actionData("sub", ...data) };
}

function subscribeButton(language: Language): Action {
  return {
    label: catalogue(language).subscriptions.buttons.subscribe,
    data: SUBSCRIBE_DATA,
  };
}
