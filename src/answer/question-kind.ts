import { withWordBoundaries } from "../text/word-boundary.ts";

/** What kind of answer a question wants. */
export const QUESTION_KINDS = [
  "who",
  "role",
  "when",
  "how-long",
  "where",
  "how-many",
  "how-much",
  "what",
  "which",
  "why",
  "said",
  "yes-no",
  "list",
  "contact",
  "acronym",
] as const;

export type QuestionKind = (typeof QUESTION_KINDS)[number];

interface Rule {
  readonly kind: QuestionKind;
  readonly expression: RegExp;
}

/** The first that fits decides; written for how people type, question mark and word order aside. */
const RULES: readonly Rule[] = (
  [
    {
      kind: "why",
      expression:
        /\bwhy\b|\bhow come\b|\b(?:what|for what|which|for which) (?:was |is |were )?(?:the )?(?:reasons?|cause|caused|made|led|grounds?)\b|\bwhat is (?:the )?(?:reason|cause)|\breasons? (?:for|why|given)\b|\bpourquoi\b|\bpour quelles? raisons?\b|\bmotif\b|\braisons? (?:de|du|des|d['’])|\bcauses? (?:de|du|des|d['’])|\b(?:raison|cause)\W*$|^raison\b|\bd['’]où vien(?:t|nent)\b|\bcomment se fait-il\b|\bwhat (?:prompted|held up|stopped|keeps|went wrong|is behind)\b|\bwhat['’]s (?:behind|wrong)\b|\bcause of\b|ហេតុ(?:អ្វី|អី)|មូលហេតុ|ហេតុផល|ម៉េចបាន|(?:ព្រោះ|ដោយសារ)(?:អ្វី|អី)|^ម៉េច|អ្វីរារាំង/iu,
    },
    {
      kind: "acronym",
      expression:
        /^\W*(?:the )?\p{L}{2,8} meaning\W*$|\b[Qq]ue veut dire [A-Z]{2,}|^\W*[A-Z][A-Z&+-]{1,8},? (?:ça veut dire|c['’]est) quoi\W*$|\b(?:stands? for|short for|abbreviat\w+|acronym|full (?:name|form)|spell(?:ed)? out|write out|in full|meaning of [A-Z]{2,}|what (?:is|are|does) (?:the )?[A-Z][A-Z&+-]{2,8}(?: mean)?\s*\??$|que (?:signifie|veut dire)|sigle)\b|^[^\p{L}\p{M}]*(?:the )?[A-Z][A-Z&+-]{1,8}(?:\s+(?:at|in) [\w\s]{2,20})?\s*[=?]+\s*\??$|ពាក្យពេញ|មានន័យថា|អក្សរកាត់|តំណាងឱ្យពាក្យ|សរសេរពេញ|ជាអក្សរកាត់|ពាក្យកាត់|\bwhat(?:'s| is) (?:the |an? )?[A-Z]{3,8}\b\s*\??$/u,
    },
    {
      kind: "contact",
      expression:
        /\b(?:which|what) numb(?:er|re)\b(?=.*\b(?:call|ring|dial|text|phone|tell|reach)\p{L}*\b)|\bnumber (?:i|we) (?:can|could|should|may) (?:ring|call)\b|\b(?:press|media) (?:person|people|number|mail|officer|manager|secretary|calls?|enquir\p{L}+|desk|attach[ée]e?)\b|\b(?:answers?|handles?|deals? with|speaks? to|talks? to|answering|handling) (?:the )?(?:press|media|journalists?|reporters?)\b|\bjournalists['’] contact\b|\bmail (?:presse|(?:of|for) (?!the (?:vote|election)))|\bwhere (?:can|do|does|should|to|could|may) (?:\p{L}+ ){0,3}(?:send|mail|report|complain|write)\b|\bappelle où\b|\bqui (?:dois-je|puis-je|faut-il|doit-on|peut-on) (?:appeler|contacter|joindre)|\bcomment (?:joindre|contacter|appeler)|\battachée? de presse\b|\brépond(?:ent)? aux journalistes\b|\bchargée? de (?:la )?communication\b|(?:ខល|ហៅ|ចុច|ទាក់ទង)\p{Script=Khmer}*\s*\p{Script=Khmer}*លេខ(?:អី|អ្វី|ប៉ុន្មាន)|លេខ(?:ឥតគិតថ្លៃ|ការិយាល័យ)|\bhow (?:can|could|do|does|should|to) (?:\p{L}+ ){0,5}(?:reach|get in touch|get hold of|contact|sign up|register)\b|\b(?:press|media) contact\b|\b(?:customer|consumer|press) line\b|^\W*number of (?:the|his|her)\b(?!.*\b(?:of|in|for|at)\b.*\bof\b)|\bto (?:which|what) (?:e-?)?mail\b|\b(?:phone(?! app)|tel(?:ephone)?|fax|e-?mail|hot ?line|help ?line|whats ?app|contact (?:details?|info\w*|number|address|person|for)|press contact|contact presse|(?:mail|web) address|adresse (?:mail|électronique)|(?:emergency|toll-free|free|police|ambulance|service) (?:number|line)|number (?:to|for)|(?:web ?)?site address|num[ée]ro(?: vert| de téléphone| gratuit)?|courriel|téléphone)\b|\b(?:who|whom|where)\b.{0,40}\b(?:contact|call|ring|phone|write to|get in touch)\b|\b(?:who|whom) (?:do|can|should|may|could) (?:i|we|one|journalists|people)\b.{0,20}\b(?:call|ring|contact|ask|write|turn|reach|phone)|\b(?:what|which) number (?:do|can|should|must)\b|\bnumber of the (?:hot|help)line|\bwhere do (?:i|we) (?:mail|send|write)|\bhow (?:can|do) (?:i|we) (?:reach|contact)|\b(?:qui|où) (?:contacter|appeler|joindre|s'adresser)|à qui s'adresser|លេខទូរសព្ទ|លេខទូរស័ព្ទ|(?:ទូរសព្ទ|ទូរស័ព្ទ)លេខ|(?:ប្ដឹង|ប្តឹង|ហៅ|តេ|រាយការណ៍)(?:តាម|ទៅ)?លេខ|លេខហៅ|លេខបន្ទាន់|ទូរសព្ទទៅលេខ|ទូរស័ព្ទទៅលេខ|អ៊ីមែល|ទំនាក់ទំនងទៅ|ទាក់ទងទៅ|អាចទាក់ទង|សារអេឡិចត្រូនិក|លេខ(?:តេ|សេវា|សួរ)/iu,
    },
    {
      kind: "said",
      expression:
        /\bin \p{L}+(?: \p{L}+){0,3}['’]s? (?:own )?(?:words|eyes|view)\b|\bwhat (?:lesson|vow|complaint|joke|comparison) (?:did|was)\b|['’]s? (?:joke|complaint|sentence|remark|comment) (?:on|about|of)\b|\bhow did .{1,60}\b(?:reply|respond|answer|apologi[sz]e|say sorry)\b|\b(?:quote|quotation|his words|her words|exact words|comment(?:ed)?|remark(?:ed)?|opinion|view on|reaction|react)\b|\bwhat (?:did|does|has|had|was|were|would|is) .{1,80}\b(?:say|said|state|stated|remark|declare[ds]?|tell|told|think|thinks|write|announce|comment|call|compare[ds]?|promise[ds]?|view|explain(?:ed)?|add(?:ed)?|answer(?:ed)?|reply|replied|argue[ds]?|warn(?:ed)?|describe[ds]?)\b|\bhow did .{1,80}\b(?:put it|describe|explain|comment|react|go|justify|defend|admit|concede|praise)\b|\bwhat (?:slogan|warning|image|advice|message|appeal|argument|promise|praise|joke)\b|['’]s? (?:parting )?(?:words|defence|argument|praise|message|warning|line) (?:on|about|for|of|to)\b|\bsaid (?:what|something)\b|\b(?:said|say|says) (?:about|on|of|that)\b|^\W*(?:mr|mrs|ms|dr|minister|president|madam)?\.?\s*(?!what\b|how\b|and\b)[\p{L}-]+ (?:on|about) |\baccording to\b.*\bwhat\b|\bwords? of\b|\bqu['’](?:a|ont|avait)[- ](?:t-)?(?:il |elle |ils )?(?:déclaré|dit|répondu|affirmé|ajouté)|\b(?:citation|commentaire|déclaration|propos|mots?|phrase) (?:de|du|d['’])|\ben (?:ses|leurs) mots\b|\bselon (?:lui|elle)\b.*\bque\b|\bque (?:lui |leur )?(?:a|ont) (?:\p{L}+ )?(?:dit|lancé|déclaré|répondu|promis|demandé)\b|\bque (?:demande|demandent|annonce|réclame|réclament|répond|promet|reproche)\b|\bque (?:dit|pense|déclare)\b|និយាយ(?:អ្វី|យ៉ាង|ថាម៉េច|ថាអ្វី|ដូចម្តេច)|ថ្លែងអ្វី|ថ្លែងថា|មានប្រសាសន៍(?:អ្វី|ថា|យ៉ាង|ដូច)|លើកឡើងអ្វី|បាននិយាយ|និយាយ(?:អំពី|ពី)|ផ្[ដត]ាំ|អំពាវនាវ|ថាម៉េច|សម្តី/iu,
    },
    {
      kind: "how-long",
      expression:
        /\b(?:max(?:imum)?|min(?:imum)?|average|longest|shortest) (?:stay|rest|wait|term)\b|\b(?:term of office|trial period|processing time|payback time|charging time|flight time|journey time|travel time|terms?['’]? (?:does|do|did|of the))\b|\b(?:length|duration) of (?:the |his |her |their |its )?(?:\p{L}+ )?(?:stay|contract|service|mandate|term|visit|sentence|trial|ban|closure|talks)\b|\bhow man+y+ (?:years|months|weeks|days|hours|minutes)\b|\bhow much (?:extra |more )?(?:time|warning|notice)\b|\bhow (?:long|many (?:years|months|weeks|days|hours|minutes))\b|\b(?:duration|length of (?:time|stay|service)|time between|for what period|over what period|repayment period|how much time|waiting time|how (?:soon|quickly|much longer))\b|\b(?:combien de (?:temps|jours|mois|ans|années|semaines|heures)|quelle durée|pendant combien|combien d['’](?:années|heures)|durée)\b|រយៈពេលប៉ុន្មាន|ប៉ុន្មាន(?:ឆ្នាំ|ខែ|ថ្ងៃ|ម៉ោង|នាទី|សប្[ដត]ាហ៍)|(?:បាន)?យូរប៉ុ(?:ន|ណ)|យូរប៉ុនណា|អស់រយៈពេល/iu,
    },
    {
      kind: "how-much",
      expression:
        /^(?!.*\b(?:who|whom|whose|why|when|which|where|qui|quand|où|date|day|deadline)\b).*\b(?:costs|prices|fees|fares|prize money|rent|refund|interest(?: rate)?s?|premium|pay rise|raise|savings?|subsidy|grant)(?=\W*$| (?:for|per|of|in|at|from|from|to|paid|does|did|is|was|do|will|can)\b)|\bcombien\b.*\b(?:coûte\w*|gagne\w*|touche\w*|payer|paie\w*|vaut|prix|facture|euros|dollars)\b|\bil coûterait\b|\bprix\b|\bvalue of\b|\bhow (?:big|large) (?:is|was|are|were) (?:the )?(?:\p{L}+ ){0,2}(?:loan|fine|grant|fund|budget|credit|debt|gift|donation|deficit)\b|មានទុន(?:ប៉ុន្មាន)?|\bhow much\b(?! (?:longer|water|rain))|^(?!.*\b(?:who|whom|whose|why|when|which|where|qui|quand|où|(?:what|quel(?:le)?s?) (?:date|day|year|time|hour|jour|heure)s?|deadline|last day)\b).*\b(?:price|cost|fee|fine|fare|salary|wage|budget|amount|sum(?! up)|worth|put down|pay for|paid|per share|(?<!in )charge[sd]?|tariff|rate|penalty|pénalité|dividend|revenue|turnover|profit|earnings|loss|set (?:me|us|you) back)\b|\bwhat (?:do|does|did) (?!.*\bfor\W*$).{1,40}\bpay\b|\bcombien (?:coût\w+|vaut|faut-il payer|a coûté|d['’](?:euros|argent)|de (?:roupies|dollars|riels))|\bquel(?:le)? (?:est |était |sera )?(?:le |la )?(?:prix|montant|coût|somme|tarif|budget)|\b(?:prix|montant|coût) (?:de|du|des)\b|(?:ប្រាក់|ថវិកា|តម្លៃ|ថ្លៃ|លុយ|ទឹកប្រាក់|ចំណាយ|បង់|អស់)(?:.*)ប៉ុន្មាន(?!\s*(?:នាក់|ឆ្នាំ|ខែ|ថ្ងៃ|ម៉ោង|ដង|លើក|ភាគរយ))|ប៉ុន្មាន(?:ដុល្លារ|រៀល|អឺរ៉ូ|លានដុល្លារ|យ៉េន|លុយ)|អស់ប្រាក់|^(?:តម្លៃ|ថ្លៃ)/iu,
    },
    {
      kind: "how-many",
      expression:
        /\b(?:nr|nb|no|max(?:imum)? number) of\b|\bnombre\b|\bhow (?:powerful|powerfull|wide|thick|loud|tall)\b|^(?:share|portion|proportion|percentage) of\b|\bwhat (?:size|proportion|percentage|share)\b|\bhow (?:many|high|deep|tall|far|big|large|wide|heavy|hot|fast|old|strong|full|often|clearly|cold|small|thick)\b|\b(?:number of|no\. of|what percent(?:age)?|what share|share of|weight of|height of|age of|attendance|how much (?:does it weigh|water|rain)|turnout|total)\b|\bcombien\b|\bquel(?:le)? (?:est |était )?(?:le |la |l['’])?(?:nombre|taux|âge|age|part|puissance|superficie|taille|poids|profondeur|longueur|hauteur)|(?<!ម៉ោង|ទី)ប៉ុន្មាន|ចំនួន/iu,
    },
    {
      kind: "list",
      expression:
        /\b(?:list|names of (?:the|all)|name (?:the|all|them)|all of them|enumerate)\b|\b(?:what|which) (?:are|were|will be) (?:the )?(?:\p{L}+ ){0,3}(?:two|three|four|five|six|seven|eight|nine|ten|\d+|names|members|countries|goals|aims|priorities|provinces|districts|topics|areas|languages|steps|items|partners|colours|cities|places|sites|objectives|conditions|documents|points)\b|\b(?:which|what) (?:two|three|four|five|six|seven|eight|nine|ten|other|others)\b|\b(?:which|what) (?:\p{L}+ ){0,2}(?:countries|ministers|provinces|districts|places|cities|towns|items|goals|stations|languages|people|companies|firms|banks|universities|schools|states|topics|areas|names|products|partners|documents|islands|lines|routes|courses|prizes|members|villages|sectors|ministries|agencies|priorities|fields)\b|\b(?:which|what) (?:kinds|types|sorts) of\b|\b(?:which|what) (?:\p{L}+ )?(?!(?:hours|dates|days|times|months)\b)\p{L}{3,}(?<![siu])s (?:are|were|get|have|will|do|did|can|must|should|need|took|take|got|had)\b|\bwhich (?!(?:hours|dates|days|times|months|weekdays)\b)\p{L}{4,}(?<![siu'’]|new|bu)s\b|\b(?:goals|aims|priorities|objectives|members|winners|signatories|participants|speakers) of\b|\bwho (?:are|were) (?:the|all)\b|\bfrom what (?:\p{L}+)s\b|\bquel(?:le)?s (?:sont|étaient|seront) (?!les (?:dates|heures|horaires))|\bquel(?:le)?s (?!jours|heures|dates|horaires)(?:\p{L}+s|pays)\b|\bqui sont les\b|\bconditions (?:pour|de)\b|\b(?:citez|énumérez|liste)\b|មានអ្វីខ្លះ|អ្វីខ្លះ|នរណាខ្លះ|អ្នកណាខ្លះ|ណាខ្លះ|ទាំង(?:ពីរ|បី|បួន|ប្រាំ|ដប់)(?:.*)(?:អ្វី|ណា)|រាយនាម|បញ្ជី/iu,
    },
    {
      kind: "when",
      expression:
        /^\W*(?:(?:new|final|exact|the|first|next|earliest) )*(?:dates?|(?:opening|closing|starting|publication|first|last|start|founding) (?:day|date|year)|year|day|time) (?:of|for)\b|\bwhat (?:is|are|was|were|'s)? ?(?:the )?(?:new |final |exact |first |last )?(?:dates|(?:opening|starting|closing|start|end) (?:day|date))\b|\b(?:finished|done|ready|opens?|starts?) (?:by|when)\W*$|\bwhen\b|\b(?:what|which) (?:dates|days|weekdays|hours|times|months)\b|\b(?:what|which|on what|on which|by what|by which|in what|in which|what was the|at what|till what|until what|from what|from which|since what) (?:exact |very |last )?(?:date|day|year|month|time|week|hour|last day|weekday)\b|\b(?:deadline|start date|end date|closing date|date of|since when|until when|till when|by when|what time|opening hours|date|how late|last day|first day|founding year|^(?:start|beginning|launch) of)\b|^\W*(?:début|ouverture|réouverture|coup d['’]envoi|fin) (?:de|du|des)\b|\bquel(?:le)?s (?:sont les )?(?:jours|heures|dates|horaires)\b|\bquand\b|\bà (?:partir de )?quel(?:le)? (?:jour|date|heure|moment)\b|\b(?:quel(?:le)? (?:est la |était la )?(?:date|année|jour|heure)|en quelle année|depuis quand|jusqu['’]à quand|date limite|quel jour)\b|ពេលណា|ថ្ងៃ(?:ណា|អី|អ្វី)|ថ្ងៃទីប៉ុន្មាន|ឆ្នាំណា|ខែណា|ម៉ោងប៉ុន្មាន|កាលណា|ថ្ងៃផុតកំណត់|កាលបរិច្ឆេទ|ដល់ណា|អង្កាល់/iu,
    },
    {
      kind: "role",
      expression:
        /^\W*\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+){1,3}(?: is who|,? ?[-–—]? ?who(?:['’]?s| is) (?:that|he|she)(?: .{0,30})?)\W*$|\bc['’]est qui,? (?!(?:le|la|les|un|une|son|sa|notre|votre)\b|l['’])|\bwho is this \p{Lu}|\bwhat (?:is|was) \p{Lu}.{1,40}['’]s (?:new )?(?:rank|job|post|title)\b|\bwhat (?:did|will) .{3,40} do (?:before|after)\b|\bfaisait quoi avant\b|ធ្វើការងារ(?:អ្វី|អី)|\bwhat is (?:he|she) now\b|\b(?:who (?:is|was)|who's|whos|who s) (?!(?:the|our|your|their|a|an|now|currently) |.*\b(?:secretary|minister|ambassador|director|president|governor|mayor|chair\w*|head|chief|ceo|cfo|spokes\w+|commissioner|envoy|dean|rector|chancellor|manager|coordinator|representative|leader|boss|acting|deputy)\b)(?:(?:mr|mrs|ms|dr|prof|h\.?e|madam|sir|lord|lady|judge|justice)\.? )?(?:\p{L}+[- ]){1,3}\p{L}+\s*\??$(?<=^.{3,45})|\b(?:job|position|post|role|title|function|capacity|do for a living|what does .{3,40} do\b|profession|responsib\w+ for)\b|\bquel(?:le)? (?:est |était )?(?:le |la |son |sa )?(?:poste|fonction|rôle|titre)|\bc['’]est qui\b.*\b(?:chez|exactement)\b|\bqui est (?:m\.|mme|le dr|dr)|\b(?:sa|son|quelle|quel) (?:fonction|poste|métier)\b|\b(?:fonction|poste|métier)(?: (?:de|d['’])|\W*$)|\best (?:quoi|qui)\b.{0,24}$|\bque fait-(?:il|elle)\b(?=\W*$)|\b(?:il|elle) fait quoi\b|\bwhat (?:was|is) .{3,40} before\b|^\W*qui est \p{Lu}\p{L}+[ -]\p{Lu}\p{L}+\W*$|តំណែង(?:ជា)?(?:អ្វី|អី)|តួនាទី(?:ជា)?(?:អ្វី|អី)|មុខងារ(?:ជា)?(?:អ្វី|អី)|ឋានៈ(?:ជា)?(?:អ្វី|អី)|ធ្វើ(?:ការ)?(?:អ្វី|អី)\W*$|^(?:លោកស្រី|លោកជំទាវ|លោក|ឯកឧត្តម)?\s*\p{Script=Khmer}+ \p{Script=Khmer}+\s+ជា(?:អ្វី|អី|អ្នកណា|នរណា)\W*$|កាន់តំណែង|^(?!.*(?:ប្រធាន|នាយក|នាយិកា|រដ្ឋមន្ត្រី|ទូត|អភិបាល|លេខាធិការ|ស្នងការ|តំណាង|អ្នកនាំពាក្យ)).*(?:ជាអ្នកណា|ជានរណា)\W*$/iu,
    },
    {
      kind: "who",
      expression:
        /\b(?:who|whos|who's|whom|whose|which (?:person|official|minister|officer|man|woman|diplomat|lady|judge|doctor|ambassador)|name of (?:the |its |his |her )?(?:person|new|current|acting|first|former|\p{L}*(?:ambassador|minister|director|chair\p{L}*|head|secretary|president|chief|governor|mayor|representative|envoy|officer|coordinator)))\b|\bqui\b|\b(?:ambassador|envoy|minister|ceo|cfo|director|chairman|chairperson|chairwoman|chair|chancellor|president|head|governor|mayor|secretary[- ]general|spokesperson|dean|rector)\b[^?]{0,60}\b(?:name|who|now|currently|as of|at present|in (?:19|20)\d\d)\b|\b(?:ceo|cfo|dg|sg|chairman|governor|director|head)\s*\??$|['’]s (?:successor|predecessor)\b|^(?:successor|predecessor) of\b|^\W*(?!.*\b(?:date|visit|speech|meeting|age|birthplace|address|phone|number)\b)(?:[\p{L}'’-]+ ){0,4}(?:ambassador|envoy|minister|chair\w*|mayor|governor|dean|rector|spokes\w+)(?: (?:to|of|for|in)(?: [\p{L}'’-]+){1,4})?(?: name)?\W*$|អ្នកណា|នរណា|^ឈ្មោះ(?=ប្រធាន|នាយក|នាយិកា|រដ្ឋមន្ត្រី|ទូត|ឯកអគ្គរដ្ឋទូត|អភិបាល|អ្នកនាំពាក្យ|លេខាធិការ)|^(?:ប្រធាន|នាយក|នាយិកា|អគ្គនាយក|រដ្ឋមន្ត្រី|ឯកអគ្គរដ្ឋទូត|ទូត|អភិបាល|អគ្គលេខាធិការ)(?!.*(?:អ្វី|អី|ណា|ប៉ុន្មាន|ឬ))|ឈ្មោះ(?:អ្វី|អី)(?<=(?:ទូត|រដ្ឋមន្ត្រី|ប្រធាន|អភិបាល|នាយក|លោក|អ្នក|លេខាធិការ|នាយិកា|មេ).*)|ជាអ្នកណា/iu,
    },
    {
      kind: "where",
      expression:
        /\b(?:in|at|to|from) what (?:\p{L}+ )?(?:stadium|town|city|country|nation|building|village|hall|room|street|place)\b|\b(?:in|at) which (?:\p{L}+ )?(?:stadium|town|city|building|village|hall|room|place|arena|museum)\b|\badresse (?:de|du|des|d['’])|\blocation\W*$|^street\b|\bdestination of\b|សាលណា|សាលាណា(?!\p{M})|\bwhere\b|\b(?:in|at|to|from|near|on|of)? ?(?:what|which) (?:city|town|country|place|location|venue|building|province|district|street|village|island|port|station|hall|room|hotel|continent|state)\b|\b(?:location|venue|address|place|birthplace) (?:of|for)\b|\bin what part\b|\blieu (?:de|du|d['’])|\boù\b|\b(?:dans|à|de|en) quel(?:le)? (?:ville|pays|lieu|endroit|rue|commune|quartier|région|port)\b|ទីណា|ឯណា|(?:ស្រុក|ភូមិ|ឃុំ|ក្រុង|កោះ|ទៅ|ពី|នៅ)ណា(?!\p{M}|\p{Script=Khmer})|កន្លែងណា|ទីក្រុងណា|ប្រទេសណា|ខេត្តណា|នៅណា|អាសយដ្ឋាន|ត្រង់ណា/iu,
    },
    {
      kind: "which",
      expression:
        /\bw(?:h|)ich\b|\bquel(?:le)?s?\b|\blaquelle|lequel\b|មួយណា|(?:ក្រុមហ៊ុន|ធនាគារ|អង្គការ|អង្គភាព|ស្ថាប័ន|ក្រសួង|សាលា|សាកលវិទ្យាល័យ|សារមន្ទីរ)(?:\p{Script=Khmer}{0,12}?)ណា|ណា(?:\s|\?|$)/iu,
    },
    {
      kind: "yes-no",
      expression:
        /^\W*(?:(?:and|so|but|ok|hi|hello|please|then|well)[, ]+)*(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|must|am|isn't|aren't|wasn't|didn't|doesn't|hasn't|won't|don't|s)\b(?! you (?:please )?(?:tell|give|explain|say|let|write|help|remind|list|name))|\b(?:is|was|are|were|did|do|does|will|can|has|have|could|would|should) (?!you (?:please )?(?:tell|give|explain|say|let|write|help|remind|list|name|show)\b)(?:it|there|he|she|they|i|we|the|my|that|this|any|\p{Lu}\p{L}+)\b[^?]*\??\s*$|\best-ce que?\b|\b\p{L}+-(?:ils?|elles?|on|je|tu|nous|vous)\b|^\W*(?:peut-on|puis-je|y a-t-il|a-t-(?:il|elle|on)|sont-(?:ils|elles)|est-(?:il|elle|on|ce)|faut-il|avez-vous|aura-t-|sera-t-|doit-on)\b|-t-(?:il|elle|on)\b|(?:មែន|ឬ|ឬក៏|រឺ)ទេ|(?:ទេ|អត់|មែន)\s*\??\s*$|ដែរឬទេ|មែនទេ/iu,
    },
  ] as const satisfies Rule[]
).map(({ kind, expression }) => ({
  kind,
  expression: withWordBoundaries(expression),
}));

const WHAT_ABOUT = /\b(?:what|how) about\b/giu;
const ASKING_IN_KHMER = /អ្វី|អី|ណា|ប៉ុន្មាន|ម៉េច|ទេ/u;

/** Whether a question has no word that asks, as "and for children?". */
export function isElliptical({ text, kind }: { text: string; kind: QuestionKind }): boolean {
  const rest = text.replaceAll(WHAT_ABOUT, "");
  return kind === "what" && !ASKING.test(rest) && !ASKING_IN_KHMER.test(rest);
}

interface Lead {
  readonly expression: RegExp;
  /** What a question that begins so may ask for, by the first rule that fits; else the last of them. */
  readonly kinds: readonly QuestionKind[];
}

/** Words that ask by themselves: whatever else stands in the question, it asks for no other kind. */
const LEADS: readonly Lead[] = (
  [
    { expression: /^(?:why|how come|pourquoi)\b/iu, kinds: ["why"] },
    { expression: /^(?:when|quand)\b/iu, kinds: ["when"] },
    { expression: /^(?:where|où(?! vien))\b/iu, kinds: ["contact", "list", "where"] },
    { expression: /^(?:whom?|qui)\b/iu, kinds: ["contact", "list", "role", "who"] },
    { expression: /^how (?:long|soon)\b/iu, kinds: ["how-long"] },
    { expression: /^how many\b/iu, kinds: ["how-long", "how-many"] },
    { expression: /^how much\b/iu, kinds: ["how-long", "how-much", "how-many"] },
    {
      expression: /^(?:what|que|qu['’]\p{L}+)\b.{1,60}\b(?:say|said|saying|dit|déclaré)\b/iu,
      kinds: ["said"],
    },
    { expression: /^combien\b/iu, kinds: ["how-long", "how-much", "how-many"] },
  ] as const satisfies Lead[]
).map(({ kinds, expression }) => ({ kinds, expression: withWordBoundaries(expression) }));

/** Before the question itself, in which no word asks. */
const BEFORE_ASKING = withWordBoundaries(
  /^\W*(?:(?!\b(?:who|whom|whose|what|whats|when|where|why|which|how|qui|que|qu['’]\p{L}+|quoi|quand|quel(?:le)?s?|combien|pourquoi|comment|où)\b)[^?])*?(?=\b(?:who|whom|whose|what|whats|when|where|why|which|how|qui|que|qu['’]\p{L}+|quoi|quand|quel(?:le)?s?|combien|pourquoi|comment|où)\b)/iu,
);

/** What the first word that asks leaves open; null where that is everything. */
function leadOf(text: string): Lead | null {
  const from = text.slice(BEFORE_ASKING.exec(text)?.[0].length ?? 0);
  return LEADS.find(({ expression }) => expression.test(from)) ?? null;
}

/** What a question asks for, by its words. */
export function kindOf(text: string, contentWords: number): QuestionKind {
  const yesNo = RULES.find(({ kind }) => kind === "yes-no");
  // A question that opens with an auxiliary wants yes or no, whatever else stands in it.
  if (
    yesNo?.expression.test(text) &&
    (/^\W*(?:(?:and|so|but|ok)[, ]+)*(?:is|are|was|were|do|does|did|has|have|had|can|will|est-ce que)\b/iu.test(
      text,
    ) ||
      (/\p{L}-(?:t-)?(?:ils?|elles?|on)(?!\p{L})/iu.test(text) && !ASKING.test(text))) &&
    !/\byou\b/iu.test(text.slice(0, 12))
  ) {
    return "yes-no";
  }
  const lead = leadOf(text);
  if (lead) {
    const rule = RULES.find(
      ({ kind, expression }) => lead.kinds.includes(kind) && expression.test(text),
    );
    return rule?.kind ?? lead.kinds.at(-1) ?? "what";
  }
  const rule = RULES.find(
    ({ kind, expression }) => expression.test(text) && (kind !== "yes-no" || !ASKING.test(text)),
  );
  if (rule) return rule.kind;
  if (contentWords === 1 && /^\W*[A-Z][A-Z&+-]{1,8}\W*$/u.test(text)) return "acronym";
  return "what";
}

/** A question word of a Latin script: what holds one does not ask for yes or no. */
export const ASKING = withWordBoundaries(
  /\b(?:who|whom|whose|what|whats|when|where|why|which|how|qui|quand|quel(?:le)?s?|combien|pourquoi|comment|où)\b/iu,
);
