import type { Span } from "../domain/span.ts";
import { isStopWord } from "../text/stop-words.ts";
import { contentsOf, fittingSpans, isOtherKind } from "./answer-type.ts";
import type { Sentence } from "./document.ts";
import type { Asked } from "./features.ts";
import { covered } from "./matching.ts";
import { officesIn } from "./offices.ts";
import { phraseFrom, pointedSpan, reasonIn } from "./pointed-span.ts";
import type { ReadSpan } from "./span-reader.ts";

/**
 * The words of a sentence that answer: what the reader sees, widened to the whole name, date or amount; without a
 * reader, what is of the kind asked for and stands nearest to the question's words.
 */
export function chooseSpan(asked: Asked, sentence: Sentence, spans: readonly ReadSpan[]): Span {
  const { kind } = asked.question;
  if (kind === "said") return quotedWords(sentence, spans);
  const pointed = pointedSpan(asked, sentence);
  if (pointed) return pointed;
  const fitting = kind === "who" ? actors(asked, sentence) : fittingSpans(kind, sentence);
  const read = spans.find((span) => !isOtherKind(kind, sentence, span)) ?? spans[0];
  if (fitting === undefined || fitting.length === 0) {
    return read ? widened(sentence, read) : withoutReader(asked, sentence);
  }
  const agreed = spans.find((span) => fitting.some((other) => overlaps(span, other)));
  if (agreed) {
    const snapped = fitting.find((other) => overlaps(agreed, other)) ?? agreed;
    return kind === "who" ? snapped : longer(snapped, agreed);
  }
  // A body or a firm may be who did it.
  if (kind === "who" && read && read.support > 0.45) return widened(sentence, read);
  const chosen = nearest(asked, sentence, fitting);
  if (chosen && kind === "how-many" && asked.question.language === "km")
    return phraseFrom(sentence.text, chosen.start);
  return chosen ?? fitting[0] ?? { start: 0, end: sentence.text.length };
}

/**
 * The people of a sentence who may be asked for: `who received the ambassador` does not mean the one whom the sentence
 * calls ambassador, if there is anybody else.
 */
function actors({ terms, before }: Asked, sentence: Sentence): readonly Span[] | undefined {
  const named = fittingSpans("who", sentence);
  if (!named) return named;
  const people = withoutPerson(named, sentence, before?.answer ?? "");
  const offices = officesIn(sentence);
  const others = people.filter((person) => {
    const role = offices.find(({ name }) => name.start === person.start)?.role;
    const stems = new Set(
      sentence.words
        .filter(({ start }) => role && start >= role.start && start < role.end)
        .map(({ stem }) => stem),
    );
    return !terms.some((term) => !term.isName && covered(term, stems) > 0);
  });
  return others.length > 0 ? others : people;
}

/** Whom the answer before named is not asked for again: "whom did she succeed?"; unless there is nobody else. */
function withoutPerson(
  people: readonly Span[],
  { text }: Sentence,
  answer: string,
): readonly Span[] {
  const others = people.filter(({ start, end }) => {
    const name = text.slice(start, end);
    return !answer.includes(name) && !(answer !== "" && name.includes(answer));
  });
  return others.length > 0 ? others : people;
}

function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

function longer(a: Span, b: Span): Span {
  const both = { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
  return both.end - both.start <= 2 * (a.end - a.start) + 12 ? both : a;
}

/** A span that cuts a name, a date or an amount takes in the whole of it. */
function widened(sentence: Sentence, span: Span): Span {
  const { mentions, people } = contentsOf(sentence);
  const whole = [...mentions, ...people.map(({ name }) => name)].filter((each) =>
    overlaps(each, span),
  );
  const { start, end } = whole.reduce<Span>(
    (sum, each) => ({ start: Math.min(sum.start, each.start), end: Math.max(sum.end, each.end) }),
    { start: span.start, end: span.end },
  );
  return { start, end };
}

function quotedWords(sentence: Sentence, spans: readonly ReadSpan[]): Span {
  const { quotations } = contentsOf(sentence);
  const longest = quotations.toSorted((a, b) => b.end - b.start - (a.end - a.start))[0];
  const read = spans[0];
  return longest ?? (read ? widened(sentence, read) : { start: 0, end: sentence.text.length });
}

/** Of several spans the one whose surroundings answer best to the question's words. */
function nearest(asked: Asked, sentence: Sentence, spans: readonly Span[]): Span | undefined {
  const places = matchedPlaces(asked, sentence);
  const distance = (span: Span): number =>
    places.reduce(
      (sum, { at, weight }) =>
        sum + weight / (12 + Math.min(Math.abs(at - span.start), Math.abs(at - span.end))),
      0,
    );
  return spans.toSorted((a, b) => distance(b) - distance(a))[0];
}

function matchedPlaces(
  { terms }: Asked,
  { words }: Sentence,
): { readonly at: number; readonly weight: number }[] {
  return words.flatMap(({ stem, start }) => {
    const term = terms.find((each) => covered(each, new Set([stem])) > 0);
    return term ? [{ at: start, weight: term.weight }] : [];
  });
}

const NAMED = /[«“"]([^»”"]{2,80})[»”"]/u;

/** Without a reader: the reason behind its word, a name in quotation marks, else the part that the question has not. */
function withoutReader(asked: Asked, sentence: Sentence): Span {
  const { text } = sentence;
  if (asked.question.kind === "why") {
    const reason = reasonIn(text);
    if (reason) return reason;
  }
  const named = NAMED.exec(text);
  if (named && asked.question.kind === "what") {
    const start = named.index + 1;
    return { start, end: start + (named[1] ?? "").length };
  }
  return newPart(asked, sentence);
}

/** The clause with the most content that the question does not have. */
function newPart({ terms }: Asked, { text, words }: Sentence): Span {
  const clauses = [...text.matchAll(/(?:[^,;:។៖]|(?<=\p{Nd}),(?=\p{Nd}))+/gu)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
  const news = (clause: Span): number => {
    const inside = words.filter(
      ({ start, form }) => start >= clause.start && start < clause.end && !isStopWord(form),
    );
    const known = inside.filter(({ stem }) =>
      terms.some((term) => covered(term, new Set([stem])) > 0),
    );
    return inside.length - known.length + (known.length > 0 ? 2 : 0);
  };
  const best = clauses.toSorted((a, b) => news(b) - news(a))[0] ?? { start: 0, end: text.length };
  const lead = /^\s*/u.exec(text.slice(best.start, best.end))?.[0].length ?? 0;
  return { start: best.start + lead, end: best.end };
}
