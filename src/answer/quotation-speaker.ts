import type { Attribution } from "../domain/quotation.ts";
import type { Span } from "../domain/span.ts";
import type { Document, Sentence } from "./document.ts";
import { namedPeople } from "./named-people.ts";
import { HEAD, officeFacts, officesIn } from "./offices.ts";
import { passageAround, sentencesIn } from "./quoted-text.ts";

/** Whose words a stretch of a release is. Spans are of the document's text. */
export interface Speaking {
  readonly attribution: Attribution;
  /** How the release names the speaker, with the office where it stands beside the name; null when it does not say. */
  readonly label: Span | null;
  /** The speaker's name without honorifics, as far as the release gives it in full. */
  readonly name: Span | null;
}

/** Verbs of saying; French and English in the forms that press releases use. */
const VERB =
  "(?:said|says|told|adds?|added|warned|repl(?:ied|ies)|explained|explains|called|recalled|noted|announced|declared|stressed|emphasi[sz]ed|underlined|commented|remarked|stated|insisted|argued|promised|concluded|continued|admitted|acknowledged|wrote|asked|thanked|pointed out|went on|observed|confirmed|assured|reiterated|highlighted|informed|answered|underscored|declares|writes|joked|quipped|voiced|expressed|paid tribute|wondered|maintained|estimated|predicted|summed up|put it|" +
  "(?:a|ont|avait|s['’]est) (?:\\p{L}+ment |aussi |également )?(?:déclaré|dit|rappelé|expliqué|ajouté|précisé|affirmé|souligné|indiqué|annoncé|promis|répondu|estimé|conclu|insisté|assuré|remercié|commenté|exclamé|averti|noté|confirmé|reconnu|réjouie?|félicitée?|souhaité|plaisanté|salué|résumé|confié|prévenu|martelé|écrit)|déclare|dit|explique|ajoute|précise|affirme|souligne|estime|rappelle|conclut)";
const KHMER_VERB =
  "(?:មានប្រសាសន៍|ថ្លែង|និយាយ|បន្ថែម|បន្ត|ប្រកាស|លើកឡើង|បញ្ជាក់|ជម្រាប|ឆ្លើយ|អះអាង|គូសបញ្ជាក់|កត់សម្គាល់|រំលឹក|សង្កត់ធ្ងន់|អំពាវនាវ|សន្យា)";
/** Who speaks without a name: an office or a pronoun. */
const NAMELESS = new RegExp(
  `(?<![\\p{L}\\p{M}])(?:(?:the|la|le)\\s+(?:\\p{L}+[- ]){0,3}?(?:${HEAD}|king|queen)|l['’](?:ambassad(?:eur|rice)|envoyée?)|he|she|they|it|il|elle)(?![\\p{L}\\p{M}])`,
  "giu",
);
const KHMER_HONORIFIC = "(?:លោកជំទាវ|លោកស្រី|ឯកឧត្តម|លោក|សម្តេច)(?:បណ្ឌិត)?";
const KHMER_NAMELESS = new RegExp(
  `${KHMER_HONORIFIC}(?:ឯកអគ្គរដ្ឋទូត|រដ្ឋមន្ត្រី|អភិបាលខេត្ត|ប្រធាន|នាយក)?|ឯកអគ្គរដ្ឋទូត`,
  "gu",
);

const PRONOUN = new RegExp(`^(?:he|she|they|it|il|elle|${KHMER_HONORIFIC})$`, "iu");

