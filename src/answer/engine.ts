import type { Answer, Answered, Reading } from "../domain/answer.ts";
import type { Citation } from "../domain/citation.ts";
import type { Language } from "../domain/language.ts";
import type { ReleaseId } from "../domain/release.ts";
import type { Span } from "../domain/span.ts";
import { longForms } from "./abbreviation-answers.ts";
import { askAddress } from "./address-answers.ts";
import type { Document, Sentence } from "./document.ts";
import { isDoubtful } from "./doubts.ts";
import {
  type Candidate,
  documentsFor,
  gatherEvidence,
  kindFit,
  nearestReleases,
} from "./evidence.ts";
import type { Asked } from "./features.ts";
import { askedOf, leansOn, type Turn } from "./follow-up.ts";
import { probability } from "./forest.ts";
import type { Learnt } from "./learnt.ts";
import type { Library } from "./library.ts";
import { introducesList, listItems } from "./list-items.ts";
import { askMeeting } from "./meeting-answers.ts";
import { asksForOther } from "./office-answers.ts";
import { askHolder } from "./office-expert.ts";
import {
  analyseQuestion,
  LONGEST_QUESTION,
  plainQuestion,
  type Question,
  questionLanguage,
} from "./question.ts";
import { citationAt } from "./quoted-text.ts";
import { smallTalk } from "./small-talk.ts";
import { chooseSpan } from "./span-choice.ts";
import { type Statement, statements } from "./statements.ts";
import { readYesNo } from "./yes-no.ts";

export interface AskContext {
  /** Whether a release exists, and is valid, for the one who asks. */
  readonly allow: (id: ReleaseId) => boolean;
  /** The day on which it is asked, `YYYY-MM-DD`. */
  readonly today: string;
  readonly previous: Turn | null;
}

/** How an answer came about, for `--explain`. */
export interface Trace {
  readonly question: Question;
  readonly terms: Asked["terms"];
  /** What decided: an expert's name, or `evidence`. */
  readonly decidedBy: string;
  /** The best candidates with the probability that they answer. */
  readonly candidates: readonly (Candidate & { readonly probability: number })[];
}

export interface Outcome {
  readonly answer: Answer;
  /** The language of the question. */
  readonly language: Language;
  readonly trace: Trace | null;
}

export interface EngineOptions extends Learnt {
  readonly library: Library;
  /** Answers whatever the confidence: to draw the curve from which thresholds are taken. */
  readonly answersAll?: boolean;
}

/** The same where something about the answer is doubtful. */
const THRESHOLD_DOUBTFUL = 0.85;
/**
 * Below this confidence no release says so, by the question's language: where a wrong answer begins to cost more than it
 * earns; from the curves of `npm run evaluate -- DIR --curve`.
 */
const THRESHOLDS: Readonly<Record<Language, number>> = { en: 0.5, fr: 0.5, km: 0.45 };
/** The same where the reader and the typed facts agree on the words: agreement is the best sign of confidence. */
const THRESHOLD_AGREED = 0.45;

/** Of the question's words for an office, so much must be accounted for. */
const OFFICE_FITS = 0.6;
/** Share of answers from offices over time that name the right holder, on archives kept apart from those they were made on. */
const HOLDER_CONFIDENCE = 0.9;
const NEAREST = 3;
const MORE = 3;

/** Answers questions from a library of releases. */
export class Engine {
  readonly #options: EngineOptions;

  constructor(options: EngineOptions) {
    this.#options = options;
  }

  get library(): Library {
    return this.#options.library;
  }

