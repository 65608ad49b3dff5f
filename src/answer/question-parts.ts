import { withWordBoundaries } from "../text/word-boundary.ts";
import { analyseQuestion, LONGEST_QUESTION } from "./question.ts";
import { ASKING } from "./question-kind.ts";
import { smallTalk } from "./small-talk.ts";

/** Questions of one message that are answered each for itself. */
const MOST = 3;
/** Behind a mark that ends a question, and between lines. */
const BREAKS = /(?<=[?？])\s+|\s*\n\s*/u;
/** Before a question word that begins a second question. */
const JOINTS = withWordBoundaries(
  /[,;]?\s+(?:and|also|et|(?:and|et) (?:also|aussi))\s+(?=(?:(?:in|at|on|by|from|for|since|until|till|to|with|à|de|dans|depuis) )?(?:who|whom|whose|what|when|where|why|how|qui|quand|combien|pourquoi|comment|où)\b)/iu,
);
const ASKING_IN_KHMER = /អ្វី|អ្នកណា|នរណា|ពេលណា|ឯណា|ប៉ុន្មាន|ហេតុអ្វី|ទេ\s*[?？]?$/u;

/**
 * The questions that a message asks, at most three, in order; greetings and sentences that ask nothing go with the
 * question behind them. One that cannot be told apart is one, and so is what is longer than three questions may be.
 */
export function questionParts(message: string): string[] {
  if (message.length > MOST * LONGEST_QUESTION) return [message];
  const parts: string[] = [];
  let waiting = "";
  for (const piece of message.trim().split(BREAKS)) {
    const text = waiting === "" ? piece : `${waiting} ${piece}`;
    if (isQuestion(piece)) parts.push(...halves(text));
    waiting = isQuestion(piece) ? "" : text;
  }
  if (waiting !== "" && parts.length > 0) parts.push(`${parts.pop() ?? ""} ${waiting}`);
  return parts.length > 1 && parts.length <= MOST ? parts : [message];
}

/** `who is it, and when does she begin?`: both sides ask, and the first says what it is about. */
function halves(text: string): string[] {
  const joint = JOINTS.exec(text);
  if (!joint) return [text];
  const first = text.slice(0, joint.index);
  const second = text.slice(joint.index + joint[0].length);
  const isApart =
    ASKING.test(first) &&
    analyseQuestion(first).content.length > 1 &&
    analyseQuestion(second).words.length > 2;
  return isApart ? [first, second] : [text];
}

function isQuestion(piece: string): boolean {
  return (
    (/[?？]\s*$/u.test(piece) || ASKING.test(piece) || ASKING_IN_KHMER.test(piece)) &&
    smallTalk(piece) === null &&
    analyseQuestion(piece).words.length > 1
  );
}
