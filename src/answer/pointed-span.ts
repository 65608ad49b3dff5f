import type { Span } from "../domain/span.ts";
import { contentsOf } from "./answer-type.ts";
import type { Sentence } from "./document.ts";
import type { Asked } from "./features.ts";
import { covered } from "./matching.ts";
import { officesIn } from "./offices.ts";
import type { Question } from "./question.ts";

/**
 * The words of a sentence that the wording of the question points at, whatever a reader sees: somebody's office, the number or
 * address of the kind named, what is said for a reason, the noun asked for. `null` where it points at nothing.
 */
export function pointedSpan(asked: Asked, sentence: Sentence): Span | null {
  const { question } = asked;
  const { kind, language } = question;
  if (kind === "role") return officeOf(asked, sentence);
  if (kind === "contact") return contactIn(question, sentence);
  if (kind === "why") return language === "en" ? null : reasonIn(sentence.text);
  return khmerAnswer(question, sentence) ?? spokenAnswer(question, sentence);
}

/** The office of the person whom the question names. */
function officeOf({ terms }: Asked, sentence: Sentence): Span | null {
  const offices = officesIn(sentence);
  const named = offices.find(({ name }) => {
    const stems = new Set(
      sentence.words
        .filter(({ start }) => start >= name.start && start < name.end)
        .map(({ stem }) => stem),
    );
    return terms.some((term) => covered(term, stems) > 0);
  });
  return named?.role ?? null;
}

const MEDIA = [
  { kind: "email", asked: /e-?mail|courriel|អ៊ីមែល|សារអេឡិចត្រូនិក/iu },
  { kind: "url", asked: /\b(?:web|site|link|lien|url)\b|គេហទំព័រ/iu },
  {
    kind: "phone",
    asked:
      /\b(?:phone|tel|telephone|call|ring|dial|number|hot ?line|téléphone|numéro|appeler)\b|លេខ|ទូរស័ព្ទ|ទូរសព្ទ|ហៅ/iu,
  },
] as const;
/** A short number, as of an emergency line, behind a word for it. */
const SHORT_NUMBER =
  /(?:\b(?:call|dial|ring|hot ?line|number|phone|appel\p{L}*|numéro(?: vert)?|téléphone)|លេខ|ទូរស័ព្ទ|ទូរសព្ទ|ខ្សែ)\D{0,24}(?<number>\p{Nd}[\p{Nd}\s.-]{1,12}\p{Nd})/iu;

function contactIn({ text }: Question, sentence: Sentence): Span | null {
  const medium = MEDIA.find(({ asked }) => asked.test(text))?.kind;
  const { mentions } = contentsOf(sentence);
  const found = mentions.find(({ kind }) => kind === medium);
  if (found) return { start: found.start, end: found.end };
  if (medium !== undefined && medium !== "phone") return null;
  const short = SHORT_NUMBER.exec(sentence.text);
  const number = short?.groups?.["number"];
  if (!short || number === undefined || mentions.some(({ kind }) => kind === "phone")) return null;
  const start = short.index + short[0].length - number.length;
  return { start, end: start + number.length };
}

