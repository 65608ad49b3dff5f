import type { Language } from "../domain/language.ts";
import type { Period } from "../text/dates.ts";
import { words } from "../text/words.ts";
import type { Sentence } from "./document.ts";
import { covered, type Term, translated } from "./matching.ts";
import { namedPeople } from "./named-people.ts";
import { isHead, RANKS } from "./office-answers.ts";
import { extraOf, stemsAbout, type WordedOffice } from "./office-fit.ts";
import { type HolderSearch, releasesFor } from "./office-holders.ts";
import { type OfficeRecord, officeRecords } from "./office-records.ts";
import { dateOf, later, type Tenure } from "./office-tenures.ts";

/** Verbs and nouns of offices that change hands. */
const CHANGES =
  /\b(?:succe(?:ed|ss)\w*|replac\w+|appoint\w*|named|elect(?:ed|s)|chosen|nominat\w+|designat\w+|becomes?|became|(?:tak(?:es?|en)|took)(?! (?:place|part|effect))|new|again|hand(?:s|ed) over|headed|heads|led|leads|chairs?|chaired|runs?|directs?|directed|will (?:head|lead|chair|run|direct)|assum\w+|began|begins|starts?|in charge|successeure?|succède\w*|remplace\w*|nommée?|élue?|désignée?|devient|prend\w*|nouve(?:au|l|lle)|dirige\w*|préside\w*|confiée?)\b|តែងតាំង|ស្នង|ជំនួស|ថ្មី|កាន់តំណែង|ដឹកនាំ/iu;

/** Whether a later release may say that somebody else holds it by now, in words that are not read as an office. */
export function mayHaveLeft(
  tenure: Tenure,
  tenures: readonly Tenure[],
  office: WordedOffice,
  search: HolderSearch,
): boolean {
  const names = new Set(
    tenures.flatMap(({ records }) =>
      records.flatMap(({ sentence, name, document }) =>
        words(sentence.text.slice(name.start, name.end), document.release.language).map(
          ({ form }) => form,
        ),
      ),
    ),
  );
  const own =
    tenure.records
      .map(({ sentence, name, document }) =>
        words(sentence.text.slice(name.start, name.end), document.release.language).map(
          ({ form }) => form,
        ),
      )
      .toSorted((a, b) => a.length - b.length)
      .at(-1) ?? [];
  const last = tenure.records.findLast(({ standing }) => standing !== "former");
  const isFarewell =
    last !== undefined &&
    later(dateOf(last), FAREWELL_DAYS) <= search.today &&
    ((office.organisation !== null && LEAVES.test(last.sentence.text)) ||
      FAREWELL.test(last.sentence.text) ||
      FAREWELL.test(last.document.release.title ?? ""));
  if (isFarewell) return true;
  const said = new Set(tenure.records.map(({ sentence }) => sentence));
  for (const document of releasesFor(office.text, search)) {
    const { date, language } = document.release;
    if ((date ?? "") < tenure.seen.last) continue;
    const spellings = office.spellings.map((terms) =>
      language === office.language ? terms : translated(terms),
    );
    const about = stemsAbout(document);
    const records = officeRecords(document);
    if (records.some((record) => tookAnother(record, tenure, own, search.today))) return true;
    for (const sentence of document.sentences) {
      if (said.has(sentence) || sentence.kind === "aside" || !CHANGES.test(sentence.text)) continue;
      const others = namedPeople(sentence).filter(({ name }) =>
        formsIn(sentence.text.slice(name.start, name.end), language).every(
          (form) => !names.has(form),
        ),
      );
      if (takesPlaceOf(sentence, own, language)) return true;
      if (others.length === 0) continue;
      const stems = { has: (stem: string) => sentence.stems.has(stem) || about.has(stem) };
      const isOffice = spellings.some(
        (terms) =>
          terms.every((term) => covered(term, stems) > 0) &&
          terms.some((term) => covered(term, sentence.stems) > 0) &&
          (terms.some(({ stem }) => RANKS.has(stem)) || namesHead(sentence, terms, language)),
      );
      const namesOwn = sentence.words.some(({ form }) => own.includes(form));
      const follows = namesOwn && FOLLOWED.test(sentence.text);
      const read = records.filter((record) => record.sentence === sentence);
      const isRead =
        read.some((record) => extraOf(record, office) !== null) ||
        others.every(({ name }) =>
          read.some((record) => record.isChange && record.name.start === name.start),
        );
      if ((isOffice || isLed(sentence, { office, about, language }) || follows) && !isRead)
        return true;
    }
  }
  return false;
}

/** Somebody leads something, or is to. */
const LED =
  /\b(?:(?:led|headed|run|directed|managed) (?:\p{L}+ ){0,5}by|in charge of|(?:will|to|who|has been asked to) (?:lead|head|run|direct)s?|(?:leads|heads|runs|directs|has (?:led|headed|run|directed)) (?:the|a|its|it)|dirigée?s? par|dirige(?:ra)?|(?:do|does|doing) (?:his|her|their) (?:work|job))\b|ដឹកនាំ/iu;

