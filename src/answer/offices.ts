import type { Span } from "../domain/span.ts";
import { expressionOf } from "../text/any-case.ts";
import { people } from "../text/names.ts";
import { contentsOf } from "./answer-type.ts";
import type { Document, Sentence } from "./document.ts";

/** Who holds, or held, which office, by one sentence. */
export interface NamedOffice {
  /** The name without honorifics; offsets into the sentence's text. */
  readonly name: Span;
  /** The office as the sentence words it, without an article. */
  readonly role: Span;
  readonly standing: "holder" | "acting" | "designate" | "former";
}

/** A named office with the place that says so. */
export interface OfficeFact extends NamedOffice {
  readonly document: Document;
  readonly sentence: Sentence;
}

/** Words that head the name of an office; English and French; the source of a regular expression. */
export const HEAD =
  "(?:ambassador|envoy|high commissioner|consul(?:-general| general)?|minister|secretary(?:[- ]general)?|undersecretary|permanent secretary|director(?:[- ]general)?|president|vice[- ]president|chair(?:man|woman|person)?|chief(?: (?:executive|financial|medical|operating|electoral|scientific|technology|legal|risk|information|of staff|economist|justice|inspector|engineer|curator|meteorologist|statistician))?(?: officer)?|governor|deputy governor|mayor|head|representative|chargé d['’]affaires|coordinator|commissioner|officer|manager|judge|dean|rector|vice[- ]chancellor|chancellor|provost|principal|registrar|spokes(?:man|woman|person)|superintendent|inspector|curator|librarian|archivist|keeper|professor|adviser|advisor|economist|statistician|meteorologist|hydrologist|engineer|architect|captain|commander|commandant|general manager|partner|founder|owner|editor|leader|speaker|senator|attorney(?: general)?|prosecutor|ombudsman|auditor(?: general)?|treasurer|comptroller|trustee|postmaster|harbour master|controller|" +
  "ambassadeur|ambassadrice|ministre|secrétaire(?: général[e]?)?|directeur(?: général| adjoint)?|directrice(?: générale| adjointe)?|président[e]?|vice-président[e]?|gouverneure?|maire|chef(?:fe)?|représentant[e]?|coordinateur|coordinatrice|coordonnateur|coordonnatrice|commissaire|responsable|juge|doyen(?:ne)?|recteur|rectrice|porte-parole|inspecteur|inspectrice|conservateur|conservatrice|bibliothécaire|professeur[e]?|conseill(?:er|ère)|administrateur(?: délégué)?|administratrice(?: déléguée)?|ingénieur[e]?|fondateur|fondatrice|délégué[e]?)";
/** Articles and adjectives before an office. */
export const ROLE_START =
  "(?:(?i:the|its|his|her|their|our|a|an|le|la|l['’]|son|sa|un|une|then|new|current|outgoing|incoming|former|late|first|nouveau|nouvelle|ancien|ancienne)\\s+)*";
/** A word before the head: part of a title in capitals, or a plain word that is not a linking word or a verb. */
const LEAD =
  "(?:\\p{Lu}[\\p{L}\\p{M}'’&-]*|(?!(?:in|of|on|by|at|to|as|with|who|whom|which|that|was|is|has|had|been|named|appointed|elected|said|most|recently|and|or|the|by|from|for|when|where|nommé|nommée|déclaré|ancien|qui|par|dans|est|des|les|son)\\s)\\p{Ll}[\\p{L}\\p{M}'’-]*)\\s+";
const ROLE_WORDS = `(?:${LEAD}){0,4}?(?i:${HEAD})(?:\\s+(?:of (?:the )?)?(?:State|Staff|Mission|Service))?(?![\\p{L}\\p{M}])`;
const LINK =
  "(?:of|for|to|at|in charge of|responsible for|with responsibility for|and|de|du|des|d['’]|pour|chargée? (?:de|du|des)|auprès (?:de|du|des)|aux?|à la)";
