import { people } from "../text/names.ts";
import { words } from "../text/words.ts";
import { contentsOf } from "./answer-type.ts";
import type { Document, Sentence } from "./document.ts";
import type { Asked } from "./features.ts";
import { covered } from "./matching.ts";
import { statements } from "./statements.ts";

/** How releases report words without quoting them. */
const REPORTS =
  /\b(?:said|says|told|added|stressed|noted|explained|called|described|warned|argued|promised|replied|announced|thanked|stated|underlined|emphasi[sz]ed|expressed|hoped|regretted|welcomed|recalled|affirmed|pledged|urged|asked|dit|déclaré|souligné|affirmé|ajouté|expliqué|rappelé|salué|estimé|annoncé|assuré|regretté)\b|ថ្លែង|មានប្រសាសន៍|បញ្ជាក់|លើកឡើង|និយាយ|គូសបញ្ជាក់|សង្កត់ធ្ងន់|អំពាវនាវ|ស្នើ|សង្ឃឹម/iu;

/** Asks for somebody's words, and the sentence reports none, or those of somebody whom the question does not name. */
export function isSaidByOther(
  { question, terms }: Asked,
  document: Document,
  sentence: Sentence,
): boolean {
  if (question.kind !== "said") return false;
  const statement = statements(document).find(
    ({ first, last }) => first <= sentence.index && sentence.index <= last,
  );
  if (!statement) {
    return contentsOf(sentence).quotations.length === 0 && !REPORTS.test(sentence.text);
  }
  const { speaker } = statement;
  if (!speaker) return false;
  const { text, release } = document;
  const label = new Set(
    words(text.slice(speaker.start, speaker.end), release.language).map(({ stem }) => stem),
  );
  const named = new Set(
    people(question.text).flatMap(({ name }) =>
      words(question.text.slice(name.start, name.end), question.language).map(({ stem }) => stem),
    ),
  );
  const asked = terms.filter(({ stem }) => named.has(stem));
  return (
    people(text.slice(speaker.start, speaker.end)).length > 0 &&
    asked.length > 0 &&
    asked.every((term) => covered(term, label) === 0)
  );
}
