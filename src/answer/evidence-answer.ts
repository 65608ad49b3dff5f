import type { Answered } from "../domain/answer.ts";
import type { Citation } from "../domain/citation.ts";
import type { Span } from "../domain/span.ts";
import { answered, citation, passage } from "./answered.ts";
import type { Candidate } from "./evidence.ts";
import type { Asked } from "./features.ts";
import { introducesList, listItems } from "./list-items.ts";
import { asksForOther } from "./office-answers.ts";
import { citationAt } from "./quoted-text.ts";
import { chooseSpan } from "./span-choice.ts";
import { type Statement, statements } from "./statements.ts";
import { type Polarity, readYesNo } from "./yes-no.ts";

/** Of the question's words for an office, so much must be accounted for. */
const OFFICE_FITS = 0.6;

/** A sentence with the probability that it answers. */
export interface Judged extends Candidate {
  readonly probability: number;
}

/** The answer that a sentence gives: yes or no, a list, a statement, or the words in it that are asked for. */
export function answerFrom(
  asked: Asked,
  best: Judged,
  { polarity, more }: { readonly polarity: Polarity; readonly more: readonly Citation[] },
): Answered {
  const { document } = best.found;
  const { sentence } = best;
  const confidence = best.probability;
  if (asked.question.kind === "yes-no") {
    const { kind, probability: certain } = readYesNo(asked, sentence, polarity);
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
