import type { Span } from "../domain/span.ts";
import { words } from "../text/words.ts";
import { contentsOf } from "./answer-type.ts";
import { CHANNELS, type Channel, channelSpans } from "./contact-channels.ts";
import type { Document, Sentence } from "./document.ts";
import type { Asked } from "./features.ts";
import { covered, type Term, translated } from "./matching.ts";

/** A way to reach somebody that a release gives. */
export interface ContactAnswer {
  readonly document: Document;
  readonly sentence: Sentence;
  readonly span: Span;
}

/** How questions ask for a channel; the first that fits is meant. */
const ASKS: Readonly<Record<Channel, RegExp>> = {
  url: /\b(?:web ?site|web ?page|url|link|web|internet address|site (?:web|internet)|portal)\b|គេហទំព័រ|វេបសាយ/iu,
  email:
    /\be-?mails?\b|\bmail\b|\b(?:courriel|adresse (?:mail|électronique))\b|\bwhere\b.*\b(?:write|send)\b|អ៊ីមែល|សារអេឡិចត្រូនិក/iu,
  person: /\b(?:who|whom|whos|name|qui)\b|(?<!ឈ្មោះ)(?:អ្នកណា|នរណា)/iu,
  phone:
    /\b(?:tele)?phones?\b|\b(?:call|ring|dial|hot ?line|help ?line|tel|fax|numb(?:er|re)s?|line|num[ée]ro|appeler|t[ée]l[ée]phon\p{L}*|whats ?app)\b|ទូរស[័]?ព្ទ|លេខ|តេ|ហៅ/iu,
};
/** Asks for a contact of old, or for something else about one. */
const PAST =
  /\b(?:was|were|did|took|had|handled|answered|during|under|calls to|hours?|time|heures)\b|\b(?:19|20)\d\d\b/iu;
/** Asks for the way and not for the name. */
const REACHES = /\b(?:how|comment|reach|get (?:in touch|hold)|where)\b|où |ទំនាក់ទំនង|ទាក់ទង/iu;
/** Words of a question that only say that somebody is to be reached, by their stems. */
const REACHING =
  /^(?:contact|phone|telephon|teleph|tel|number|line|hotlin|helplin|call|ring|dial|reach|mail|email|e|address|adress|write|send|touch|get|hold|websit|web|site|url|link|numéro|numero|appel|téléphon|courriel|électron|electron|contacter|joindr|join|need|want|ask|question|inform|info|detail|currentl|current|new|now|pls|pleas|today|person|whom|someon|somebodi|talk|speak|turn|free|toll|gratuit|vert|ទូរស័ព្ទ|ទូរសព្ទ|លេខ|អ៊ីមែល|ទំនាក់ទំនង|ទាក់ទង|ហៅ|តេ|សួរ|ព័ត៌មាន)$/u;
/** Of the press: in questions and in the labels of lines. */
const PRESS =
  /\b(?:press|media|presse|médias?|journalists?|journalistes?|reporters?|spokes\p{L}+|communications?|newsroom)\b|អ្នកនាំពាក្យ|សារព័ត៌មាន|អ្នកកាសែត|អ្នកសារព័ត៌មាន/iu;

/** What a word in the text of a release counts against one in its title or its issuer's name. */
const TEXT = 0.8;
/** What the line itself counts against its release. */
const LINE = 0.3;
/** Taken off where the press is asked for and the line is not for the press; half of it the other way round. */
const PRESS_MISMATCH = 0.35;
/**
 * From here on an answer: on 23 archives and three sets that this was made on, 181 of 236 named the right way, 25 of these from
 * a release that the set does not list.
 */
const ENOUGH = 0.5;
/** So much less may fit a newer line of the same issuer; more where it is for the press, which changes by issuer. */
const SLACK = 0.15;
const PRESS_SLACK = 0.4;

interface Candidate extends ContactAnswer {
  /** 0 to 1. */
  readonly score: number;
  readonly isPress: boolean;
}

/** Asks how somebody is reached: answered by the newest line that gives it; `null` when nothing fits. */
export function askContact(asked: Asked, documents: readonly Document[]): ContactAnswer | null {
  const { question } = asked;
  if (question.kind !== "contact" || PAST.test(question.text)) return null;
  const found = documents.flatMap((document) => contactsOf(asked, document));
  const [best] = found.toSorted((a, b) => b.score - a.score);
  if (!best || best.score < ENOUGH) return null;
  const slack = best.isPress ? PRESS_SLACK : SLACK;
  const ofSameIssuer = found.filter(
    ({ score, isPress, document }) =>
      score >= best.score - slack &&
      isPress === best.isPress &&
      isOfSameIssuer(document, best.document),
  );
  return ofSameIssuer.toSorted(newestFirst)[0] ?? best;
}

