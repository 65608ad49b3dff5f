import { khmerConsonants } from "../text/khmer-consonants.ts";
import { lettersForDigits } from "../text/look-alikes.ts";

/** Words by which organisations are named. */
const ORGANISATION =
  /(?<!\p{L})(?:minist(?:ry|ère)|authority|autorité|commission|council|conseil|agency|agence|secretariat|secrétariat|company|compagnie|corporation|museum|musée|service|office|board|institute?|institut|university|université|association|federation|fédération|foundation|fondation|bank|banque|society|société|union|committee|comité|court|cour|embassy|ambassade|government|gouvernement|municipality|mairie|city\s+of|ville\s+de|assembly|assemblée|parliament|prefecture|préfecture|hospital|hôpital|tribunal|gallery|galerie|library|bibliothèque|archives?|fund|trust|academy|académie|college|chamber|chambre|observator(?:y|ies)|observatoire|laborator(?:y|ies)|orchestra|orchestre|caisse|mutuelle|syndicat|métropole|réseau|motors|industries|holdings?|network|group|groupe|pharma|works|airlines?|airport|railways?|police|ltd|limited|plc|inc|gmbh|llc|s\.?a\.?|nv|coop\w*)(?!\p{L})/iu;
/** ... and parts of them. */
const DEPARTMENT =
  /(?<!\p{L})(?:department|département|division|directorate|direction|unit|unité|section|bureau|branch|desk|cent(?:re|er)|cabinet|pôle|team|office\s+of(?:\s+the)?|(?:press|media|information|communications?)\s+(?:office|service|department)|service\s+(?:de\s+)?(?:presse|communication)|secrétariat\s+général)(?!\p{L})/iu;
const KHMER_ORGANISATIONS = [
  "ក្រសួង",
  "លេខាធិការដ្ឋាន",
  "អាជ្ញាធរ",
  "គណៈកម្មការ",
  "គណៈកម្មាធិការ",
  "ក្រុមប្រឹក្សា",
  "សារមន្ទីរ",
  "វិទ្យាស្ថាន",
  "ធនាគារ",
  "រដ្ឋបាល",
  "ស្ថានទូត",
  "សាលា",
  "ក្រុមហ៊ុន",
  "សមាគម",
  "រដ្ឋាភិបាល",
  "អង្គការ",
].map(khmerConsonants);
const KHMER_DEPARTMENTS = [
  "នាយកដ្ឋាន",
  "អគ្គនាយកដ្ឋាន",
  "ខុទ្ទកាល័យ",
  "ការិយាល័យ",
  "មជ្ឈមណ្ឌល",
  "អង្គភាព",
  "ផ្នែក",
  "អគ្គលេខាធិការដ្ឋាន",
].map(khmerConsonants);
/** What a title says and a name does not. */
const SAYS =
  /(?<!\p{L})(?:is|are|to|will|has|have|opens?|signs?|receives?|meets?|announces?|appoints?|names|welcomes?|authori[sz]es|assumes|confirms|approves|decides|extends|raises|cuts|begins?|starts?|ends|joins?|leaves|takes|gives|wins|awards?|grants?|issues|orders|sets|holds|hosts|marks|celebrates|commits|supports?|strengthens?|expands?|resumes?|retires?|steps|becomes?|goes|comes|moves|replaces|remplace(?:nt)?|entre|rouvre|devient|passe|augmente|prend|reste|launch(?:es)?|presents?|calls?|visits?|wins?|closes?|reports?|warns?|imposes?|publishes|adopts?|elects?|completes?|builds|unveils?|introduces?|acquires?|secures|selects?|invests?|connects?|annonce|inaugure|accueille|célèbre|dévoile|rejoint|présente|confirme|crée|nomme|ouvre|lance|reçoit|signe|publie|investit|\d{4})(?!\p{L})|[:?!"«“]|(?<!\b(?:limit|unit|associat))ed$/iu;
/** Longer lines are sentences. */
const LONGEST_WORDS = 9;
const LONGEST_KHMER = 90;

/** Whether a line says something, as titles do and names do not: it has a verb or a title's marks. */
export function saysSomething(text: string): boolean {
  return SAYS.test(text);
}

/** Whether a line has an organisation's word. Khmer names begin with the word for what they are, which is told by its consonants. */
export function isOrganisation(text: string): boolean {
  return ORGANISATION.test(text) || beginsWith(text, KHMER_ORGANISATIONS);
}

/** Whether a line has the word for a part of an organisation. */
export function isDepartment(text: string): boolean {
  return DEPARTMENT.test(lettersForDigits(text)) || beginsWith(text, KHMER_DEPARTMENTS);
}

function beginsWith(text: string, words: readonly string[]): boolean {
  if (!KHMER_BEGINNING.test(text)) return false;
  const consonants = khmerConsonants(text.slice(0, LONGEST_KHMER));
  return words.some((word) => consonants.startsWith(word));
}

const KHMER_BEGINNING = /^[\s*]*\p{Script=Khmer}/u;

/** Whether a line names an organisation or a part of one, rather than saying something. */
export function isOfficeName(text: string): boolean {
  if (!isOrganisation(text) && !isDepartment(text)) return false;
  if (KHMER_BEGINNING.test(text)) return text.length <= LONGEST_KHMER && !/[\d០-៩]/u.test(text);
  return text.split(/\s+/u).length <= LONGEST_WORDS && !SAYS.test(text);
}