/** Behind the head: `of Japan to the Commission`, `for Planning`; names, or one or two plain words; ends at a comma or a verb. */
const ROLE_TAIL = `(?:\\s+${LINK}(?:\\s+(?:the|la|le|les|its|this|our)|\\s*l['’])?\\s*(?:\\p{Lu}[\\p{L}\\p{M}\\p{N}'’&-]*(?:\\s+(?:(?:of|the|and|for|de|du|des|la|le|les|et)\\s+)*\\p{Lu}[\\p{L}\\p{M}\\p{N}'’&-]*)*|(?!(?:a|an|be|meet|take|say)\\s)\\p{Ll}[\\p{L}\\p{M}'’-]+(?:\\s(?:and\\s)?\\p{Ll}[\\p{L}\\p{M}'’-]+)?(?=[,.;)]|\\s+(?:of|at|in)\\s+(?:the\\s)?\\p{Lu}))){0,4}`;
/** An office as the group `role`. */
export const ROLE = `(?<role>${ROLE_WORDS}${ROLE_TAIL})`;
const AFTER = expressionOf(
  `^\\s*(?:\\([^)]{1,40}\\)\\s*)?,\\s*(?:\\d{1,2},\\s*)?(?:who (?:is|was|became|becomes|serves as|has been|had been)\\s+)?${ROLE_START}${ROLE}`,
  "u",
);
const AS = expressionOf(
  `^[^.;:"“”]{0,60}?(?:as|becomes?|became|(?:been|was|is|were) (?:appointed|named|elected|chosen|confirmed|made)(?: as)?|remains?|is|was|to be|to the post of|for the post of|comme|devient|nommée?|élue?)\\s+${ROLE_START}${ROLE}`,
  "u",
);
const BEFORE = expressionOf(
  `(?<![\\p{L}\\p{M}'’])${ROLE_START}${ROLE}\\s*(?:\\([^)]{1,20}\\)\\s*)?[,:]?\\s*$`,
  "u",
);
/** A Khmer office as the group `role`. */
export const KHMER_ROLE =
  "(?<role>(?:រដ្ឋមន្ត្រី|ឧបនាយករដ្ឋមន្ត្រី|នាយករដ្ឋមន្ត្រី|ទេសរដ្ឋមន្ត្រី|នាយក|នាយិកា|អគ្គនាយក|អគ្គលេខាធិការ|ប្រធាន|អនុប្រធាន|ឯកអគ្គរដ្ឋទូត|អភិបាល|តំណាង|អ្នកនាំពាក្យ|ទីប្រឹក្សា|លេខាធិការ|រដ្ឋលេខាធិការ|មេបញ្ជាការ|អ្នកសម្របសម្រួល|ភារធារី|សេដ្ឋវិទូ|សាកលវិទ្យាធិការ|ចៅហ្វាយ)[^។,៖«»]{0,70}?)(?=\\s+(?:បាន|ដែល|និង|នៅ|ក្នុង|ដោយ|នឹង|ត្រូវ|កាល|ពេល|ជាមួយ|ឡើង|លើក|ថ្លែង|មាន|ដើម្បី|ទៅ|ជួប)|[។,៖«»(]|$)";
const KHMER_AFTER = expressionOf(`^\\s*(?:\\([^)]{1,60}\\)\\s*)?(?:ជា\\s*)?${KHMER_ROLE}`, "u");

const FORMER =
  /\b(?:former|formerly|hitherto|ex-|outgoing|previous|predecessor|late|until (?:now|last|then|recently|his|her|this)|stepped down|retired?s?|resigned|leaves|left|succeeded by|ancien(?:ne)?|sortante?|jusqu['’]ici|prédécesseur)\b|អតីត|មុននេះ/iu;
const ACTING = /\b(?:acting|interim|ad interim|caretaker|par intérim)\b|ស្តីទី/iu;
const DESIGNATE =
  /\b(?:designate|-elect|nominee|will (?:take office|assume|succeed|become|replace)|next|incoming|désignée?|prochain)\b/iu;

const known = new WeakMap<Document, readonly OfficeFact[]>();

/** Who a release names as holder of which office, in the text's order; computed once a document. */
export function officeFacts(document: Document): readonly OfficeFact[] {
  const before = known.get(document);
  if (before) return before;
  const facts = document.sentences
    .filter(({ kind }) => kind !== "title")
    .flatMap((sentence) =>
      officesIn(sentence).map((office) => ({ ...office, document, sentence })),
    );
  known.set(document, facts);
  return facts;
}

/** The offices that one sentence names with their holders. */
export function officesIn(sentence: Sentence): NamedOffice[] {
  const { text } = sentence;
  const facts: NamedOffice[] = [];
  for (const { span, name } of contentsOf(sentence).people) {
    const after = text.slice(span.end);
    const before = text.slice(0, span.start);
    const found =
      roleAfter(after, span.end, AFTER) ??
      roleAfter(after, span.end, KHMER_AFTER) ??
      roleBefore(before, text) ??
      roleAfter(after, span.end, AS);
    if (found)
      facts.push({
        name,
        role: found,
        standing: standingOf(text, name, found),
      });
  }
  return facts;
}

function roleAfter(after: string, offset: number, pattern: RegExp): Span | undefined {
  const match = pattern.exec(after);
  const role = match?.groups?.["role"];
  if (!match || !role) return undefined;
  // Another person between the name and the role: it is theirs.
  const between = match[0].slice(0, match[0].length - role.length);
  if (people(between).length > 0) return undefined;
  const start = offset + match.index + match[0].length - role.length;
  return { start, end: start + role.trimEnd().length };
}

function roleBefore(before: string, text: string): Span | undefined {
  const from = Math.max(0, before.length - 140);
  const match = BEFORE.exec(before.slice(from));
  const role = match?.groups?.["role"];
  if (!match || !role) return undefined;
  const start = from + match.index + match[0].indexOf(role);
  return text.slice(start, start + role.length) === role
    ? { start, end: start + role.trimEnd().length }
    : undefined;
}

function standingOf(text: string, name: Span, role: Span): OfficeFact["standing"] {
  const from = Math.min(name.start, role.start);
  const around = text.slice(Math.max(0, from - 24), Math.max(name.end, role.end));
  if (FORMER.test(around)) return "former";
  if (ACTING.test(around)) return "acting";
  if (DESIGNATE.test(around)) return "designate";
  return "holder";
}
