/** Words by which organisations are named. */
export const ORGANISATION =
  /(?<!\p{L})(?:minist(?:ry|ère)|authority|autorité|commission|council|conseil|agency|agence|secretariat|secrétariat|company|compagnie|corporation|museum|musée|service|office|board|institute?|institut|university|université|association|federation|fédération|foundation|fondation|bank|banque|society|société|union|committee|comité|court|cour|embassy|ambassade|government|gouvernement|municipality|mairie|city\s+of|ville\s+de|assembly|assemblée|parliament|prefecture|préfecture|hospital|hôpital|network|group|groupe|pharma|works|airlines?|airport|railways?|police|ltd|limited|plc|inc|gmbh|llc|s\.?a\.?|nv|coop\w*)(?!\p{L})|ក្រសួង|លេខាធិការដ្ឋាន|អាជ្ញាធរ|គណៈកម្មការ|គណៈកម្មាធិការ|ក្រុមប្រឹក្សា|សារមន្ទីរ|វិទ្យាស្ថាន|ធនាគារ|រដ្ឋបាល|ស្ថានទូត|សាលា|ក្រុមហ៊ុន|សមាគម|រដ្ឋាភិបាល|អង្គការ/iu;
/** ... and parts of them. */
export const DEPARTMENT =
  /(?<!\p{L})(?:department|département|division|directorate|direction|unit|unité|section|bureau|branch|desk|cent(?:re|er)|cabinet|pôle|team|office\s+of(?:\s+the)?|(?:press|media|information|communications?)\s+(?:office|service|department)|service\s+(?:de\s+)?(?:presse|communication)|secrétariat\s+général)(?!\p{L})|នាយកដ្ឋាន|អគ្គនាយកដ្ឋាន|ខុទ្ទកាល័យ|ការិយាល័យ|មជ្ឈមណ្ឌល|អង្គភាព|ផ្នែក|អគ្គលេខាធិការដ្ឋាន/iu;
/** What a title says and a name does not. */
const SAYS =
  /(?<!\p{L})(?:is|are|to|will|has|have|opens?|signs?|receives?|meets?|announces?|appoints?|names|welcomes?|authori[sz]es|assumes|confirms|approves|decides|extends|raises|cuts|begins?|starts?|ends|joins?|leaves|takes|gives|wins|awards?|grants?|issues|orders|sets|holds|hosts|marks|celebrates|commits|supports?|strengthens?|expands?|resumes?|retires?|steps|becomes?|goes|comes|moves|replaces|remplace(?:nt)?|entre|rouvre|devient|passe|augmente|prend|reste|launch(?:es)?|presents?|calls?|visits?|wins?|closes?|reports?|warns?|imposes?|publishes|adopts?|elects?|annonce|nomme|ouvre|lance|reçoit|signe|publie|investit|\d{4})(?!\p{L})|[:?!"«“]|(?<!\b(?:limit|unit|associat))ed$/iu;
/** Longer lines are sentences. */
const LONGEST_WORDS = 9;
const LONGEST_KHMER = 90;

/** Whether a line says something, as titles do and names do not: it has a verb or a title's marks. */
export function saysSomething(text: string): boolean {
  return SAYS.test(text);
}

/** Whether a line names an organisation or a part of one, rather than saying something. Khmer names begin with the word for what they are. */
export function isOfficeName(text: string): boolean {
  if (/\p{Script=Khmer}/u.test(text)) {
    const first = [ORGANISATION, DEPARTMENT].some((words) => words.exec(text)?.index === 0);
    return first && text.length <= LONGEST_KHMER && !/\d|[០-៩]/u.test(text);
  }
  if (!ORGANISATION.test(text) && !DEPARTMENT.test(text)) return false;
  return text.split(/\s+/u).length <= LONGEST_WORDS && !SAYS.test(text);
}