/** Whether another is said to lead the organisation, by no title, between two days. */
export function isLedByAnother(
  { records }: Tenure,
  office: WordedOffice,
  { from, to }: Period,
  search: HolderSearch,
): boolean {
  const own = new Set(
    records.flatMap(({ sentence, name, document }) =>
      formsIn(sentence.text.slice(name.start, name.end), document.release.language),
    ),
  );
  return releasesFor(office.text, search).some((document) => {
    const { date, language } = document.release;
    if (date === null || date < from || date > to) return false;
    const about = stemsAbout(document);
    return document.sentences.some(
      (sentence) =>
        isLed(sentence, { office, about, language }) &&
        namedPeople(sentence).some(({ name }) =>
          formsIn(sentence.text.slice(name.start, name.end), language).every(
            (form) => !own.has(form),
          ),
        ),
    );
  });
}

function isLed(
  { text, stems }: Sentence,
  {
    office,
    about,
    language,
  }: {
    readonly office: WordedOffice;
    readonly about: ReadonlySet<string>;
    readonly language: Language;
  },
): boolean {
  if (!LED.test(text)) return false;
  const there = { has: (stem: string) => stems.has(stem) || about.has(stem) };
  return (office.organisation ?? []).some((terms) =>
    (language === office.language ? terms : translated(terms)).every(
      (term) => covered(term, there) > 0,
    ),
  );
}

/** It names the office otherwise than as its deputy's. */
function namesHead({ text }: Sentence, terms: readonly Term[], language: Language): boolean {
  const plain = words(text.replaceAll(DEPUTY, " "), language);
  const stems = new Set(plain.map(({ stem }) => stem));
  const heads = terms.filter(isHead);
  return heads.length === 0 || heads.some((term) => covered(term, stems) > 0);
}

const DEPUTY =
  /\b(?:deputy|vice|assistant|associate)[ -]+[\p{L}-]+(?:[ -]+general)?|\S*(?:រង|អនុ)\S*/giu;

/** `He takes the place of Ms Marn`. */
function takesPlaceOf(sentence: Sentence, own: readonly string[], language: Language): boolean {
  return namedPeople(sentence).some(
    ({ name, whole: { start } }) =>
      PLACE_OF.test(sentence.text.slice(Math.max(0, start - 60), start)) &&
      isSubset(formsIn(sentence.text.slice(name.start, name.end), language), own),
  );
}

const PLACE_OF =
  /\b(?:tak(?:es|ing)|took|has taken) the (?:place|seat|post) of\s+(?:\S{1,8}\s+)*$|\b(?:succeeds?|succeeded|replaces|replaced|follows|takes over from|took over from|succède à|remplace)\s+(?:\S{1,8}\s+)*$/iu;
/** An envoy about to leave calls on whoever received him. */
const FAREWELL =
  /\b(?:farewell|take leave|took leave|drawing to a close|end of (?:his|her) (?:mission|term|tour)|fin de (?:sa )?mission|adieux?)\b|លាលែង|ជម្រាបលា|លាដល់/iu;
/** Whoever is at the top is to go. */
const LEAVES =
  /\b(?:will (?:leave|retire|step down|resign)|leaves (?:the|on|at|in)|leaving|steps? down|stepping down|stepped down|retires|retiring|resigned|resigns|quitte(?:ra)?)\b/iu;
const FAREWELL_DAYS = 30;

/** They took another office since they were last named with this one. */
function tookAnother(
  record: OfficeRecord,
  tenure: Tenure,
  own: readonly string[],
  today: string,
): boolean {
  const { sentence, name, isChange, standing, role, since, document } = record;
  const forms = formsIn(sentence.text.slice(name.start, name.end), document.release.language);
  return (
    isChange &&
    (standing === "holder" || standing === "designate") &&
    (since === null || since <= today) &&
    dateOf(record) >= tenure.seen.last &&
    isSubset(forms, own) &&
    !tenure.records.some((each) => isSameOffice(each.role, role))
  );
}

function formsIn(text: string, language: Language): string[] {
  return words(text, language).map(({ form }) => form);
}

function isSubset(a: readonly string[], b: readonly string[]): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.length > 0 && short.every((form) => long.includes(form));
}

const FOLLOWED =
  /\b(?:tak(?:es?|en) (?:the|his|her) place|succeeds?|succeeded|successor|replaces?|replaced|will replace|takes? over from|followed by|succède|remplace|remplacée?|successeure?)\b|ស្នង|ជំនួស/iu;

function isSameOffice(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return long.toLowerCase().includes(short.toLowerCase());
}
