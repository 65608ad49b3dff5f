import { withWordBoundaries } from "../text/word-boundary.ts";

/** Who is at the top of an organisation, asked for by no title. */
const LEADS =
  "(?:(?:(?:currently|now|actually|really|officially)\\s+)?(?:runs|heads|leads|directs|manages)|(?:is|['’]s|s|was)\\s+(?:(?:currently|now|actually)\\s+)?(?:running|heading|leading|directing|in charge (?:of|at|in)|at the (?:head|top|helm) of|the (?:one|person|man|woman|lady)?\\s*(?:in charge (?:of|at)|(?:who|that) (?:runs|heads|leads|directs)|running|heading)|the (?:top )?executive (?:of|at)))";
const ASKS_LEADS = new RegExp(`^who\\s*${LEADS}\\s+(?<organisation>.+)$`, "iu");
/** Of the past, which is somebody's who may have left: only where the question names the time. */
const ASKED_LED =
  /^(?:who\s+(?:ran|headed|led|directed|managed)|qui\s+(?:dirigeait|a dirigé|gérait))\s+(?<organisation>.+)$/iu;
const ASKS_LEADS_FRENCH = withWordBoundaries(
  /^(?:c['’]est )?qui\s+(?:dirige|gère|est (?:à la (?:tête|barre)|aux commandes|à la direction) (?:de|du|des|d['’])|(?:est )?(?:le |la )?(?:grande? )?(?:patronne|dirigeante?|numéro un) (?:de|du|des|d['’])|qui dirige)\s*(?<organisation>.+)$/iu,
);
const KHMER_LEADS =
  /^(?:តើ\s*)?(?:អ្នកណា(?:គេ)?|នរណា(?:គេ)?)\s*(?:ជាអ្នក|កំពុង|ជា\s*មេ)?\s*(?:ដឹកនាំ|គ្រប់គ្រង|កាន់កាប់)\s*(?<organisation>.+)$|^(?<led>.+?)\s*(?:ត្រូវបាន)?(?:ដឹកនាំ|គ្រប់គ្រង)\s*ដោយ\s*(?:អ្នកណា(?:គេ)?|នរណា(?:គេ)?)$/u;

/** Heads of offices that name whoever is at the top by no title. */
const VAGUE = withWordBoundaries(
  /\b(?:(?:top|big) )?(?:head|boss|chief|leader|patronn?e?|chef(?:fe)?|number one|top (?:executive|official))\b/iu,
);
const DETERMINER = /^(?:the|our|your|their|this|an?|la|les|le|l['’]|notre|votre)\s*(?<=\s|['’])/iu;
/** What begins a clause of its own, or asks for another time or person than the one at the top now. */
const OTHER = withWordBoundaries(
  /\b(?:before|after|previous(?:ly)?|former(?:ly)?|first|next|since|until|till|from|when|while|than|other|another|whose|whom|that|which|who|why|how|if|because|where|as|is|was|will|has|had|does|did|avant|après|ancien\w*|depuis|jusqu\w*|quand|lorsque|autre|dont|où|pourquoi|qui|que|comme|est|était|a)\b|មុន|អតីត|បន្ទាប់|ដំបូង|ដែល|បាន|ហើយ|ពីអ្នក|កាល|["“”«»:;?!]/iu,
);
const LONGEST = 12;

/** The organisation for whose leader a question asks, without what dates it; null where it asks for something else. */
export function organisationLed(text: string, isDated: boolean): string | null {
  const asked = (ASKS_LEADS.exec(text) ?? ASKS_LEADS_FRENCH.exec(text))?.groups?.["organisation"];
  const then = isDated ? ASKED_LED.exec(text)?.groups?.["organisation"] : undefined;
  return named(asked ?? then);
}

/** The same of a question in Khmer. */
export function organisationLedInKhmer(text: string): string | null {
  const groups = KHMER_LEADS.exec(text)?.groups;
  return named(groups?.["organisation"] ?? groups?.["led"]);
}

/** The organisation of `head of the port`, `central bank chief in Orlena`; null where the office has a title of its own. */
export function organisationOfHead(office: string): string | null {
  if (!VAGUE.test(office)) return null;
  return named(
    office
      .replace(VAGUE, " ")
      .replaceAll(/\s+/gu, " ")
      .trim()
      .replace(/^(?:of|at|for|de|du|des|d['’])\s*(?<=\s|['’])/iu, ""),
  );
}

function named(said: string | undefined): string | null {
  const organisation = (said ?? "").trim().replace(DETERMINER, "").replace(DETERMINER, "").trim();
  if (organisation === "" || OTHER.test(organisation)) return null;
  return organisation.split(" ").length > LONGEST ? null : organisation;
}

/** What is called by its head: an embassy by the ambassador, a ministry by the minister. */
const BY_OFFICE: readonly (readonly [RegExp, string])[] = [
  [/\bembassy\b/iu, "ambassador"],
  [/\bambassade\b/iu, "ambassadeur"],
  [/\bhigh commission\b/iu, "high commissioner"],
  [/\bconsulate[- ]general\b/iu, "consul general"],
  [/\bconsulat général\b/iu, "consul général"],
  [/\bconsulate\b/iu, "consul"],
  [/\bconsulat\b/iu, "consul"],
  [/\bpermanent mission\b/iu, "permanent representative"],
  [/\bministry\b/iu, "minister"],
  [/\bministère\b/iu, "ministre"],
  [/^ស្ថានទូត/u, "ឯកអគ្គរដ្ឋទូត"],
  [/^ក្រសួង/u, "រដ្ឋមន្ត្រីក្រសួង"],
];

/** The office by which whoever heads an organisation is known; null where each calls it otherwise. */
export function officeOfHead(organisation: string): string | null {
  // `the press office of the ministry` is headed by no minister.
  const found = BY_OFFICE.find(([kind]) => kind.test(organisation));
  if (!found) return null;
  const [kind, office] = found;
  const before = organisation.slice(0, kind.exec(organisation)?.index ?? 0);
  if (/\b(?:of|at|in|for|de|du|des|à|au)\s/iu.test(before)) return null;
  return organisation.replace(kind, office);
}
