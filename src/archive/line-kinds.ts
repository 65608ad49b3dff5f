import { khmerConsonants } from "../text/khmer-consonants.ts";
import { lettersForDigits } from "../text/look-alikes.ts";
import { arabicDigits } from "../text/words.ts";
import { labelledIn } from "./labelled.ts";
import { isOfficeName } from "./office-names.ts";

/** "Press release" and its kin, at the start or end of a line. */
const KICKER_WORDS =
  "(?:(?:for\\s+immediate\\s+release|pour\\s+diffusion\\s+immédiate)|(?:joint\\s+|official\\s+)?(?:press|news|media)\\s*(?:release|statement|communiqu[eé]|note|bulletin|notice|advisory)|communiqué(?:\\s+(?:de\\s+presse|conjoint|officiel))?|note\\s+(?:à\\s+la\\s+presse|aux\\s+rédactions)|information\\s+(?:de\\s+)?presse|សេចក្[តដ]ី(?:ប្រកាស|ជូន)(?:ព័ត៌មាន|ដំណឹង(?:ព័ត៌មាន)?)(?:រួម)?|សេចក្[តដ]ីថ្លែងការណ៍(?:រួម)?|សេចក្[តដ]ីប្រកាស)";
const KICKER = new RegExp(`^[\\s*_–—-]*${KICKER_WORDS}(?![\\p{L}\\p{M}])`, "iu");
const KICKER_GOES_ON =
  /^[\s*_]*(?:[|·•–—:,-]|(?:n[°ºo"]?|nr|ref|réf|លេខ)[.:\s°]*\d|(?:\p{L}{1,10}[/.-]){0,4}#?\d)/iu;
const KICKER_BEHIND = new RegExp(
  `(?<=\\S)[\\s|·•–—:,/-]+${KICKER_WORDS}[\\s.*]*(?<after>(?:(?:n[°ºo]|nr|ref)[\\s.:]*)?\\d[\\w./-]*)?$`,
  "iu",
);
const COUNTRY =
  /^(?:the\s+)?(?:republic|kingdom|commonwealth|union|state|people['’]s republic)\s+of(?:\s+the)?\s+[\p{L}\s'’-]{3,30}$|^(?:république|royaume)\s+(?:du|de|des|d['’])\s*(?:la\s+|l['’])?[\p{L}\s'’-]{3,30}$|^nation[,\s-]+religion[,\s-]+king$/iu;
const NUMBER =
  /(?:^|[\s(,;|–—-])(?:(?:press|news|media)\s+release\s+)?(?:n[o0]|n[°ºo]s?|nr|num(?:ber|éro)|ref(?:erence)?|(?:n\/)?réf(?:érence)?|our\s+ref|លេខ(?:យោង)?)(?![\p{L}])[\s.:៖|°ºo]*#?(?<number>(?:[\p{Lu}]{1,10}[\s/.-]{1,2}){0,4}\d[\p{L}\p{M}\d]*(?:[/.–-][\p{L}\p{M}\d]+)*)/iu;
/** A line that is nothing but `PR-2025-014`. */
const CODE = /^(?<number>\p{Lu}{2,10}(?:[/-]\p{Lu}{2,10})*[/-]\d{1,4}[/-]\d{1,4})$/u;
const NUMBER_LABEL =
  /^\W*(?:(?:press|news|media)\s+release\s+)?(?:n[o0]|n[°ºo"]|nr|num(?:ber|éro)?|ref(?:erence)?|(?:n\/)?réf(?:érence)?|our\s+ref|លេខ)(?![\p{Ll}])/iu;
/** Straight behind "PRESS RELEASE": `2024-14`, `044/2025`, `MBCS/PR/2025/044`. */
const BARE_NUMBER = /^#?(?<number>(?:\p{Lu}{1,10}[/.-]){0,4}\d{1,4}(?:[/.–-][\p{L}\d]+)+)\s*$/u;
const STREET =
  /\b(?:street|st\.|road|rd\.?|avenue|ave\.?|boulevard|blvd\.?|rue|quai|quay|chaussée|lane|hill|house|tower|building|floor|plaza|p\.?\s?o\.?\s?box|b\.?\s?p\.?\s?\d|cedex|sangkat|khan|kouter\w*|straat|laan)\b|ផ្លូវ(?:លេខ)?|សង្កាត់|ខណ្ឌ|មហាវិថី/iu;
const POSTAL = /(?:^|,\s*)(?:\p{Lu}{1,2}-)?\d{4,6}\s+\p{Lu}/u;
const EMAIL = /[\p{L}\d._%+-]+\s?@\s?[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/u;
const WEB = /(?:^|[\s(])(?:https?:\/\/|www\.)\S+/iu;
const PHONE =
  /(?!\d{4}\s?[-–]\s?\d{2,4}(?!\d))(?:\(?\+|\(?\b0?|\b)[\dOlSI][\dOlSI\s().}/-]{5,}[\dOlSI]\b/u;
const PHONE_WORD =
  /\b(?:te[l1I](?:ephone|\.)?|t[ée]l[ée]phone|phone|fax|hotline|helpline|mobile|whatsapp|numéro vert)\b|ទូរស(?:ព្ទ|័ព្ទ)/iu;
const END =
  /^(?:[-–—*\s#]*(?:end|ends|fin|the end|ចប់)[-–—*\s#.]*|#{1,3}(?:\s#{1,3})*|[-–—]?\s*30\s*[-–—]?|\*\s?\*\s?\*|[○◦•*]{3,})$/iu;
const BOILERPLATE =
  /^(?:[Aa]bout|ABOUT|[ÀA] propos (?:de|du|des|d['’])|À PROPOS (?:DE|DU|DES|D['’])|អំពី)\s?[^.:៖]{2,60}(?:$|[.:៖])|^(?:about(?:\s+us)?|à\s+propos)\s*:?$|^(?:qui sommes[\s-]nous|notes? (?:to|for) (?:the )?editors?|notes? aux? (?:rédact|édit)|boilerplate|forward[\s-]looking statements)/iu;
const EMBARGO =
  /^[\s*_]*(?:(?:strictly\s+)?(?:under\s+)?embargo(?:ed)?|sous\s+embargo|regulated information|not\s+for\s+(?:publication|release)|ne\s+pas\s+(?:publier|diffuser)|ហាមផ្សាយ)/iu;

/** Longer lines are running text, whatever they begin with. */
const LONGEST = 400;
const LONGEST_KICKER = 110;
/** What publishing adds: bylines, tags, dates of change, page numbers, "read more". */
const FURNITURE =
  /^(?:(?:on|about|concerning|subject|objet|ស្[តដ]ីពី)\s*[:៖]?$|(?:submitted|posted|written|published|uploaded|created|added)\s+(?:by\b|on\s*:?$)|by\s+(?:admin|editor|webmaster|staff)\b|(?:tags?|categor(?:y|ies)|topics?|keywords?|themes?|filed\s+under|mots[\s-]clés|thèmes?|catégories?|étiquettes?|rubrique)\s*[:៖]|(?:page\s+)?(?:last\s+)?(?:updated?|modified|reviewed)\b|dernière\s+mise\s+à\s+jour|mis\s+à\s+jour|printed\b|imprimé\b|print\s+(?:this|page)|read\s+(?:more|next)|back\s+to|share\s+(?:this|on)|download|subscribe\b|unsubscribe\b|follow\s+us|you\s+may\s+also|see\s+also|related\b|lire\s+aussi|partager|télécharger|the\s+post\s+.*first\s+appeared|\d+\s+(?:min|minutes?)\s+read|(?:©|copyright|\(c\))\s|l['’]article\s.*\best\s+apparu\b|news\s+provided\s+by\b)/iu;
/** A page's number, and where it sends the reader on. */
const PAGE_MARK =
  /^(?:(?:page|sheet|feuille|folio|ទំព័រ)\s*[\d០-៩]+(?:\s*(?:of|\/|sur|de|នៃ)\s*[\d០-៩]+)?|[-–—]\s*\d{1,3}\s*[-–—]|\d{1,3}\s*\/\s*\d{1,3}|\d{1,3}|\(?[-–—]?\s*(?:more|suite|cont(?:inued|['’]d))\s*[-–—]?\)?|(?:\.{3}|…)\s*\/\s*\d{1,2})$/iu;
/** The way to a page: "Home > News > Releases". */
const TRAIL =
  /^[^.!?«]{2,60}(?:\s[>›»]\s[^.!?«»]{2,60})+$|^(?:home|accueil|news(?:room)?|press|media|presse|actualités)\s\/\s[^.!?]{2,60}$/iu;
/** A running head that ends with the page: "Kelso University - News release   Page 2". */
const RUNNING_HEAD =
  /^.{3,90}[\s|·•–—,-]\s*(?:page|p\.|ទំព័រ)\s*[\d០-៩]{1,3}(?:\s*(?:of|\/|sur|de|នៃ)\s*[\d០-៩]{1,3})?$/iu;
/** The day of the Khmer calendar, as letters close with it above the other one. */
const LUNAR_DAY =
  /^(?!.*(?:ត្រូវនឹង|ឆ្នាំ\s?[\d០-៩]{4}))\W*ថ្ងៃ\S*\s*[\d០-៩]*\s?\S*\s*ខែ.*(?:ស័ក|ព\.?\s?ស)/u;
/** Words that the publisher files it under. */
const TOPICS =
  /^(?:tags?|topics?|keywords?|themes?|mots[\s-]clés|thèmes?|étiquettes?|ប្រធានបទ)\s*[:៖]\s*(?<topics>.+)$/iu;

/** The topics of a line such as "Tags: radar, Japan"; empty when it is none. */
export function topicsOf(line: string): string[] {
  if (line.length > LONGEST) return [];
  const topics = TOPICS.exec(line.trim())?.groups?.["topics"] ?? "";
  return topics.split(/\s*[,;|·•]\s*/u).filter((topic) => topic !== "" && topic.length <= 60);
}

/** What a line of a letterhead or footer is, by its own words. */
export type LineKind =
  | "country"
  | "kicker"
  | "number"
  | "address"
  | "contact"
  | "acronym"
  | "end"
  | "boilerplate"
  | "embargo"
  | "furniture"
  | "label"
  | "other";

export function lineKind(line: string): LineKind {
  if (line.length > LONGEST)
    return BOILERPLATE.test(line.slice(0, 100).replace(/^\*+/u, "")) ? "boilerplate" : "other";
  const text = unspaced(line);
  if (END.test(text)) return "end";
  if (kickerOf(text)) return "kicker";
  if (COUNTRY.test(lettersForDigits(text)) || isKhmerCountry(text)) return "country";
  if (EMBARGO.test(text)) return "embargo";
  if (labelledIn(text)) return "label";
  if (isFurniture(text)) return "furniture";
  if (BOILERPLATE.test(text.replace(/^\*+/u, ""))) return "boilerplate";
  const number = numberOf(text) !== null && text.length < 60 && !STREET.test(text);
  if (number && NUMBER_LABEL.test(text) && !PHONE_WORD.test(text)) return "number";
  if (CODE.test(arabicDigits(text))) return "number";
  if (isContactLine(text)) return "contact";
  if (number) return "number";
  if (isAddress(text)) return "address";
  if (isAcronym(line)) return "acronym";
  return "other";
}

/** Whether a line only counts pages: such a line is no part of the text that it interrupts. */
export function isPageMark(line: string): boolean {
  const text = line.trim();
  return text.length < 160 && [PAGE_MARK, RUNNING_HEAD].some((one) => one.test(text));
}

function isFurniture(text: string): boolean {
  return (
    isPageMark(text) ||
    (text.length < 160 && [FURNITURE, TRAIL, LUNAR_DAY].some((one) => one.test(text)))
  );
}

/** The two lines that head every Khmer letter, told by their consonants. */
const KHMER_COUNTRY = new Set(["ព្រះរាជាណាចក្រកម្ពុជា", "ជាតិ សាសនា ព្រះមហាក្សត្រ"].map(khmerConsonants));

function isKhmerCountry(text: string): boolean {
  return /\p{Script=Khmer}/u.test(text) && KHMER_COUNTRY.has(khmerConsonants(text));
}

/** What stands beside "Press release" in `line` (often nothing, or a number or the issuer); null when it is no such line. */
export function kickerOf(line: string): { readonly before: string; readonly after: string } | null {
  if (line.length > 2 * LONGEST_KICKER) return null;
  const text = unspaced(line);
  if (text.length > LONGEST_KICKER) return null;
  const start = KICKER.exec(lettersForDigits(text));
  if (start) {
    const rest = text.slice(start[0].length);
    const after = rest.replace(/^[\s*_:|·•,–—-]+|[\s*_]+$/gu, "");
    // "Press release portal opens to the public" is a title, "press release of 16 May was wrong" a sentence.
    return after === "" || KICKER_GOES_ON.test(rest) ? { before: "", after } : null;
  }
  const behind = KICKER_BEHIND.exec(text);
  if (!behind) return null;
  const before = text.slice(0, behind.index).replace(/[\s|·•–—:,-]+$/u, "");
  const parted =
    /^\s*[|·•–—:,/-]|^\s{2}/u.test(behind[0]) || /[|·•–—:,/-]$/u.test(text.slice(0, behind.index));
  // "... corrects the press release" ends a line of a sentence.
  return parted || NAME.test(before) ? { before, after: behind.groups?.["after"] ?? "" } : null;
}

/** Capitalised words with small ones between them. */
const NAME =
  /^\p{Lu}[\p{L}'’.-]*(?:\s(?:of|the|and|for|de|du|des|la|le|les|et|\p{Lu}[\p{L}'’.-]*)){0,8}(?<=\s\p{Lu}[\p{L}'’.-]*|^\S+)(?:\s(?:plc|nv|ag|gmbh|ltd|inc))?$/u;

/** The release's number in `line`, without "No.". */
export function numberOf(line: string, behindKicker = false): string | null {
  if (line.length > LONGEST) return null;
  const plain = arabicDigits(line).trim();
  const found =
    NUMBER.exec(plain) ?? CODE.exec(plain) ?? (behindKicker ? BARE_NUMBER.exec(plain) : null);
  const number = found?.groups?.["number"];
  if (number === undefined) return null;
  // In the script it is printed in: digits are of one length in both.
  const at = plain.indexOf(number, found?.index ?? 0) + line.length - line.trimStart().length;
  return line.slice(at, at + number.length).replace(/[.,]$/u, "");
}

/** `P R E S S  R E L E A S E` as `PRESS RELEASE`. */
export function unspaced(line: string): string {
  const text = line.trim();
  if (!/^(?:\S\s){3,}/u.test(text) || /\S{3}/u.test(text)) return text;
  return text
    .split(/\s{2,}/u)
    .map((word) => word.replaceAll(" ", ""))
    .join(" ");
}

/** A phone number, mail address or fax with its labels, but no sentence. */
export function isContactLine(text: string): boolean {
  if (text.length > LONGEST) return false;
  const plain = arabicDigits(text);
  const digits = plain.match(/\d/gu)?.length ?? 0;
  // "A mobile clinic has opened": without a number such words name no way to reach anybody.
  const dialled = PHONE_WORD.test(plain) && (digits >= LEAST_DIGITS || text.length < SHORT_CONTACT);
  const reachable = EMAIL.test(plain) || dialled || WEB.test(plain);
  if (
    !reachable &&
    !(PHONE.test(plain) && (digits > plain.length / 3 || LEADS_ON.test(plain))) &&
    !LABELLED.test(plain) &&
    !DIALLED.test(plain)
  ) {
    return false;
  }
  if (LABELLED.test(plain)) return true;
  if (isKhmerSentence(plain) && digits < LEAST_DIGITS && !EMAIL.test(plain) && !WEB.test(plain))
    return false;
  const rest = plain
    .replaceAll(new RegExp(EMAIL.source, "gu"), " ")
    .replaceAll(new RegExp(PHONE.source, "gu"), " ")
    .replaceAll(new RegExp(WEB.source, "giu"), " ");
  return !SENTENCE.test(rest);
}

/** "For more information call the duty forecaster on 0555 1300." */
const LEADS_ON =
  /^[\s*_(]*(?:for\s+(?:further|more|any|additional)\s+(?:information|details|enquir\w+|inquir\w+|questions)|pour\s+(?:plus\s+d['’]|tout\s+|toute\s+)(?:informations?|renseignements?|précisions?|question)|pour\s+en\s+savoir\s+plus|សម្រាប់ព័ត៌មាន)/iu;

/** "The public may dial 123 for help." in Khmer: a short number within a sentence. */
function isKhmerSentence(text: string): boolean {
  return /\p{Script=Khmer}{12}[^:៖]*[។៕]$/u.test(text);
}

/** A number has at least so many, but for short ones in short lines: "Hotline 171". */
const LEAST_DIGITS = 6;
const SHORT_CONTACT = 60;
/** A short label without a verb, a colon, and a number, address or name. */
const LABELLED =
  /^[\s*_]*(?:(?:for\s+)?(?:further|more|all|any|media|press)?\s*(?:information|details|enquir\w+|inquir\w+|queries|questions)|(?:press|media|public|investor|customer)\s+(?:contacts?|office\w*|desk|relations|unit|service|line|department)|contacts?(?:\s+(?:presse|médias?|press|person|us))?|renseignements|service\s+(?:de\s+)?presse|attachée?\s+de\s+presse|press\s+attaché|communications?\s+(?:unit|office\w*|department)|spokes(?:person|man|woman)|help\s?line|box\s+office|ទំនាក់ទំនង\S*|ព័ត៌មានបន្ថែម\S*)[^.:៖|]{0,50}[:៖|]/iu;
/** `Info : 8180`. */
const DIALLED = /^[\p{L}\s'’-]{2,40}[:៖]\s*[+(]?\d[\d\s()-]{2,}(?!\p{L})/u;
/** Something is said: a capital or Khmer beginning, several words, a finite verb, a full stop. */
const SENTENCE =
  /\b(?:is|are|was|were|will|may|can|must|should|has|have|be|asked|answers?|obtain|request|found|booked|est|sont|peut|peuvent|sera|seront|doit|doivent|a été)\b[^.!?]*(?:[.!?:]|$)|[\p{Script=Khmer}\s]{60,}/iu;

function isAddress(text: string): boolean {
  if (/^(?:address|adresse|អាសយដ្ឋាន)\s*[:៖]/iu.test(text)) return true;
  const plain = text.replace(/^N["”]/u, "N°").replace(/\b(?:st|ave|rd|blvd)\.$/iu, "");
  if (text.length > 160 || /[!?"“«:]|\.$/u.test(plain)) return false;
  const parts = text.split(/\s*[,،·•|]\s*|\s+[-–—]\s+/u);
  if (parts.some((part) => isLong(part) || /^\p{Ll}/u.test(part))) return false;
  // "City of Tallow Bay | Building Department"
  if (parts.every(isOfficeName)) return false;
  if (STREET.test(text)) return parts.length > 1 || NUMBERED.test(text);
  return POSTAL.test(text) && parts.length > 1;
}

/** The issuer may stand in front of its address. */
function isLong(part: string): boolean {
  return part.split(/\s+/u).length > (isOfficeName(part) ? 12 : 7);
}

/** `12 Mill Lane`, `Street 598`. */
const NUMBERED =
  /^\W*(?:n[°ºo"]\.?\s?)?\d{1,4}[A-Za-z]?\b|\b(?:street|st\.|road|ផ្លូវ(?:លេខ)?)\s?\d/iu;

function isAcronym(line: string): boolean {
  const text = line.trim();
  return /^\p{Lu}(?:\s\p{Lu}){1,9}$/u.test(text) || /^\(?\p{Lu}{2,6}\)?$/u.test(text);
}

/** What stands alone above names and numbers to turn to: "Media contact:". */
const CONTACT_HEADING =
  /^[\s*_]*(?:(?:press|media|investors?|your|for\s+(?:media|press|further|more))\s+)?(?:contacts?|enquir(?:y|ies)|inquir(?:y|ies)|information)(?:\s+(?:presse|médias?|us|persons?|details|information|for\s+(?:the\s+)?(?:media|press)))?[\s*_:]*$|^(?:renseignements|relations?\s+presse|service\s+de\s+presse|ទំនាក់ទំនង)[\s*_:៖]*$/iu;

export function isContactHeading(line: string): boolean {
  return line.length < 100 && CONTACT_HEADING.test(line.trim());
}