  /** The same engine without thresholds. */
  answeringAll(): Engine {
    return new Engine({ ...this.#options, answersAll: true });
  }

  ask(text: string, context: AskContext): Outcome {
    const said = plainQuestion(text);
    const language = questionLanguage(said);
    const plainly = (answer: Answer): Outcome => ({ answer, language, trace: null });
    if (said.length > LONGEST_QUESTION) return plainly({ status: "refused", reason: "too-long" });
    const kind = smallTalk(said);
    if (kind) return plainly({ status: "small-talk", kind });
    const question = analyseQuestion(said);
    if (question.words.length === 0) return plainly({ status: "refused", reason: "no-question" });
    return this.#search(question, context);
  }

  #search(question: Question, context: AskContext): Outcome {
    const { library, reader, sentences } = this.#options;
    const before = leansOn(question, context.previous);
    const asked = askedOf(question, before, library);
    const candidates = gatherEvidence(asked, {
      library,
      reader: question.language === "km" ? null : reader,
      allow: context.allow,
      contextRelease: before?.release ?? null,
    })
      .map((candidate) => ({
        ...candidate,
        probability: probability(sentences, candidate.features),
      }))
      .toSorted((a, b) => b.probability - a.probability);
    const expert = this.#askExperts(asked, context);
    const answer = expert?.answer ?? this.#fromEvidence(asked, candidates, context);
    const trace = {
      question,
      terms: asked.terms,
      decidedBy: expert?.name ?? "evidence",
      candidates: candidates.slice(0, 10),
    };
    return { answer, language: question.language, trace };
  }

  #askExperts(asked: Asked, context: AskContext): { name: string; answer: Answered } | null {
    const { question } = asked;
    if (question.abbreviation !== null) {
      const [found] = longForms(question.abbreviation, this.#documents(asked, context));
      if (found)
        return {
          name: "abbreviation",
          answer: answered(found.document, found.sentence, { span: found.long, confidence: 0.95 }),
        };
    }
    const holder = question.leansOnContext
      ? null
      : askHolder(question, {
          library: this.library,
          allow: context.allow,
          language: question.language,
          today: context.today,
        });
    if (holder) {
      const { document, sentence, name } = holder;
      return {
        name: "office",
        answer: answered(document, sentence, { span: name, confidence: HOLDER_CONFIDENCE }),
      };
    }
    const meeting = askMeeting(asked, this.#documents(asked, context));
    if (meeting) {
      const { document, sentence, name } = meeting;
      return {
        name: "meeting",
        answer: answered(document, sentence, { span: name, confidence: 0.8 }),
      };
    }
    const address = askAddress(asked, this.#documents(asked, context));
    if (address) {
      const { document, sentence, span } = address;
      return { name: "address", answer: answered(document, sentence, { span, confidence: 0.9 }) };
    }
    return null;
  }

  #isBelieved(
    asked: Asked,
    best: Candidate & { readonly probability: number },
    { allow }: AskContext,
  ): boolean {
    if (this.#options.answersAll || best.probability >= THRESHOLD_DOUBTFUL) return true;
    const { question } = asked;
    const { language } = question;
    const isAgreed = kindFit(question, best.sentence, best.spans) === 1;
    const threshold = isAgreed
      ? Math.min(THRESHOLDS[language], THRESHOLD_AGREED)
      : THRESHOLDS[language];
    if (best.probability < threshold) return false;
    return !isDoubtful(asked, best, { library: this.library, allow, language });
  }

  #documents(asked: Asked, { allow }: AskContext): Document[] {
    return documentsFor(asked, { library: this.library, allow });
  }

  #fromEvidence(
    asked: Asked,
    candidates: readonly (Candidate & { readonly probability: number })[],
    context: AskContext,
  ): Answer {
    const [best] = candidates;
    if (!best || !this.#isBelieved(asked, best, context)) {
      const byWords = nearestReleases(
        asked,
        { library: this.library, allow: context.allow },
        NEAREST,
      );
      const bySentence = candidates.slice(0, 1).map(({ found }) => found.document.release.id);
      const nearest = [...new Set([...bySentence, ...byWords])].slice(0, NEAREST);
      return { status: "not-found", nearest, confidence: best?.probability ?? 0 };
    }
    const { document } = best.found;
    const { sentence } = best;
    const confidence = best.probability;
    const more = candidates
      .slice(1, 1 + MORE)
      .map((candidate) =>
        citation(candidate.found.document, candidate.sentence, whole(candidate.sentence)),
      );
    if (asked.question.kind === "yes-no") {
      const { kind, probability: certain } = readYesNo(asked, sentence, this.#options.polarity);
      return answered(document, sentence, {
        reading: { kind },
        confidence: confidence * certain,
        more,
      });
    }
    if (asked.question.kind === "list" || introducesList(document, sentence)) {
      const items = listItems(asked.question.text, document, sentence, best.spans);
      if (items.length > 0) {
        return answered(document, sentence, {
          span: chooseSpan(asked, sentence, best.spans),
          items: items.map((item) => citation(document, item.sentence, item.span)),
          quote: passage(
            document,
            Math.min(sentence.index, ...items.map((item) => item.sentence.index)),
            Math.max(sentence.index, ...items.map((item) => item.sentence.index)),
          ),
          confidence,
          more,
        });
      }
    }
    const statement = asked.question.kind === "said" ? statementIn(best) : null;
    if (statement) {
      return answered(document, sentence, {
        cited: citationAt(document, statement.words),
        quote: passage(document, statement.first, statement.last),
        confidence,
        more,
      });
    }
    return answered(document, sentence, {
      span: officeSpan(asked, best) ?? chooseSpan(asked, sentence, best.spans),
      confidence,
      more,
    });
  }
}

/** Who holds the office, or which office it is, where the question asks for that and the sentence names both. */
function officeSpan({ question }: Asked, { office }: Candidate): Span | null {
  if (!office || office.fit < OFFICE_FITS || asksForOther(question.text)) return null;
  if (question.kind === "who") return office.fact.name;
  return question.kind === "role" ? office.fact.role : null;
}

/** The statement of which a sentence is a part; of several the one that the reader sees, else the longest. */
function statementIn({ found, sentence, spans }: Candidate): Statement | null {
  const within = statements(found.document).filter(
    ({ first, last }) => first <= sentence.index && sentence.index <= last,
  );
  const seen = spans[0];
  const at = seen && sentence.offset + seen.start;
  return (
    within.find(({ words }) => at !== undefined && words.start <= at && at < words.end) ??
    within.toSorted((a, b) => length(b.words) - length(a.words))[0] ??
    null
  );
}

function length({ start, end }: Span): number {
  return end - start;
}

interface Parts {
  /** The sentence, where nothing else is given. */
  readonly quote?: Citation;
  readonly span?: Span;
  /** The short answer, where it runs over several sentences. */
  readonly cited?: Citation | null;
  readonly items?: readonly Citation[];
  readonly reading?: Reading;
  readonly confidence: number;
  readonly more?: readonly Citation[];
}

function answered(document: Document, sentence: Sentence, parts: Parts): Answered {
  return {
    status: "answered",
    span: parts.cited ?? (parts.span ? citation(document, sentence, parts.span) : null),
    quote: parts.quote ?? citation(document, sentence, whole(sentence)),
    items: parts.items ?? [],
    reading: parts.reading ?? null,
    confidence: parts.confidence,
    more: parts.more ?? [],
  };
}

/** Sentences that follow one another, as one quotation. */
function passage(document: Document, first: number, last: number): Citation {
  const sentences = document.sentences.slice(first, last + 1);
  const [from] = sentences;
  const to = sentences.at(-1);
  if (!from || !to) throw new RangeError(`No sentences from ${first} to ${last}.`);
  const { release } = document;
  return {
    release: release.id,
    revision: release.revision,
    start: from.stored(whole(from)).start,
    end: to.stored(whole(to)).end,
    text: sentences.map(({ text }) => text).join(" "),
  };
}

function whole({ text }: Sentence): Span {
  return { start: 0, end: text.length };
}

function citation({ release }: Document, sentence: Sentence, span: Span): Citation {
  return {
    release: release.id,
    revision: release.revision,
    ...sentence.stored(span),
    text: sentence.text.slice(span.start, span.end),
  };
}