/** Directly behind the closing mark: `," said X`, ` », a déclaré X`. */
const VERB_FIRST = new RegExp(`^[\\s,;:.!?។…]*${VERB}(?![\\p{L}\\p{M}])`, "iu");
/** `," X said`, `," the new Mayor told the chamber`. */
const VERB_LATER = new RegExp(
  `^[\\s,;:]*(?<who>[^!?"“”«»]{1,80}?)\\s${VERB}(?![\\p{L}\\p{M}])`,
  "iu",
);
const ANY_VERB = new RegExp(`(?<![\\p{L}\\p{M}])${VERB}(?![\\p{L}\\p{M}])|${KHMER_VERB}`, "giu");
const REPORTING = new RegExp(
  `^(?<who>[^"“”«»]*?)(?:(?<![\\p{L}\\p{M}])${VERB}(?:\\s[^,.;:]{0,60}?)?\\s(?:that|qu['’]|que)(?![\\p{L}\\p{M}])|${KHMER_VERB}[^«»។]{0,24}?(?:ថា|ឱ្យ))`,
  "iu",
);
const ACCORDING =
  /^(?:according to|in (?:the )?(?:words|view) of|selon|d['’]après)\s(?<who>[^,]+),/iu;

const KHMER = /\p{Script=Khmer}/u;
/** The honorific of a label that is an honorific and a name. */
const KHMER_NAME = new RegExp(`^${KHMER_HONORIFIC}\\s+(?=\\p{Script=Khmer})`, "u");
/** A name that is known by its honorific and its place before the verb alone. */
const KHMER_SUBJECT = new RegExp(
  `${KHMER_HONORIFIC}\\s+(?!ដែល)[\\u1780-\\u17d3]{1,14}(?:\\s[\\u1780-\\u17d3]{1,14}){1,2}(?=\\s*(?:បាន)?$)`,
  "u",
);
/** What stands between a name and the verb. */
const KHMER_OFFICE = /^\s+(?!បាន|ក៏|ដែល)[\u1780-\u17d3][\u1780-\u17d3\s]{2,70}$/u;

const REGION = /"[^"]*"|“[^”]*”|«[^»]*»/gu;

/** Who says the words at `span`. */
export function speakingAt(document: Document, span: Span): Speaking {
  const [sentence] = sentencesIn(document, span);
  if (!sentence || sentence.kind === "title") {
    return { attribution: "own", label: null, name: null };
  }
  const paragraph = paragraphOf(document, sentence);
  const region = regions(document.text, paragraph).find(
    ({ start, end }) => start < span.start && span.end < end,
  );
  if (region) {
    const speaker =
      speakerBehind(document, region, paragraph) ?? speakerBefore(document, region, paragraph);
    return { attribution: "quoted", ...withName(document, speaker) };
  }
  const reporting = reportingSpeaker(document, sentenceAt(document, span.start + 1));
  if (!reporting) return { attribution: "own", label: null, name: null };
  return { attribution: "reported", ...withName(document, reporting) };
}

function paragraphOf({ sentences, text }: Document, sentence: Sentence): Span {
  if (sentence.paragraph < 0) {
    return { start: sentence.offset, end: sentence.offset + sentence.text.length };
  }
  const all = sentences.filter(({ paragraph }) => paragraph === sentence.paragraph);
  const last = all.at(-1) ?? sentence;
  return { start: all[0]?.offset ?? 0, end: Math.min(text.length, last.offset + last.text.length) };
}

/** What stands in quotation marks, with them. */
function regions(text: string, { start, end }: Span): Span[] {
  return [...text.slice(start, end).matchAll(REGION)].map(({ index, 0: whole }) => ({
    start: start + index,
    end: start + index + whole.length,
  }));
}

/** The whole sentence in which a place stands, or ends. */
function sentenceAt(document: Document, at: number): Span {
  return passageAround(document, { start: at - 1, end: at });
}

function speakerBehind(document: Document, region: Span, paragraph: Span): Span | null {
  const end = Math.min(sentenceAt(document, region.end).end, paragraph.end);
  const zone = document.text.slice(region.end, end);
  const first = VERB_FIRST.exec(zone);
  if (first) {
    const from = region.end + first[0].length;
    return whoIn(document, { start: from, end: Math.min(end, from + 120) });
  }
  const later = VERB_LATER.exec(zone);
  if (!later) return null;
  const start = region.end;
  return whoIn(document, { start, end: start + later[0].length });
}

/** The subject of the sentence that leads to the quotation, else whoever spoke the one before it. */
function speakerBefore(document: Document, region: Span, paragraph: Span): Span | null {
  const lead = { start: sentenceAt(document, region.start + 1).start, end: region.start };
  const verb = [...document.text.slice(lead.start, lead.end).matchAll(ANY_VERB)].at(-1);
  if (verb) return subjectIn(document, { start: lead.start, end: lead.start + verb.index });
  const earlier = regions(document.text, paragraph).findLast(({ end }) => end <= region.start);
  return earlier
    ? (speakerBehind(document, earlier, paragraph) ?? speakerBefore(document, earlier, paragraph))
    : null;
}

function reportingSpeaker(document: Document, sentence: Span): Span | null {
  const text = document.text.slice(sentence.start, sentence.end);
  const match = ACCORDING.exec(text) ?? REPORTING.exec(text);
  const who = match?.groups?.["who"];
  if (who === undefined || who.trim() === "") return null;
  const start = sentence.start + text.indexOf(who);
  return subjectIn(document, { start, end: start + who.length });
}

/** Whoever stands first in a stretch of the text: a person, an office or a pronoun. */
function whoIn(document: Document, span: Span): Span | null {
  return candidatesIn(document, span)[0] ?? null;
}

/** The subject of a verb that stands behind the stretch: who stands right before it, else who comes first. */
function subjectIn(document: Document, span: Span): Span | null {
  const { text } = document;
  const subject = KHMER_SUBJECT.exec(text.slice(span.start, span.end));
  if (subject) {
    const start = span.start + subject.index;
    return { start, end: start + subject[0].length };
  }
  const candidates = candidatesIn(document, span);
  const adjacent = candidates.findLast(({ end }) =>
    /^[\s,]*(?:(?:has|have|had|also|then|later|in turn|itself|បាន|ក៏)[\s,]*)*$/u.test(
      text.slice(end, span.end),
    ),
  );
  const chosen = adjacent ?? candidates[0];
  if (!chosen || isPronoun(text.slice(chosen.start, chosen.end))) return chosen ?? null;
  const office = KHMER_OFFICE.exec(text.slice(chosen.end, span.end));
  return office ? { start: chosen.start, end: chosen.end + office[0].trimEnd().length } : chosen;
}

/** In order; an office or a pronoun within a person's label is not another one. */
function candidatesIn(document: Document, span: Span): Span[] {
  const stretch = document.text.slice(span.start, span.end);
  const named = peopleIn(document, span);
  const nameless = [...stretch.matchAll(NAMELESS), ...stretch.matchAll(KHMER_NAMELESS)]
    .map(({ index, 0: who }) => ({
      start: span.start + index,
      end: span.start + index + who.length,
    }))
    .filter((each) => !named.some(({ start, end }) => start < each.end && each.start < end));
  return [...named, ...nameless].toSorted((a, b) => a.start - b.start);
}

/** The people named within a span, with the offices that stand beside their names. */
function peopleIn({ sentences }: Document, span: Span): Span[] {
  return sentences
    .filter(({ offset, text }) => offset < span.end && span.start < offset + text.length)
    .flatMap((sentence) => {
      const offices = officesIn(sentence);
      return namedPeople(sentence).map((person) => {
        const role = offices.find((office) => office.name.start === person.name.start)?.role;
        const whole = role ? united(person.whole, role) : person.whole;
        // A name without a title or an office may be a ship's or a place's, unless it begins the sentence.
        const isBare = whole.end - whole.start === person.name.end - person.name.start;
        const isPerson = !isBare || person.name.start <= 3 || isNearby(span, sentence, person.name);
        return {
          isPerson,
          name: sentence.offset + person.name.start,
          start: Math.max(span.start, sentence.offset + whole.start),
          end: sentence.offset + whole.end,
        };
      });
    })
    .filter(({ isPerson, name }) => isPerson && name >= span.start && name < span.end)
    .map(({ start, end }) => ({ start, end }));
}

/** Beside the verb, so that the name is its subject. */
function isNearby(span: Span, { offset }: Sentence, name: Span): boolean {
  return offset + name.start - span.start <= 6 || span.end - (offset + name.end) <= 3;
}

function united(a: Span, b: Span): Span {
  return { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}

/** Finds the name behind an office or a pronoun: the one to whom the release gives the office, or who was named last. */
function withName(
  document: Document,
  label: Span | null,
): { readonly label: Span | null; readonly name: Span | null } {
  if (!label) return { label: null, name: null };
  const own = nameIn(document, label);
  if (own) return { label, name: own };
  const said = document.text.slice(label.start, label.end);
  const khmer = KHMER_NAME.exec(said)?.[0].length;
  if (khmer !== undefined) return { label, name: { start: label.start + khmer, end: label.end } };
  if (!isPronoun(said)) return { label, name: holderOf(document, label) };
  const antecedent = antecedentOf(document, label);
  return antecedent
    ? { label: antecedent, name: nameIn(document, antecedent) ?? holderOf(document, antecedent) }
    : { label: null, name: null };
}

/** Whom a pronoun means: the one with whom the nearest sentence before begins that names anybody. */
function antecedentOf(document: Document, pronoun: Span): Span | null {
  const said = document.text.slice(pronoun.start, pronoun.end);
  for (const { offset, text, kind } of document.sentences.toReversed()) {
    if (offset + text.length >= pronoun.start || kind === "title") continue;
    const who = whoIn(document, { start: offset, end: offset + text.length });
    const found = who && document.text.slice(who.start, who.end);
    if (!who || found === null || isPronoun(found)) continue;
    // In Khmer the honorific serves as the pronoun.
    if (!KHMER.test(said) || found.startsWith(said)) return who;
  }
  return null;
}

function isPronoun(text: string): boolean {
  return PRONOUN.test(text.trim());
}

function nameIn({ sentences }: Document, label: Span): Span | null {
  for (const sentence of sentences) {
    for (const { name } of namedPeople(sentence)) {
      const start = sentence.offset + name.start;
      const end = sentence.offset + name.end;
      if (start >= label.start && end <= label.end) return { start, end };
    }
  }
  return null;
}

/** Whom the release calls by the office of a label such as `the Mayor`; the first, when no other fits better. */
function holderOf(document: Document, label: Span): Span | null {
  const words = document.text
    .slice(label.start, label.end)
    .toLowerCase()
    .replace(/^(?:the|la|le|l['’])\s*(?:(?:new|future|nouveau|nouvelle)\s+)?/u, "");
  const inTitle = document.sentences
    .filter(({ kind }) => kind === "title")
    .flatMap((sentence) => officesIn(sentence).map((office) => ({ ...office, sentence })));
  const facts = [...officeFacts(document), ...inTitle].filter(({ sentence, role, standing }) => {
    const office = sentence.text.slice(role.start, role.end).toLowerCase();
    return standing !== "former" && office.startsWith(words);
  });
  const [fact] = [...facts, ...titled(document, words)];
  if (!fact) return null;
  const { sentence, name } = fact;
  return { start: sentence.offset + name.start, end: sentence.offset + name.end };
}

/** People whose names stand behind the title: `Mayor Ilse Marn`, not `Deputy Mayor Ilse Marn`. */
function titled({ sentences }: Document, title: string): { sentence: Sentence; name: Span }[] {
  return sentences
    .filter(({ kind }) => kind !== "title")
    .flatMap((sentence) =>
      namedPeople(sentence)
        .filter(({ whole, name }) =>
          sentence.text.slice(whole.start, name.start).toLowerCase().startsWith(`${title} `),
        )
        .map(({ name }) => ({ sentence, name })),
    );
}
