import type { Span } from "../domain/span.ts";
import { arabicDigits } from "../text/words.ts";
import { contentsOf } from "./answer-type.ts";
import type { Sentence } from "./document.ts";

/** A way to reach somebody; `person`: whom to ask for. In the order in which a question that names several means one. */
export const CHANNELS = ["url", "email", "person", "phone"] as const;

export type Channel = (typeof CHANNELS)[number];

/** The people, phone numbers, mail or web addresses of a sentence. */
export function channelSpans(sentence: Sentence, channel: Channel): readonly Span[] {
  const { mentions, people } = contentsOf(sentence);
  if (channel === "person") return people.map(({ name }) => name);
  const own = mentions.filter(({ kind }) => kind === channel);
  return channel === "phone" ? [...own, ...localNumbers(sentence)].toSorted(inOrder) : own;
}

function inOrder(a: Span, b: Span): number {
  return a.start - b.start;
}

/** Groups of digits, or a short number. */
const NUMBER =
  /(?<![\d.,:/@\p{L}+-])(?:\+?\(?\d{1,4}\)?(?:[ .\u00a0-]\d{2,5}){1,5}|\d{3,5})(?!\s*(?:per|%|million|people|km|euros?|dollars?)|[\d:/@]|[.,\u00a0 -]\d)/gu;
const YEARS = /^(?:19|20)\d\d(?:[-/ –](?:19|20)?\d\d)?$/u;
const THOUSANDS = /^[1-9]\d{0,2}(?:[ .\u00a0]\d{3})+$/u;
/** With so many digits it is a phone number by itself. */
const MANY_DIGITS = 6;
/** A shorter one is one to call only behind such a word. */
const BEFORE_SHORT =
  /(?:\b(?:call(?:ing|ed)?|dial(?:ling|led)?|phone|telephone|tel\.?|hot ?line|help ?line|line|number|ring|text|appel(?:er|ez|ant)?|num[ée]ro|composer|composez|au|le|at|on|is|t[ée]l\.?)|លេខ|ទូរស័ព្ទ|ទូរសព្ទ|គឺ|បន្ទាន់)[\s:៖,()]*(?:លេខ|on|at|au|to|the|is|number)?[\s:៖]*$/iu;
/** Characters before a short number in which that word stands. */
const BEFORE = 40;
const NO_PHONE = new Set(["date", "time", "money", "percent", "email", "url", "phone"]);

/** Numbers to call that are not written as a country does: `0800 27 27`, `call 1288`. */
function localNumbers(sentence: Sentence): Span[] {
  const text = arabicDigits(sentence.text);
  const others = contentsOf(sentence).mentions.filter(({ kind }) => NO_PHONE.has(kind));
  return [...text.matchAll(NUMBER)].flatMap(({ 0: number, index: start }) => {
    const end = start + number.length;
    const isOther = others.some((other) => other.start < end && start < other.end);
    const isLong =
      /\D/u.test(number) &&
      !THOUSANDS.test(number) &&
      number.replaceAll(/\D/gu, "").length >= MANY_DIGITS;
    const isCalled = BEFORE_SHORT.test(text.slice(Math.max(0, start - BEFORE), start));
    return isOther || YEARS.test(number) || !(isLong || isCalled) ? [] : [{ start, end }];
  });
}
