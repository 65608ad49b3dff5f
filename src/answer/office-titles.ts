/** Titles of whoever is at the top of an organisation, from the highest down; the source of regular expressions. */
const EXECUTIVE =
  "(?:group )?chief executive(?: officer)?|ceo|managing director|director[- ]general|general (?:manager|director|secretary)|executive (?:director|secretary)|secretary[- ]general|commissioner[- ]general|chief (?:constable|fire officer|electoral officer)|governor|mayor|rector|vice-chancellor|auditor[- ]general|directeur général|directrice générale|secrétaire général[e]?|administrateur délégué|administratrice déléguée|gouverneure?|maire|préfète?|rectrice|recteur|អគ្គនាយក|អគ្គនាយិកា|អគ្គលេខាធិការ|ទេសាភិបាល|អភិបាល|ចៅហ្វាយ\\S*|សាកលវិទ្យាធិការ|នាយកប្រតិបត្តិ|នាយិកាប្រតិបត្តិ";
const DIRECTING =
  "director|head(?: teacher| master)?|headteacher|president|principal|superintendent|dean|manager|commissioner|chief|leader|coordinator|directeur|directrice|présidente?|responsable|chef(?:fe)?|doyen(?:ne)?|proviseure?|commissaire|coordinateur|coordinatrice|coordonnateur|coordonnatrice|នាយក|នាយិកា|ប្រធាន|អ្នកសម្របសម្រួល";
const PRESIDING = "president|chair(?:man|woman|person)?|leader|présidente?|ប្រធាន";
const CHAIRING = "chair(?:man|woman|person)?";

/** Whoever presides leads these; elsewhere somebody else does the work. */
const PRESIDED =
  /\b(?:federation|association|union|society|club|party|committee|jury|panel|inquiry|council|board|parliament|assembly|league|guild|chamber|fédération|association|syndicat|société savante|parti|comité|conseil|assemblée|ligue|chambre|commission d['’]enquête)\b|សហព័ន្ធ|សមាគម|គណៈកម្មការ|គណៈកម្មាធិការ|ក្រុមប្រឹក្សា|សហជីព|សភា|សហគមន៍/iu;
/** Universities and such have a president as others have a director. */
const LEARNED = /\b(?:university|academy|institute|université|académie|institut)\b/iu;

const START = "(?<![\\p{L}\\p{M}])";
const END = "(?![\\p{L}\\p{M}])";
const KHMER_END = "(?![\\p{M}])";

function titled(source: string): RegExp {
  const parts = source.split("|");
  const latin = parts.filter((part) => !/\p{Script=Khmer}/u.test(part)).join("|");
  const khmer = parts.filter((part) => /\p{Script=Khmer}/u.test(part)).join("|");
  return new RegExp(
    `${START}(?:${latin})${END}${khmer === "" ? "" : `|^(?:${khmer})${KHMER_END}`}`,
    "iu",
  );
}

const RANKED = [titled(EXECUTIVE), titled(DIRECTING), titled(CHAIRING)];
const RANKED_PRESIDED = [titled(PRESIDING), ...RANKED];
const RANKED_LEARNED = [titled(`${EXECUTIVE}|president|présidente?`), ...RANKED];

/** Titles of the leaders of such an organisation, from the highest down. */
export function titlesFor(organisation: string): readonly RegExp[] {
  if (PRESIDED.test(organisation)) return RANKED_PRESIDED;
  return LEARNED.test(organisation) ? RANKED_LEARNED : RANKED;
}

/** The title that an office begins with, where it is of that rank, and nobody's deputy's; null for others. */
export function titleIn(role: string, titles: RegExp): string | null {
  const match = titles.exec(role);
  if (!match) return null;
  const behind = role.slice(match.index + match[0].length);
  if (NO_TOP.test(role.slice(0, match.index))) return null;
  const isKhmer = /\p{Script=Khmer}/u.test(match[0]);
  const isPlain = isKhmer ? !DEPUTY_BEHIND.test(behind) : HELD_AT.test(behind);
  return isPlain ? match[0] : null;
}

const NO_TOP =
  /^(?:whose|its|their|his|her|son|sa|leur)\s|\b(?:of|for|to|de|du|des|à)\s|\p{L}[-–]$|\b(?:deputy|vice|assistant|associate|honorary|junior|under|sous)\b|រង|អនុ/iu;
/** Behind a title: where it is held. `Head gardener`, `Chief economist`, `directeur adjoint` are others. */
const HELD_AT =
  /^(?:\s*(?:$|[,(])|\s+(?:of|at|in|for|to|on|and|de|du|des|à|au|aux|et|en|chez|pour)\s|\s+(?:d|l)['’])/iu;
/** The same in Khmer, which sets no spaces. */
const DEPUTY_BEHIND = /^\S{0,6}រង/u;

/** Titles that others than the organisation have as well: a bare `Mayor` or `President` is that of the place or country. */
const OF_PLACES: readonly (readonly [RegExp, RegExp])[] = [
  [
    /^(?:mayor|maire)$/iu,
    /\b(?:city|town|municipality|borough|ville|commune|mairie|municipal)\b|ក្រុង|រាជធានី/iu,
  ],
  [
    /^(?:governor|gouverneure?|ទេសាភិបាល|អភិបាល)$/iu,
    /\b(?:bank|banque|province|region|county|state|governorate|reserve)\b|ធនាគារ|ខេត្ត|រាជធានី|ក្រុង/iu,
  ],
  [/^(?:préfète?)$/iu, /\bpréfecture\b/iu],
  [
    /^(?:president|présidente?)$/iu,
    new RegExp(
      `${PRESIDED.source}|${LEARNED.source}|\\b(?:bank|banque|court|cour|tribunal)\\b`,
      "iu",
    ),
  ],
];

/** Titles of parts of an organisation, unless they name it. */
const OF_PARTS =
  /^(?:head|chief|manager|leader|coordinator|responsable|chef(?:fe)?|coordinat(?:eur|rice)|coordonnat(?:eur|rice)|ប្រធាន|អ្នកសម្របសម្រួល)$/iu;
/** Headed by a minister or prefect; directors and secretaries come below. */
const MINISTRY = /\b(?:ministry|ministère|préfecture|prefecture)\b|ក្រសួង/iu;

/** Whether a title without a name behind it may be that of who issues the release. */
export function maybeOfIssuer(title: string, issuer: string): boolean {
  if (OF_PARTS.test(title) || MINISTRY.test(issuer)) return false;
  const place = OF_PLACES.find(([titles]) => titles.test(title));
  return place === undefined || place[1].test(issuer);
}

/** Whether an office is at a board or council, which is another body than the organisation itself. */
export function isAtBoard(role: string): boolean {
  return PRESIDED.test(role);
}
