import type { SmallTalkKind } from "../domain/answer.ts";
import type { Language } from "../domain/language.ts";
import { english } from "./en.ts";
import { french } from "./fr.ts";
import { khmer } from "./km.ts";

/** Every sentence of the product's own, in one language. */
export interface Catalogue {
  readonly language: Language;
  /** The language's own name. */
  readonly languageName: string;
  readonly yes: string;
  readonly no: string;
  /** Behind a reading of ours: it is not in the organisation's words. */
  readonly ourReading: string;
  readonly smallTalk: (kind: SmallTalkKind, organisation: string) => string;
  readonly notFound: string;
  readonly nearest: string;
  /** `contact` is the press contact, literally. */
  readonly askPressOffice: (contact: string) => string;
  readonly tooLong: (limit: number) => string;
  readonly noQuestion: string;
  readonly tooManyQuestions: (waitSeconds: number) => string;
  readonly failed: string;
  readonly dated: (date: string) => string;
  readonly noDate: string;
  /** An answer whose release is old: `date` is its date of issue. */
  readonly oldAnswer: (date: string) => string;
  readonly replacedBy: (title: string) => string;
  readonly withdrawnBecause: (reason: string) => string;
  readonly correctsEarlier: (note: string) => string;
  /** Of a release that takes the place of another. */
  readonly replaces: (title: string) => string;
  readonly alsoAsked: (question: string) => string;
  readonly latestHeading: string;
  readonly searchHeading: (words: string) => string;
  readonly nothingPublished: string;
  readonly noSuchRelease: (words: string) => string;
  /** A search without a result. */
  readonly nothingFound: (words: string) => string;
  /** A day that was written in no way we know. */
  readonly badDate: (text: string) => string;
  readonly severalReleases: (words: string) => string;
  readonly pageOf: (page: number, pages: number) => string;
  readonly moreSourcesHeading: string;
  readonly moreSourcesNone: string;
  /** Between the quotation marks of the language. */
  readonly quoted: (text: string) => string;
  readonly pressContacts: string;
  readonly citationToCopy: string;
  /** A release as a kind of source, in a citation. */
  readonly pressRelease: string;
  readonly answerWasRight: string;
  /** Above other releases, after an answer that was not what was asked. */
  readonly answerWasWrong: string;
  readonly answerWasWrongNoOther: string;
  readonly officeHeading: (office: string) => string;
  readonly officeUnknown: (office: string) => string;
  readonly holderSince: (date: string) => string;
  /** A beginning that is to come. */
  readonly holderFrom: (date: string) => string;
  readonly holderSeen: (date: string) => string;
  /** First and last day on which releases name somebody so. */
  readonly holderSeenBetween: (first: string, last: string) => string;
  readonly holderAfter: (predecessor: string) => string;
  readonly acting: string;
  readonly designate: string;
  readonly former: string;
  readonly formerly: (until: string) => string;
  readonly quoteExact: string;
  readonly quoteExactButMarks: string;
  readonly quoteAltered: string;
  readonly quoteStitched: string;
  readonly quoteOtherSpeaker: (speaker: string) => string;
  /** The words are the release's, and nobody is quoted with them. */
  readonly quoteOwnWords: (issuer: string, named: string) => string;
  /** The words are there, but not who speaks. */
  readonly quoteUnsettled: (named: string) => string;
  readonly quoteNotFound: string;
  /** Above a difference: how left-out and put-in words are marked. */
  readonly quoteDifference: string;
  readonly trueWording: string;
  readonly quoteTooShort: string;
  readonly quoteTooLong: (limit: number) => string;
  readonly languageNow: (name: string) => string;
  readonly languageChoose: string;
  readonly privacy: string;
  readonly forgotten: string;
  readonly helpIntro: (organisation: string) => string;
  /** How to ask where others talk as well. */
  readonly helpShared: string;
  readonly helpOfficers: string;
  readonly officersOnly: string;
  readonly managersOnly: string;
  readonly unknownCommand: (name: string) => string;
  readonly missingArgument: (command: string, option: string) => string;
  readonly notHere: string;
  readonly staleButton: string;
  /** To who asked, where the bot may not write; `rights` are names of {@link Catalogue.rights}. */
  readonly rightsMissing: (rights: string) => string;
  /** To who wants releases posted where only people have installed the bot, not the chat. */
  readonly notAMember: string;
  /** To who asked where no file may be sent. */
  readonly noFilesHere: string;
  /** Of a message on which a command was given. */
  readonly messageWithoutWords: string;
  /** Of a file that no message takes. */
  readonly originalTooLarge: string;
  /** What a platform lets a bot do in a chat. */
  readonly rights: {
    readonly view: string;
    readonly send: string;
    readonly sendInThreads: string;
    readonly embed: string;
    readonly readHistory: string;
  };
  readonly buttons: {
    readonly fullText: string;
    readonly moreSources: string;
    readonly otherLanguage: (language: string) => string;
    readonly next: string;
    readonly previous: string;
    readonly alsoAnswer: (question: string) => string;
    readonly pressKit: string;
    readonly thisWasIt: string;
    readonly notThis: string;
    readonly followUp: string;
  };
  /** Commands that are given on somebody's message; at most 32 characters. */
  readonly messageCommands: {
    readonly quote: string;
    readonly ask: string;
  };
  readonly announcements: AnnouncementWords;
  readonly subscriptions: SubscriptionWords;
  readonly officers: OfficerWords;
  /** What each command does, for menus and help; one line of at most 100 characters. */
  readonly commands: Readonly<Record<string, string>>;
  /** What each option takes; one line of at most 100 characters. */
  readonly options: Readonly<Record<string, string>>;
}

