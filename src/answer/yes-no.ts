import type { Sentence } from "./document.ts";
import type { Asked } from "./features.ts";
import { covered } from "./matching.ts";

const NEGATION =
  /\b(?:not|no|never|none|nobody|neither|nor|without|cannot|can['’]t|won['’]t|isn['’]t|wasn['’]t|didn['’]t|doesn['’]t|refus\w+|reject\w+|den(?:y|ied|ies)|fail(?:ed|s)?|declin\w+|abolish\w*|cancel\w*|ceas\w+|drop(?:ped|s)|lapse[ds]?|ban(?:ned)?|forbid\w*|forbidden|prohibit\w*|instead of|rather than|no longer|ne|n['’]|pas|aucune?|jamais|sans|interdit\w*|supprim\w+|set aside|ruled out|against|leaves? the)\b|មិន|ពុំ|គ្មាន|ឥត|ហាម|បដិសេធ/giu;
/** Words of a question that themselves ask about an absence. */
const QUESTION_NEGATION =
  /\b(?:not|n['’]t|never|no longer|without|ban(?:ned)?|forbidden|refuse[ds]?|reject(?:ed)?|cancel(?:led|ed)?|abolish(?:ed)?|pas|jamais|interdit\w*|supprim\w+)\b|មិន(?!ទាន់)|ហាម/iu;

/**
 * Whether a sentence says yes or no to a question: no when one of the two is in the negative, or when the sentence speaks
 * of the same thing with other names or numbers than the question's.
 */
export function readYesNo({ question, terms }: Asked, sentence: Sentence): "yes" | "no" {
  const negations = sentence.text.match(NEGATION)?.length ?? 0;
  const asksForAbsence = QUESTION_NEGATION.test(question.text);
  if (negations % 2 === 1) return asksForAbsence ? "yes" : "no";
  const missing = terms.filter(
    (term) => !term.fromContext && term.isName && covered(term, sentence.stems) === 0,
  );
  const there = terms.filter((term) => !term.fromContext && covered(term, sentence.stems) > 0);
  const enumerates = (sentence.text.match(/,/gu)?.length ?? 0) >= 2;
  if (missing.length > 0 && there.length >= 2 && enumerates) return asksForAbsence ? "yes" : "no";
  return asksForAbsence ? "no" : "yes";
}
