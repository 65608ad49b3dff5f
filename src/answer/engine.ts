import type { Answer, Answered } from "../domain/answer.ts";
import type { Language } from "../domain/language.ts";
import type { ReleaseId } from "../domain/release.ts";
import { longForms } from "./abbreviation-answers.ts";
import { askAddress } from "./address-answers.ts";
import { agreedConfidence } from "./agreement.ts";
import { answered, citation, whole } from "./answered.ts";
import { askContact } from "./contact-answers.ts";
import type { Document } from "./document.ts";
import { isDoubtful } from "./doubts.ts";
import { documentsFor, gatherEvidence, kindFit, nearestReleases } from "./evidence.ts";
import { answerFrom, type Judged } from "./evidence-answer.ts";
import type { Asked } from "./features.ts";
import { askedOf, leansOn, type Turn } from "./follow-up.ts";
import { probability } from "./forest.ts";
import type { Learnt } from "./learnt.ts";
import type { Library } from "./library.ts";
import { askMeeting } from "./meeting-answers.ts";
import { withNewestFirst } from "./newest-statement.ts";
import { askHolder } from "./office-expert.ts";
import {
  analyseQuestion,
  LONGEST_QUESTION,
  plainQuestion,
  type Question,
  questionLanguage,
} from "./question.ts";
import { smallTalk } from "./small-talk.ts";

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
  readonly candidates: readonly Judged[];
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
const THRESHOLDS: Readonly<Record<Language, number>> = { en: 0.5, fr: 0.5, km: 0.4 };
/** The same where the reader and the typed facts agree on the words: agreement is the best sign of confidence. */
const THRESHOLD_AGREED = 0.45;

/** Share of answers from offices over time that name the right holder, on archives kept apart from those they were made on. */
const HOLDER_CONFIDENCE = 0.9;
/** The same of contacts. */
const CONTACT_CONFIDENCE = 0.85;
/** Of the best sentences, so many may agree on an answer. */
const AGREEING = 6;
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
    const judged = gatherEvidence(asked, {
      library,
      reader,
      allow: context.allow,
      contextRelease: before?.release ?? null,
    })
      .map((candidate) => ({
        ...candidate,
        probability: probability(sentences, candidate.features),
      }))
      .toSorted((a, b) => b.probability - a.probability);
    const candidates = withNewestFirst(asked.question, judged);
    const expert = this.#askExperts(asked, context);
    const answer = expert?.answer ?? this.#fromEvidence(asked, candidates, context);
    const trace = {
      question: asked.question,
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
    const contact = askContact(asked, this.#documents(asked, context));
    if (contact) {
      const { document, sentence, span } = contact;
      return {
        name: "contact",
        answer: answered(document, sentence, { span, confidence: CONTACT_CONFIDENCE }),
      };
    }
    return null;
  }

  #isBelieved(
    asked: Asked,
    best: Judged,
    { allow, confidence }: AskContext & { readonly confidence: number },
  ): boolean {
    if (this.#options.answersAll || confidence >= THRESHOLD_DOUBTFUL) return true;
    const { question } = asked;
    const { language } = question;
    const isAgreed = kindFit(question, best.sentence, best.spans) === 1;
    const threshold = isAgreed
      ? Math.min(THRESHOLDS[language], THRESHOLD_AGREED)
      : THRESHOLDS[language];
    if (confidence < threshold) return false;
    return !isDoubtful(asked, best, { library: this.library, allow, language });
  }

  #documents(asked: Asked, { allow }: AskContext): Document[] {
    return documentsFor(asked, { library: this.library, allow });
  }

  #fromEvidence(asked: Asked, candidates: readonly Judged[], context: AskContext): Answer {
    const { polarity } = this.#options;
    const more = candidates
      .slice(1, 1 + MORE)
      .map(({ found, sentence }) => citation(found.document, sentence, whole(sentence)));
    const [answer, ...others] = candidates
      .slice(0, AGREEING)
      .map((candidate) => answerFrom(asked, candidate, { polarity, more }));
    const [best] = candidates;
    if (best && answer) {
      const confidence = agreedConfidence(answer, others);
      // Whether it is yes or no is another matter than whether the sentence is the right one.
      const sure = answer.reading ? best.probability : confidence;
      if (this.#isBelieved(asked, best, { ...context, confidence: sure })) {
        return { ...answer, confidence };
      }
    }
    const byWords = nearestReleases(
      asked,
      { library: this.library, allow: context.allow },
      NEAREST,
    );
    const bySentence = best ? [best.found.document.release.id] : [];
    const nearest = [...new Set([...bySentence, ...byWords])].slice(0, NEAREST);
    return { status: "not-found", nearest, confidence: best?.probability ?? 0 };
  }
}
