import type { Span } from "../domain/span.ts";
import { contentsOf } from "./answer-type.ts";
import type { Document, Sentence } from "./document.ts";
import type { Asked } from "./features.ts";
import { covered } from "./matching.ts";
import { officesIn } from "./offices.ts";

/** Who met, received or took leave of somebody. */
export interface MeetingAnswer {
  readonly document: Document;
  readonly sentence: Sentence;
  /** The name of the one who is asked for. */
  readonly name: Span;
}

/** Asks for one side of a meeting by naming the other. */
const ASKS =
  /\b(?:who|whom)\b.{0,30}\b(?:receive[ds]?|met|meet|welcomed?|hosted?|greeted|held (?:talks|discussions)|talked (?:to|with)|spoke (?:to|with))\b|\bqui\b.{0,30}\b(?:reçu|rencontré|accueilli)\b|(?:អ្នកណា|នរណា).{0,20}(?:ទទួល|ជួប)/iu;
/** How releases tell of a meeting. */
const TELLS =
  /\b(?:received|met|welcomed|hosted|greeted|held (?:\p{L}+ )?(?:talks|discussions|a meeting|consultations)|had (?:\p{L}+ )?(?:talks|discussions)|paid (?:a|his|her|their) (?:\p{L}+ ){0,2}(?:call|visit)|called on|was received by|exchanged views with|a (?:reçu|rencontré|accueilli)|s'est entretenue?)\b|បានទទួល|ជួបពិភាក្សា|ជួបសម្តែង|បានជួប/iu;
/** The question's own verbs of meeting: they need not stand in the sentence. */
const VERB =
  /^(?:receiv|met|meet|welcom|host|greet|held|talk|spoke|speak|discuss|reçu|rencontr|accueil|ទទួល|ជួប)/u;

/** The other side of the newest meeting that fits; `null` when no meeting is asked for or none fits. */
export function askMeeting(
  { question, terms }: Asked,
  documents: readonly Document[],
): MeetingAnswer | null {
  if (question.kind !== "who" || !ASKS.test(question.text)) return null;
  const named = terms.filter(({ stem, fromContext }) => !fromContext && !VERB.test(stem));
  if (named.length === 0) return null;
  const found = documents.flatMap((document) =>
    document.sentences.flatMap((sentence) => {
      if (!TELLS.test(sentence.text)) return [];
      const { people } = contentsOf(sentence);
      const asked = people.find(({ span, name }) => isNamed(named, sentence, { span, name }));
      const other = people.find((person) => person !== asked);
      return asked && other ? [{ document, sentence, name: other.name }] : [];
    }),
  );
  return (
    found.toSorted((a, b) =>
      (b.document.release.date ?? "").localeCompare(a.document.release.date ?? ""),
    )[0] ?? null
  );
}

/** Whether every word of the question is in a person's name or office. */
function isNamed(
  terms: readonly Asked["terms"][number][],
  sentence: Sentence,
  { span, name }: { readonly span: Span; readonly name: Span },
): boolean {
  const office = officesIn(sentence).find((each) => each.name.start === name.start)?.role;
  const stems = new Set(
    sentence.words
      .filter(({ start }) => isIn(start, span) || (office !== undefined && isIn(start, office)))
      .map(({ stem }) => stem),
  );
  return terms.every((term) => covered(term, stems) > 0);
}

function isIn(at: number, { start, end }: Span): boolean {
  return at >= start && at < end;
}
