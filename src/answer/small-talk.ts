import type { SmallTalkKind } from "../domain/answer.ts";

interface Rule {
  readonly kind: SmallTalkKind;
  readonly expression: RegExp;
}

/** Marks and spaces between words. */
const GAP = "[\\p{P}\\p{S}\\s]*";
const FILLER =
  "(?:there|and|et|mate|guys|folks|kindly|everyone|everybody|all|bot|team|sir|madam|dear|friend|again|anyone there|to you|à tous|tout le monde|so much|very much|a lot|beaucoup|infiniment|for (?:your|the) (?:help|answer|time|info\\w*)|pour (?:votre|l['’]) ?\\w+|ច្រើន|ណាស់|បង|អ្នក)";
const GREETING =
  "(?:hello|hi|hey|hiya|greetings|good (?:morning|afternoon|evening|day)|bonjour|bonsoir|salut|coucou|សួស្តី|សួស្ដី|ជំរាបសួរ|ជម្រាបសួរ|អរុណសួស្តី|ទិវាសួស្តី|សាយ័ណ្ហសួស្តី|suosdey|sousdey|chom reap sour)";
const THANKS =
  "(?:thanks|thank you|thx|ty|many thanks|cheers|great|perfect|merci|អរគុណ|សូមអរគុណ|akun|orkun|ok thanks|okay thanks|good job|nice|super|parfait)";
const BYE =
  "(?:bye|good ?bye|see you(?: later| soon)?|farewell|good night|au revoir|à bientôt|bonne (?:nuit|journée|soirée)|លាហើយ|លាសិនហើយ|ជម្រាបលា|ជំរាបលា|រាត្រីសួស្តី)";

const HOW_ARE_YOU =
  "(?:how are (?:you|things)(?: doing)?|how r u|how(?:['’]s| is|s) (?:it going|everything|life|your day)|how do you do|how have you been|what['’]?s up|(?:comment )?(?:ça|ca) va(?: bien)?|comment (?:allez[- ]vous|vas[- ]tu|vous portez[- ]vous)|vous allez bien|(?:តើ)?(?:អ្នក|បង|លោក)?សុខសប្បាយ(?:ជា)?(?:ទេ|អត់)?(?:បង)?)";
/** What people add to thanks: that it helped, that it was kind, that it is all. */
const PRAISE =
  "(?:(?:that|this|it|you)(?:['’]?s| is| was| were|['’]?re| has been| have been|['’]ve been) [^?\\d]{1,40}|(?:that|this|it|you) (?:really )?help(?:s|ed)|(?:c['’](?:est|était)|cela (?:m['’]a|a été)|ça (?:m['’]a|a été)) (?:très |bien |tout |beaucoup )*(?:utile|aidé|clair|parfait|gentil)|vous (?:m['’])?avez (?:bien |beaucoup )*(?:aidé|été (?:très )?utile))";

const RULES: readonly Rule[] = [
  {
    kind: "about",
    expression:
      /^[\p{P}\s]*(?:(?:hello|hi|hey|bonjour|សួស្តី)[\p{P}\s]+)?(?:who|what) (?:are|r) (?:you|u)\b|\bwhat (?:can|do) you (?:do|know|help)|\bhow (?:can|do) you (?:help|work)|\bare you (?:a |an )?(?:bot|robot|human|real|ai|machine|person)\b|\bcan you help(?: me)?\W*$|^[\p{P}\s]*help(?: me)?[\p{P}\s]*$|\b(?:qui êtes[- ]vous|qui es[- ]tu|que (?:savez|pouvez)[- ]vous|à quoi (?:sers|servez)[- ]|êtes[- ]vous (?:un )?(?:robot|humain))|អ្នក(?:ឯង)?ជា(?:នរណា|អ្នកណា|អ្វី|រ៉ូបូត|មនុស្ស)|(?:អ្នក|តើអ្នក)អាច(?:ធ្វើ|ជួយ)អ្វី|អាចជួយអ្វី/iu,
  },
  { kind: "how-are-you", expression: after(GREETING, HOW_ARE_YOU) },
  { kind: "thanks", expression: alone(THANKS, PRAISE) },
  { kind: "goodbye", expression: alone(BYE) },
  { kind: "greeting", expression: alone(GREETING) },
];

/** Nothing but these words, fillers, greetings and thanks. */
function alone(words: string, further = BYE): RegExp {
  return new RegExp(
    `^${GAP}(?:(?:ok|okay|alright|well|oh)${GAP})?${words}(?:${GAP}(?:${words}|${further}|${FILLER}|${GREETING}|${THANKS}|${BYE}))*${GAP}$`,
    "iu",
  );
}

/** A greeting, or none, and then these words. */
function after(greeting: string, words: string): RegExp {
  return new RegExp(
    `^${GAP}(?:(?:${greeting}|${THANKS}|${FILLER})${GAP})*${words}(?:${GAP}(?:${FILLER}|today|now|${THANKS}))*${GAP}$`,
    "iu",
  );
}

/** What kind of small talk a message is; `null` when it asks for something. */
export function smallTalk(text: string): SmallTalkKind | null {
  return RULES.find(({ expression }) => expression.test(text.trim()))?.kind ?? null;
}