const REASON =
  /(?:\b(?:because(?: of)?|since|so that|in order to|due to|owing to|as a result of|on account of|parce qu(?:e\b|['’])|afin (?:de\b|d['’]|qu)|en raison (?:de|du|des|d['’])|à cause (?:de|du|des|d['’])|faute (?:de|d['’])|par (?:mesure|souci|manque) (?:de|d['’])|pour (?:des )?raisons?|pour qu[e'’]|car)(?!\p{L})|ដោយសារ(?:តែ)?|ដោយហេតុថា|ពីព្រោះ|ព្រោះ|ដើម្បី|បណ្តាលមកពី|មូលហេតុគឺ)\s*/iu;

/** Whether a text says for what reason something is so. */
export function givesReason(text: string): boolean {
  return REASON.test(text);
}

/** From the word that gives a reason to the end of its clause. */
export function reasonIn(text: string): Span | null {
  const reason = REASON.exec(text);
  if (!reason) return null;
  const from = reason.index + reason[0].length;
  const end = text.slice(from).search(/\s*[»”"]|[។.;!?](?:\s|$)|\s*$/u);
  return { start: reason.index, end: end < 0 ? text.length : from + end };
}

/** Most of the sentence is a quotation, in French or Khmer. */
function spokenAnswer({ kind, language }: Question, sentence: Sentence): Span | null {
  if (language === "en" || !["what", "which"].includes(kind)) return null;
  const { quotations } = contentsOf(sentence);
  return (
    quotations.find(({ start, end }) => end - start > sentence.text.length * QUOTED_LEAST) ?? null
  );
}

const QUOTED_LEAST = 0.4;

/** Where Khmer asks for a noun: the word before. */
const WHICH = /^(?:ណា|អ្វី|អី)$/u;
const COPULA = /^(?:គឺ|ជា|គឺជា|ថា|មាន|ឈ្មោះ|ធ្វើ)$/u;
/** What does not go on with the phrase that it follows after a space. */
const NEW_PHRASE =
  /^(?:ហើយ|ដែល|ដោយ|នៅ|ក្នុង|ពី|ដល់|ជា|ដើម្បី|ប៉ុន្តែ|តែ|នឹង|បាន|ត្រូវ|ព្រមទាំង|ជាមួយ|រួម|គឺ|ដើម្បី|លើក|ចាប់|រៀងរាល់|ព្រោះ|ឬ|មាន|ទៅ|មក|ហៅ|កំពុង|ក៏|ទើប|គ្រោង)/u;
const PLACE =
  /(?:នៅ(?:ឯ|ក្នុង)?|ទៅកាន់|ទៅ|ក្នុង|ពី)(?!រាល់|ថ្ងៃ|ឆ្នាំ|ខែ|ម៉ោង|ពេល|ព្រឹក|រសៀល|ល្ងាច|យប់|សប្[ដត]ាហ៍|ដើម|ចុង|មុន|ក្រោយ|រយៈ|ចំណោម|នោះ|\p{Nd}|\s*\p{Nd})(?<place>[\p{Script=Khmer}]{4,})/gu;
const AGENT =
  /ដោយ(?<agent>(?:ក្រុម|សមាគម|ធនាគារ|ក្រសួង|ប្រទេស|ថវិកា|រដ្ឋ|អភិបាល|លោក|ឯកឧត្តម|អង្គការ|មន្ទីរ|អាជ្ញាធរ|សហគមន៍|សាលា|គណៈ|មូលនិធិ|វិទ្យាស្ថាន)[\p{Script=Khmer}]*)/u;

/** For Khmer: the noun asked for, the place behind its preposition, who it was done by. */
function khmerAnswer(question: Question, sentence: Sentence): Span | null {
  if (!/\p{Script=Khmer}/u.test(sentence.text) || question.language !== "km") return null;
  const { kind, words } = question;
  if (!["where", "which", "what", "who", "list"].includes(kind)) return null;
  const at = words.findIndex(({ form }) => WHICH.test(form));
  const before = at > 0 ? words[at - 1] : undefined;
  const noun = before && !COPULA.test(before.form) ? before : undefined;
  const there = noun && sentence.words.findLast(({ stem }) => stem === noun.stem);
  if (there && kind !== "list") return phraseFrom(sentence.text, there.start);
  if (kind === "where") {
    const place = [...sentence.text.matchAll(PLACE)].at(-1);
    const name = place?.groups?.["place"];
    if (place && name !== undefined)
      return phraseFrom(sentence.text, place.index + place[0].length - name.length);
  }
  if (kind === "who") {
    const agent = AGENT.exec(sentence.text);
    const name = agent?.groups?.["agent"];
    if (agent && name !== undefined)
      return phraseFrom(sentence.text, agent.index + agent[0].length - name.length);
  }
  return null;
}

/** From a word to the end of its phrase: Khmer sets phrases off with spaces, and names behind their noun, too. */
export function phraseFrom(text: string, start: number): Span {
  const rest = text.slice(start);
  const [first = ""] = /^[^\s,;:។៖()«»“”]+/u.exec(rest) ?? [];
  let end = start + first.length;
  for (let taken = 0; taken < MOST_CHUNKS; taken += 1) {
    const next = /^\s(?<chunk>[^\s,;:។៖()«»“”]+)/u.exec(text.slice(end))?.groups?.["chunk"];
    if (next === undefined || NEW_PHRASE.test(next)) break;
    end += next.length + 1;
  }
  return { start, end };
}

const MOST_CHUNKS = 3;