/** What goes out without being asked for. */
export interface AnnouncementWords {
  readonly announcement: string;
  readonly correction: string;
  readonly withdrawal: string;
  readonly withdrawn: (title: string, reason: string) => string;
  readonly digest: (releases: number) => string;
  /** A question left with the desk has been answered. */
  readonly answerTo: (question: string) => string;
}

/** What a chat is told of its subscription. */
export interface SubscriptionWords {
  readonly everything: string;
  /** `wanted` is a list as {@link SubscriptionWords.topics} and the like word it. */
  readonly nowGets: (wanted: string, when: string) => string;
  readonly none: string;
  readonly ended: string;
  readonly endedNone: string;
  readonly topics: (names: string) => string;
  readonly issuers: (names: string) => string;
  readonly languages: (names: string) => string;
  readonly words: (words: string) => string;
  readonly atOnce: string;
  readonly daily: (time: string) => string;
  readonly weekly: (day: string, time: string) => string;
  readonly quiet: (from: string, to: string) => string;
  readonly paused: string;
  /** How to narrow it down by typing. */
  readonly hint: string;
  readonly whyEverything: string;
  readonly whyTopic: (topic: string) => string;
  readonly whyIssuer: (issuer: string) => string;
  readonly whyWord: (word: string) => string;
  readonly whyLanguage: string;
  /** `wanted`: what the chat gets instead, as in `nowGets`. */
  readonly whyNotWanted: (wanted: string) => string;
  readonly whyPaused: string;
  /** The chat subscribed, or chose what it wants, after the release was announced. */
  readonly whyBefore: string;
  readonly whyWaits: string;
  readonly whyDigest: string;
  readonly whyUnknown: string;
  readonly whyEarlier: string;
  readonly whyAnswer: string;
  readonly whyRefused: string;
  readonly whyInvalid: string;
  readonly whyNone: string;
  readonly left: string;
  readonly leftAlready: string;
  readonly buttons: {
    readonly everything: string;
    readonly atOnce: string;
    readonly daily: string;
    readonly weekly: string;
    readonly quietOn: string;
    readonly quietOff: string;
    readonly pause: string;
    readonly resume: string;
    readonly end: string;
    readonly leave: string;
    readonly subscribe: string;
  };
}

/** What press officers are told. */
export interface OfficerWords {
  /** To an officer who gives a command before others, and has not written to the bot yet. */
  readonly inPrivate: string;
  readonly sendText: string;
  readonly preview: string;
  readonly understood: {
    readonly title: string;
    readonly issuer: string;
    readonly department: string;
    readonly date: string;
    readonly number: string;
    readonly place: string;
    readonly language: string;
    readonly topics: string;
    readonly contacts: string;
    readonly corrects: string;
    readonly embargo: string;
  };
  readonly missing: (fields: string) => string;
  /** What a correction's text left out. */
  readonly taken: (fields: string) => string;
  /** Of a text without a date: the day that it will bear. */
  readonly undated: (date: string) => string;
  /** Above the preview of a text that came in several messages. */
  readonly joined: string;
  /** Of a text as long as a message may be. */
  readonly mayBeCut: string;
  /** Chats that want it, by how they are told of it, if at all. */
  readonly reach: (
    chats: Readonly<Record<"at-once" | "digest" | "paused" | "gone", number>>,
  ) => string;
  /** Of a text that is to be corrected or withdrawn: how many chats got it and will be told. */
  readonly gotText: (chats: number) => string;
  readonly published: (seconds: number) => string;
  /** Of a release under an embargo or with a later date. */
  readonly publishedLater: (when: string) => string;
  readonly alreadyThere: (title: string) => string;
  readonly undone: string;
  readonly tooLate: string;
  readonly discarded: string;
  readonly nothingToCorrect: string;
  readonly whichRelease: string;
  readonly whyWithdrawn: (title: string) => string;
  readonly withdrawPreview: (title: string, reason: string) => string;
  readonly withdrawn: (title: string) => string;
  readonly unanswered: string;
  readonly unansweredNone: string;
  readonly asked: (times: number, last: string) => string;
  /** Above questions whose answers were not what was asked. */
  readonly notWhatWasAsked: string;
  /** `title` of the release that was cited, and how many said what of it. */
  readonly misjudged: (
    title: string,
    counts: { readonly wrong: number; readonly right: number },
  ) => string;
  readonly delivered: (platform: string, sent: number, all: number) => string;
  readonly parts: {
    readonly pending: (count: number) => string;
    /** Tried before. */
    readonly retrying: (count: number) => string;
    readonly unknown: (count: number) => string;
    readonly failed: (count: number) => string;
    readonly retired: (count: number) => string;
  };
  readonly nothingDelivered: string;
  readonly needsDecision: string;
  /** Undecided besides those that are listed. */
  readonly moreUndecided: (count: number) => string;
  readonly decided: (count: number) => string;
  readonly halted: string;
  readonly goesOn: string;
  readonly isHalted: string;
  readonly buttons: {
    readonly publish: string;
    readonly discard: string;
    readonly undo: string;
    readonly withdraw: string;
    readonly resendAll: string;
    readonly dropAll: string;
  };
}

const CATALOGUES: Readonly<Record<Language, Catalogue>> = {
  en: english,
  km: khmer,
  fr: french,
};

/** The words that the product itself uses in a language. */
export function catalogue(language: Language): Catalogue {
  return CATALOGUES[language];
}