/** By name, or by where its mail goes: names differ by language. */
function isOfSameIssuer(one: Document, other: Document): boolean {
  if (one.release.issuer === other.release.issuer) return true;
  const domains = mailDomains(other);
  return [...mailDomains(one)].some((domain) => domains.has(domain));
}

function mailDomains({ sentences }: Document): Set<string> {
  return new Set(
    sentences.flatMap((sentence) =>
      channelSpans(sentence, "email").map(({ start, end }) =>
        sentence.text.slice(start, end).replace(/^.*@/u, "").toLowerCase(),
      ),
    ),
  );
}

function newestFirst(a: Candidate, b: Candidate): number {
  const [here, there] = [a.document.release.date ?? "", b.document.release.date ?? ""];
  return there.localeCompare(here) || b.score - a.score;
}

/** The lines of a release that give what is asked for. */
function contactsOf(asked: Asked, document: Document): Candidate[] {
  const { question } = asked;
  const channel = channelOf(question.text);
  const asksPress = PRESS.test(question.text);
  const ofRelease = matcherOf(asked, document);
  return document.sentences.flatMap((sentence) => {
    const spans = waysIn(sentence, channel, question.text);
    if (spans.length === 0) return [];
    const label = labelOf(document, sentence);
    const isPress = label.some(({ text }) => PRESS.test(text));
    const mismatch = PRESS_MISMATCH * (asksPress ? 1 : 0.5);
    const score = ofRelease(label) - (isPress === asksPress ? 0 : mismatch);
    return [{ document, sentence, span: nearest(asked, sentence, spans), score, isPress }];
  });
}

function channelOf(question: string): Channel {
  const asked = CHANNELS.find((channel) => ASKS[channel].test(question));
  return asked ?? (REACHES.test(question) ? "phone" : "person");
}

/** Where a person is asked for and none is named, or only whom the question names, the way to them. */
function waysIn(sentence: Sentence, channel: Channel, question: string): readonly Span[] {
  if (channel !== "person") return channelSpans(sentence, channel);
  const phones = channelSpans(sentence, "phone");
  const written = [...channelSpans(sentence, "email"), ...channelSpans(sentence, "url")];
  if (phones.length + written.length === 0) return [];
  const people = channelSpans(sentence, "person").filter(
    ({ start, end }) => !isNamed(sentence.text.slice(start, end), question),
  );
  return [people, phones, written].find(({ length }) => length > 0) ?? [];
}

function isNamed(name: string, question: string): boolean {
  const asked = question.toLowerCase();
  const parts = name.toLowerCase().split(/\s+/u);
  return parts.some((part) => part.length > 3 && asked.includes(part));
}

/** The line itself, and the one above when that says whose it is. */
function labelOf({ sentences }: Document, here: Sentence): Sentence[] {
  const above = sentences[here.index - 1];
  const isLabel =
    here.kind === "aside" && above?.kind === "aside" && contentsOf(above).mentions.length === 0;
  return above && isLabel ? [above, here] : [here];
}

/** How well a release and a label in it are whose contact is asked for, 0 to 1; 0.5 where the question names nobody. */
function matcherOf(
  { question, terms }: Asked,
  document: Document,
): (label: readonly Sentence[]) => number {
  const { issuer, department, language } = document.release;
  const own = terms.filter(({ stem, form }) => !REACHING.test(stem) && !PRESS.test(form));
  const subject = language === question.language ? own : translated(own);
  const total = subject.reduce((sum, { weight }) => sum + weight, 0);
  const share = (value: (term: Term) => number): number =>
    total === 0 ? 0.5 : subject.reduce((sum, term) => sum + term.weight * value(term), 0) / total;
  const named = words([issuer, department].filter((name) => name !== null).join(" · "), language);
  const names = new Set(named.map(({ stem }) => stem));
  const titles = document.sentences.filter(({ kind }) => kind === "title");
  const release = new Map(
    subject.map((term) => [
      term,
      Math.max(covered(term, names), most(term, titles), TEXT * covered(term, document.stems)),
    ]),
  );
  return (label) =>
    LINE * share((term) => most(term, label)) +
    (1 - LINE) * share((term) => Math.max(release.get(term) ?? 0, TEXT * most(term, label)));
}

function most(term: Term, sentences: readonly Sentence[]): number {
  return Math.max(0, ...sentences.map(({ stems }) => covered(term, stems)));
}

/** Of several the one behind most words of the question. */
function nearest({ terms }: Asked, { words: found }: Sentence, spans: readonly Span[]): Span {
  const near = ({ start }: Span): number =>
    terms.reduce((sum, term) => {
      const places = found.filter(({ stem }) => covered(term, new Set([stem])) > 0);
      const distances = places.map((word) => Math.abs(start - word.start));
      return distances.length === 0 ? sum : sum + term.weight / (12 + Math.min(...distances));
    }, 0);
  return spans.toSorted((a, b) => near(b) - near(a))[0] ?? { start: 0, end: 0 };
}
