import { expressionOf } from "../text/any-case.ts";
import { HEAD, ROLE, ROLE_START } from "./offices.ts";

/** Heads of offices besides those by which the judge knows them; before these, for the longer one is meant. */
const OWN_HEAD = `(?:chief(?:\\s+\\p{Ll}[\\p{L}-]+){1,2}\\s+(?:officer|engineer|inspector|executive)|(?:commissioner|inspector|governor|auditor|attorney|solicitor)-general|general (?:secretary|director)|state secretary|head (?:brewer|gardener|coach|chef)|race director|${HEAD.slice("(?:".length)}`;
/** What may follow an office whose last words are plain: its date, its holder's deeds, another clause. */
const ENDS =
  "(?=[,.;:)]|$|\\s+(?:since|from|on|until|with|by|last|this|today|yesterday|effective|who|and|as|after|is|will|was|goes|passes|est|sera|for (?:a|an|the|two|three|four|five|six|\\d)|in (?:(?:19|20)\\d\\d|January|February|March|April|May|June|July|August|September|October|November|December)|depuis|à partir|à compter|dès|jusqu|pour (?:un|une|deux|trois|quatre|cinq|six|\\d)|qui)(?![\\p{L}])|\\s+to\\s+(?:\\p{Lu}|(?:his|her)\\s|$)|\\s+(?:of|at|in)\\s+(?:the\\s)?\\p{Lu})";
const JUDGED_ENDS = "(?=[,.;)]|\\s+(?:of|at|in)\\s+(?:the\\s)?\\p{Lu})";

/** `Relations extérieures`, `Éducation nationale`: French names of ministries and agencies go on in small letters. */
const FRENCH_NAME =
  "(?:\\s+(?!(?:et|a|est|qui|que|au|aux|sur|dans|par|en|le|la|les|un|une|lors|depuis|après|avant|avec|pour|sera|nommée?)\\s)\\p{Ll}[\\p{L}-]+(?:s|es?|aux?)(?=\\s*[,.;:()«»]|\\s*$|\\s+(?:de|du|des|et|à|a|qui|par|depuis|en|s['’]|d['’]|nommée?|élue?|est|sera)))?";
const NAMES = "\\p{Lu}[\\p{L}\\p{M}\\p{N}'’&-]*)*";

/** An office as the group `role`, read further than by the judge: `head of the prices division since April`. */
export const FULL_ROLE = `${ROLE.replace(HEAD, () => OWN_HEAD)
  .replace(JUDGED_ENDS, () => ENDS)
  .replace(NAMES, () => `${NAMES}${FRENCH_NAME}`)}(?!['’]s)`;

const HONORIFICS =
  "(?:(?:\\p{Lu}\\p{L}{0,3}\\.?|H\\.E\\.|Madam|Madame|Councillor|Professor|Ambassador|Judge|Captain|Counsellor)\\s+)*";

/** Behind a name: `, Ambassador of Japan`, `(46), who has been head of the division since April`. */
export const ROLE_BEHIND = expressionOf(
  `^\\s*(?:\\([^)]{1,40}\\)\\s*)?,\\s*(?:\\d{1,2},\\s*)?(?:(?:who|qui) (?:is|was|became|becomes|serves as|has been|had been|est|était)\\s+)?(?:(?:at present|currently|so far|until now|hitherto|to date|actuellement|jusqu['’]ici)\\s+)?${ROLE_START}${FULL_ROLE}`,
  "u",
);
/** Further behind: `..., as Ambassador of Japan`. */
export const ROLE_AS = expressionOf(
  `^[^.;:"“”«»]{0,60}?(?:as|becomes?|became|(?:been|was|is|were) (?:appointed|named|elected|chosen|confirmed|made)(?: as)?|remains?|is|was|to be|to the post of|for the post of|comme|devient|nommée?|élue?)\\s+${ROLE_START}${FULL_ROLE}`,
  "u",
);
/** Before a name: `the Ambassador of India in Senn, Mr `. */
export const ROLE_BEFORE = expressionOf(
  `(?<![\\p{L}\\p{M}'’])${ROLE_START}${FULL_ROLE}\\s*(?:\\([^)]{1,20}\\)\\s*)?(?:\\s+(?:in|en|à)\\s+\\p{Lu}[\\p{L}'’-]+(?:\\s+\\p{Lu}[\\p{L}'’-]+)?)?\\s*[,:]?\\s*${HONORIFICS}$`,
  "u",
);
/** `The new ambassador to the Union in Brussels is `, `La nouvelle directrice du musée est ` before a name. */
export const ROLE_IS = expressionOf(
  `(?<![\\p{L}\\p{M}'’])(?<start>(?i:(?:the|its|his|her|their|our|le|la|l['’]|son|sa|notre|acting|new|next|current|nouveau|nouvelle|nouvel|prochaine?)\\s*(?<=\\s|['’]))*)${FULL_ROLE}(?:\\s+(?:in|en|à)\\s+\\p{Lu}[\\p{L}'’-]+)?(?<when>\\s+(?:from|since|as of|depuis|à partir du|dès le)\\s+[^,;.]{3,24}?)?\\s+(?<verb>is|will be|is to be|est|sera)\\s+(?:(?:the|a|an|le|la|l['’]|un|une)\\s*(?:\\p{Ll}[\\p{L}-]*\\s+){1,2})?${HONORIFICS}$`,
  "u",
);
/** `Ilse Marn elected Mayor`: a headline. */
export const HEADLINE = expressionOf(
  `^\\s+(?:(?:is|has been|was)\\s+)?(?<verb>appointed|(?:is |as )?(?:the )?new|elected|named|chosen|confirmed|designated|to (?:be|become)|becomes|takes (?:over|office)|nommée?|élue?|désignée?|devient)\\s+(?:as\\s+|comme\\s+)?(?<next>next\\s+)?${ROLE_START}(?<acting>acting |interim )?${FULL_ROLE}`,
  "u",
);
