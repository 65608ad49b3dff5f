import type { Period } from "../text/dates.ts";
import { officeOfHead, organisationLed, organisationLedInKhmer } from "./office-organisation.ts";
import { HEAD, KHMER_ROLE } from "./offices.ts";
import type { Question } from "./question.ts";

/** A question for whoever holds an office, or heads an organisation. */
export interface HolderQuestion {
  /** The office as asked for, without what dates it; null where whoever heads an organisation is asked for by no title. */
  readonly office: string | null;
  /** The organisation whose head is asked for. */
  readonly organisation: string | null;
  /** The days that it is about; null for now. */
  readonly period: Period | null;
  /** `acting`: who stands in; `new`: who took the office last, or in that time. */
  readonly which: "holder" | "acting" | "new";
  /** Words alone, with nothing that joins the office to where it is held: `mayor Orlena`. */
  readonly isKeywords: boolean;
}

/** A question that names the office. */
export interface OfficeQuestion extends HolderQuestion {
  readonly office: string;
}

/** Before the question itself: greetings, politeness. */
const OPENING =
  /^(?:[^\p{L}\p{M}\p{N}]|(?:hi|hello|hey|please|pls|and|so|ok|okay|then|now|well|excuse me|bonjour|svp|et|alors|dites(?:-moi)?|sorry)\b|(?:can|could|would|will) (?:you|someone|anyone|u)\b(?: please| kindly| be so kind as to)?(?: tell| say| inform| give| let)?(?: me| us)?(?: know)?|(?:please )?(?:tell|give|remind) (?:me|us)|do you (?:happen to )?know|i(?:'d| would) like to know|(?:may|might|can) i (?:ask|know)|i (?:want|need) to know|pouvez-vous (?:me |nous )?(?:dire|indiquer)|pourriez-vous (?:me |nous )?(?:dire|indiquer)|(?:savez-vous|dites-moi)|សុំសួរ(?:បន្តិច)?|សូមសួរ|សូមប្រាប់)+/iu;
/** What asks for the present, anywhere. */
const NOW =
  /,?\s*\b(?:right now|now|nowadays|today|currently|at the moment|at present|presently|these days|as we speak|this year|maintenant|actuellement|aujourd['’]hui|en ce moment|désormais|à l['’]heure actuelle|s['’]il vous plaît|please|pls|exactly|again)\b|(?:នា|នៅ)?\s*(?:ពេល)?(?:បច្ចុប្បន្ន|សព្វថ្ងៃ|ឥឡូវ)(?:នេះ)?/giu;
const MONTH =
  "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|janvier|février|fevrier|mars|avril|mai|juin|juillet|août|aout|septembre|octobre|novembre|décembre|decembre)";
const PART =
  "(?:(?<part>early|late|mid|the (?:very )?end of|the (?:beginning|start) of|end of|start of|beginning of|the (?:spring|summer|autumn|fall) of|the middle of|winter|spring|summer|autumn|fall|la fin (?:de |d['’])?|fin|le début (?:de |d['’])?|début|printemps|été|automne)[ -]*(?:of )?(?:the year )?(?:en |de |d['’])?)?";
/** A time that the question names: `in March 2025`, `as of 3 May 2024`, `at the end of 2023`, `fin 2023`. */
const TIME = new RegExp(
  `,?\\s*(?:\\b(?:as of|as at|back in|in|on|at|during|by|around|until|en|au|le|à|fin|début|for)\\s+)?\\b${PART}(?:the year |l['’]année )?(?<date>(?:\\d{1,2}(?:st|nd|rd|th|er)?\\s+(?:of\\s+)?)?(?:${MONTH}\\.?,?\\s+)(?:\\d{1,2}(?:st|nd|rd|th)?,?\\s+)?(?:19|20)\\d\\d|(?:19|20)\\d\\d-\\d\\d(?:-\\d\\d)?|(?:19|20)\\d\\d)\\b(?!\\s*(?:-|–|/)\\s*\\d)`,
  "iu",
);
const KHMER_TIME =
  /(?:នៅ|ក្នុង|កាលពី|គិតត្រឹម)?\s*(?:ថ្ងៃទី\s*[\d០-៩]+\s*)?(?:ខែ\s*\p{Script=Khmer}+\s*)?(?:ក្នុង|នៅ)?ឆ្នាំ\s*[\d០-៩]{4}/u;
/** Asks for another than the holder, or for what cannot be told by the office alone. */
const OTHER =
  /\b(?:head of (?:state|government)|for good|permanent(?! (?:representative|secretary|mission|delegat|under|observer))|definitive|before|after|previous(?:ly)?|predecessors?|former(?:ly)?|first|last|next|future|replac\w+|succe(?:ed|ssor)\w*|appointed by|besides|between|since|until|till|from|when|while|than|other|another|whose|whom|that|which|why|how|if|because|where|did|does|do|voted?|won|both|avant|après|précédent\w*|ancien\w*|prédécesseur|prochain\w*|remplac\w+|depuis|jusqu\w*|quand|lorsque|autre|dont|où|pourquoi|comment)\b|មុន|អតីត|បន្ទាប់|ដំបូង|ជំនួស|ស្នង/iu;
/** Words that no name of an office has: verbs and what begins a clause of its own. */
const CLAUSE =
  /\b(?:is|are|was|were|be|been|being|has|have|had|will|would|can|could|should|who|qui|and|or|with|quoted|named|called|said|says|est|était|et|ou|avec|a|runs?|ran|running|led|leads?|made|signed|received|met|came|gave|opened|spoke|visited|mentioned|running|doing|your|my|you|me|i|he|she|they|him|her|his)\b|["“”«»:;?!]/iu;

const ASKS_WHO =
  /^(?:who\s+(?:is|was|will be|has been)|who(?:['’ ]?s|['’]ll be)|(?:what|which) (?:person|man|woman|official|diplomat) (?:is|was)|qui\s+(?:est|était|sera)|c['’](?:est|était)\s+qui|quel(?:le)? (?:personne )?(?:est|était))\s+(?!to\b)(?<office>.+)$/iu;
const ASKS_NAME =
  /^(?:what(?:['’]s| is| was)?\s+|quel (?:est|était)\s+|give me\s+)?(?:the\s+|le\s+)?(?:full )?(?:names?|nom) (?:of|du|de la|de l['’]|de|des|d['’])\s*(?<office>.+)$/iu;
const ASKS_HOLDS =
  /^(?:who|qui)\s+(?:(?:currently|now|actuellement)\s+)?(?:holds?|held|occup(?:y|ies|ied)|has|had|is in|was in|fills?|filled|occupe|occupait|tient)\s+(?:the\s+|le\s+|la\s+)?(?:post|office|position|job|role|poste|fonctions?)\s+(?:of|as|de|du|d['’])\s*(?<office>.+)$/iu;
const ASKS_SERVES =
  /^who\s+(?:(?:currently|now)\s+)?(?:serves|served|works|worked|is serving|was serving)\s+as\s+(?<office>.+)$/iu;
const ASKS_ACTING =
  /^who\s+(?:(?:currently|now)\s+)?(?:acts|acted|is acting|was acting|stands in|stood in|fills in|filled in)\s+as\s+(?<office>.+)$/iu;
/** Who took the office. */
const ASKS_BECAME =
  /^(?:who|qui)\s+(?:(?:was|is|has been|got|a été|est) (?:(?:newly|recently) )?(?:appointed|named|elected|chosen|picked|made|confirmed|sworn in|nommée?|élue?|désignée?)(?: as| to be| comme)?|becomes?|became|has become|is the new|devient|est devenue?|was voted(?: in as)?|took over as|takes over as|est (?:le nouveau|la nouvelle|le nouvel))\s+(?<office>.+)$/iu;
/** `the director of the museum is who`, `..., who is it`, `... name`. */
const WHO_BEHIND =
  /^(?<office>.+?)(?:\s*[,:-]\s*|\s+)(?:is who|was who|who(?: is| was)?(?: it| that| he| she)?|is|name|c['’]est qui|qui est-ce|est qui|qui)$/iu;

const DETERMINER =
  /^(?:(?:the|a|an|our|your|its|their|this|le|la|les|l['’]|un|une|notre|current|present|new|newly appointed|incumbent|sitting|serving|actual|actuel(?:le)?|nouve(?:l|lle|au)|name of)\s*(?<=\s|['’])(?:the\s+)?)+/iu;
const ACTING =
  /^(?:acting|interim|caretaker|ad interim|temporary)\s+|\s+(?:par intérim|ad interim|intérimaire)\b/iu;
/** The head of the office near the beginning: after at most five words of its own or of its organisation. */
const HEADED = new RegExp(
  `^(?:(?!(?:of|for|per|to|the|de|du|des|la|le|les|in|at|by|as|on|d['’]\\p{L}+|becomes?|became|takes?|took|holds?|held|heads|follow\\w*|represents?|gets?|got)\\s)[\\p{L}\\p{M}\\p{N}.'’&-]+\\s+){0,5}?(?:${HEAD}|c[efo]o|d\\.?g\\.?|s\\.?g\\.?|sec(?:retary)?[- ]?gen(?:eral)?|p\\.?m\\.?|premier|patron|boss|dean|speaker)(?![\\p{L}\\p{M}])(?<tail>.*)$`,
  "iu",
);
const TAIL =
  /^(?:[- ]?(?:general|générale?|executive|adjointe?|designate|délégué|in chief|d['’]affaires|officer|of staff|secretary))*(?:\s*$|\s*[,(]|\s+(?:of|for|to|at|in|on|within|from|responsible for|in charge of|with responsibility for|accredited to|based in|de|du|des|d['’]|à|au|aux|auprès|pour|en|dans|chez|chargée?)\b)/iu;

/** The plain question for an office by its name. */
export function officeQuestion(question: Question): OfficeQuestion | null {
  const found = holderQuestion(question);
  if (!found || found.isKeywords || found.organisation !== null) return null;
  return found.office === null ? null : { ...found, office: found.office };
}

/** Behind the head of an office among words alone: where it is held. */
const KEYWORDS = /^(?:[- ]?(?:general|générale?|executive))*(?:\s+[\p{L}\p{M}\p{N}.'’&-]+){1,6}$/iu;

/** The office, the time and the way in which a question asks for its holder; null where it asks for something else. */
export function holderQuestion(question: Question): HolderQuestion | null {
  if (question.language === "km") return khmerQuestion(question);
  let text = question.text.replace(/[\s?!.…]+$/u, "").trim();
  text = text.replace(OPENING, "").trim();
  const time = TIME.exec(text);
  let period = question.period;
  if (time && period) {
    period = partOf(time.groups?.["part"], time.groups?.["date"] ?? "", period);
    if (period === null) return null;
    text = `${text.slice(0, time.index)} ${text.slice(time.index + time[0].length)}`;
  }
  text = text
    .replaceAll(NOW, " ")
    .replaceAll(/\s+/gu, " ")
    .replace(/[\s,?!.-]+$/u, "")
    .trim();
  if (period === null && question.years.length > 0) return null;
  const organisation = organisationLed(text, period !== null);
  if (organisation !== null) return askedForTop(organisation, period);
  const acting = ASKS_ACTING.exec(text)?.groups?.["office"];
  const became = ASKS_BECAME.exec(text)?.groups?.["office"];
  const represents = REPRESENTS.exec(text) ?? REPRESENTS_FRENCH.exec(text);
  const named =
    acting ??
    became ??
    (represents ? envoyOf(represents) : undefined) ??
    (ASKS_WHO.exec(text) ?? ASKS_HOLDS.exec(text) ?? ASKS_SERVES.exec(text))?.groups?.["office"];
  const isBare = named === undefined;
  const said =
    named ??
    (ASKS_NAME.exec(text) ?? WHO_BEHIND.exec(text))?.groups?.["office"] ??
    (/^(?:who|what|when|where|why|how|which|qui|que|quoi|quand)\b/iu.test(text) ? "" : text);
  if (acting !== undefined) return asked(said, { period, which: "acting", mayBeKeywords: false });
  const which = became === undefined ? "holder" : "new";
  return asked(said, { period, which, mayBeKeywords: isBare });
}

/** `Who represents Japan as ambassador in Orlena`. */
const REPRESENTS =
  /^who\s+(?:(?:currently|now)\s+)?(?:represents|is representing|represented|speaks for)\s+(?<sender>.+?)(?:\s+as (?:its |an? |the |our )?(?<envoy>(?:high commissioner|permanent representative|consul general|ambassador|envoy)))?\s+(?<link>in|to|at)\s+(?<receiver>(?:(?!\sas\s).)+?)(?:\s+as (?:its |an? |the |our )?(?<envoy_behind>(?:high commissioner|permanent representative|consul general|ambassador|envoy)))?$/iu;
const REPRESENTS_FRENCH =
  /^qui\s+représente\s+(?<sender>.+?)(?:\s+comme (?<envoy>ambassad\p{L}+))?\s+(?<link>à|au|aux|en|auprès de)\s+(?<receiver>.+)$/iu;
const OURSELVES =
  /^(?:us|our country|the country|our government|the government|nous|notre pays|le pays)$/iu;

/** The envoy who represents one in the other. */
function envoyOf({ groups = {} }: RegExpExecArray): string {
  const { sender = "", link = "in", receiver = "" } = groups;
  const envoy = groups["envoy"] ?? groups["envoy_behind"] ?? "ambassador";
  return OURSELVES.test(sender)
    ? `${envoy} ${link} ${receiver}`
    : `${envoy} of ${sender} ${link} ${receiver}`;
}

function asked(
  said: string,
  {
    period,
    which,
    mayBeKeywords,
  }: Pick<HolderQuestion, "period" | "which"> & { readonly mayBeKeywords: boolean },
): HolderQuestion | null {
  const office = said
    .trim()
    .replace(DETERMINER, "")
    .replace(ACTING, "")
    .replace(DETERMINER, "")
    .trim();
  const isActing = which === "acting" || ACTING.test(said.trim().replace(DETERMINER, ""));
  const headed = HEADED.exec(office);
  if (!headed || OTHER.test(office) || CLAUSE.test(office)) return null;
  const tail = headed.groups?.["tail"] ?? "";
  const isKeywords = !TAIL.test(tail);
  if (isKeywords && !(mayBeKeywords && KEYWORDS.test(tail))) return null;
  if (office.split(" ").length > 14) return null;
  return { office, organisation: null, period, which: isActing ? "acting" : which, isKeywords };
}

function askedForTop(organisation: string, period: Period | null): HolderQuestion {
  return {
    office: officeOfHead(organisation),
    organisation,
    period,
    which: "holder",
    isKeywords: false,
  };
}

const KHMER_WHO =
  /\s*(?:តើ\s*)?(?:ជា|មាន|គឺ)?\s*(?:ឈ្មោះ\s*)?(?:ជា\s*)?(?:អ្នកណា(?:គេ)?|នរណា(?:គេ)?|ឈ្មោះ\s*អ្វី)\s*(?:ដែលជា|ជា|គឺ)?\s*/u;
const KHMER_OFFICE = new RegExp(`^${KHMER_ROLE.replace("(?<role>", "(?:")}`, "u");
const KHMER_OTHER = /មុន|អតីត|បន្ទាប់|ដំបូង|ជំនួស|ស្នង|ដែល|បាន|ហើយ|និង|ពីអ្នក|ត្រូវ|កាល|លើក|ថ្លែង|ជួប|តែងតាំង|នឹង/u;

function khmerQuestion(question: Question): HolderQuestion | null {
  let text = question.text
    .replace(/[\s?!.។៕…]+$/u, "")
    .trim()
    .replace(OPENING, "");
  if (!KHMER_WHO.test(text)) return null;
  let { period } = question;
  const time = KHMER_TIME.exec(text);
  if (time) text = text.replace(time[0], " ");
  if (!time) period = null;
  text = text.replaceAll(NOW, " ").replace(/តើ/u, " ").trim();
  const organisation = organisationLedInKhmer(text);
  if (organisation !== null) {
    return question.years.length > 0 && period === null ? null : askedForTop(organisation, period);
  }
  text = text.replace(KHMER_WHO, " ");
  const isActing = /ស្តីទី/u.test(text);
  const office = text.replace(/ស្តីទី/u, "").replaceAll(/\s+/gu, " ").trim();
  if (!KHMER_OFFICE.test(office) || KHMER_OTHER.test(office)) return null;
  if (question.years.length > 0 && period === null) return null;
  return {
    office,
    period,
    which: isActing ? "acting" : "holder",
    organisation: null,
    isKeywords: false,
  };
}

/** The part of a year or month that is meant; null where nobody can tell. */
function partOf(part: string | undefined, date: string, period: Period): Period | null {
  if (part === undefined) return period;
  const of = part.toLowerCase();
  if (period.from === period.to) return period;
  if (/middle|winter/u.test(of)) return null;
  if (/end|fin/u.test(of)) return { from: period.to, to: period.to };
  if (/beginning|start|début/u.test(of)) return { from: period.from, to: period.from };
  if (!/^\d{4}$/u.test(date)) return period;
  const [from, to] = MONTHS_OF.find(([name]) => name.test(of))?.[1] ?? ["09", "11"];
  return { from: `${date}-${from}-01`, to: `${date}-${to}-31` };
}

/** First and last month of a part of a year; autumn for the rest. */
const MONTHS_OF: readonly (readonly [RegExp, readonly [string, string]])[] = [
  [/early/u, ["01", "04"]],
  [/late/u, ["10", "12"]],
  [/mid/u, ["05", "08"]],
  [/spring|printemps/u, ["03", "05"]],
  [/summer|été/u, ["06", "08"]],
];
