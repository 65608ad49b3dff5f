import type { SmallTalkKind } from "../domain/answer.ts";

interface Rule {
  readonly kind: SmallTalkKind;
  readonly expression: RegExp;
}

const FILLER =
  "(?:there|everyone|everybody|all|bot|team|sir|madam|dear|friend|again|anyone there|to you|à tous|tout le monde|so much|very much|a lot|beaucoup|infiniment|for (?:your|the) (?:help|answer|time|info\\w*)|pour (?:votre|l['’]) ?\\w+|ច្រើន|ណាស់|បង|អ្នក)";
const GREETING =
  "(?:hello|hi|hey|hiya|greetings|good (?:morning|afternoon|evening|day)|bonjour|bonsoir|salut|coucou|សួស្តី|សួស្ដី|ជំរាបសួរ|ជម្រាបសួរ|អរុណសួស្តី|ទិវាសួស្តី|សាយ័ណ្ហសួស្តី|suosdey|sousdey|chom reap sour)";
const THANKS =
  "(?:thanks|thank you|thx|ty|many thanks|cheers|great|perfect|merci|អរគុណ|សូមអរគុណ|akun|orkun|ok thanks|okay thanks|good job|nice|super|parfait)";
const BYE =
  "(?:bye|good ?bye|see you(?: later| soon)?|farewell|good night|au revoir|à bientôt|bonne (?:nuit|journée|soirée)|លាហើយ|លាសិនហើយ|ជម្រាបលា|ជំរាបលា|រាត្រីសួស្តី)";

const RULES: readonly Rule[] = [
  {
    kind: "about",
    expression:
      /^[\p{P}\s]*(?:(?:hello|hi|hey|bonjour|សួស្តី)[\p{P}\s]+)?(?:who|what) (?:are|r) (?:you|u)\b|\bwhat (?:can|do) you (?:do|know|help)|\bhow (?:can|do) you (?:help|work)|\bare you (?:a |an )?(?:bot|robot|human|real|ai|machine|person)\b|\bcan you help(?: me)?\W*$|^[\p{P}\s]*help(?: me)?[\p{P}\s]*$|\b(?:qui êtes[- ]vous|qui es[- ]tu|que (?:savez|pouvez)[- ]vous|à quoi (?:sers|servez)[- ]|êtes[- ]vous (?:un )?(?:robot|humain))|អ្នក(?:ឯង)?ជា(?:នរណា|អ្នកណា|អ្វី|រ៉ូបូត|មនុស្ស)|(?:អ្នក|តើអ្នក)អាច(?:ធ្វើ|ជួយ)អ្វី|អាចជួយអ្វី/iu,
  },
  {
    kind: "how-are-you",
    expression:
      /^[\p{P}\s]*(?:(?:hello|hi|hey|bonjour|salut)[\p{P}\s]+)?(?:how are you|how r u|how(?:'s| is) it going|how do you do|what'?s up|ça va|comment (?:ça va|allez[- ]vous|vas[- ]tu)|សុខសប្បាយ(?:ទេ|ជាទេ)?|អ្នកសុខសប្បាយ)[\p{L}\s\p{P}]{0,24}$/iu,
  },
  { kind: "thanks", expression: alone(THANKS) },
  { kind: "goodbye", expression: alone(BYE) },
  { kind: "greeting", expression: alone(GREETING) },
];

function alone(words: string): RegExp {
  return new RegExp(
    `^[\\p{P}\\p{S}\\s]*${words}(?:[\\p{P}\\p{S}\\s]*(?:${words}|${FILLER}|${GREETING}|${THANKS}|${BYE}))*[\\p{P}\\p{S}\\s]*$`,
    "iu",
  );
}

/** What kind of small talk a message is; `null` when it asks for something. */
export function smallTalk(text: string): SmallTalkKind | null {
  return RULES.find(({ expression }) => expression.test(text.trim()))?.kind ?? null;
}
