/**
 * Words that carry no content, question words included, in the normal form of {@link Word.form}; three languages in one
 * set, for questions mix them.
 */
const ENGLISH =
  "a about after again all also am an and any are as at be because been before being between both but by came can come " +
  "could did do does doing done during each else few for from further get give go going got had has have having he her " +
  "here hers him his how i if in into is it its itself just let lets made make many may me might more most much must my " +
  "myself no nor not now of off on once one only or other our ours out over own per please pls same say see shall she " +
  "should so some such take tell than that thats the their theirs them then there these they this those through to too " +
  "under until up upon us very was we were what whats when whens where wheres which while who whom whose whos why will " +
  "with within would yes you your yours did didnt dont doesnt isnt wasnt im ive id there like want know need wich whitch " +
  "wat waht hwo wen u r plz kindly thanks hello hi hey dear sir madam hows mean means called name names remind exactly";
const FRENCH =
  "a ai aux au avec avait avez avons car ce cela celle celles celui ces cet cette ceux chez comme combien comment d dans de " +
  "des donc dont du elle elles en encore es est et etait etaient ete etes etre eu eux fait faire fut ici il ils j je l la " +
  "le les leur leurs lui ma mais me meme mes moi mon n ne ni nos notre nous on ont ou par pas peu peut peuvent plus pour " +
  "pourquoi qu quand que quel quelle quelles quels qui quoi s sa sans se selon sera seront ses si soit son sont sous sur ta " +
  "te tes toi ton tout toute toutes tous tres tu un une vers vos votre vous y est-ce dis dire dites donner svp merci bonjour " +
  "nom appelle appel sait savoir faut c";
const KHMER =
  "តើ អ្វី អ្វីៗ នរណា អ្នកណា ណា ទីណា ឯណា ពេលណា ប៉ុន្មាន ហេតុអ្វី មូលហេតុ យ៉ាងម៉េច យ៉ាងណា ម៉េច និង នៅ ក្នុង នៃ ដែល បាន ជា ដោយ ដើម្បី ទៅ មក " +
  "ពី នឹង ត្រូវ ត្រូវបាន ក៏ ឬ គឺ មាន ចំពោះ ដល់ លើ អំពី របស់ សម្រាប់ នេះ នោះ ទេ ឱ្យ អោយ ឲ្យ ខ្លះ ហើយ តាម ជាមួយ ស្តីពី សុំ សូម ខ្ញុំ អ្នក គេ គាត់ យើង " +
  "ពួកគេ ទៀត ដែរ វិញ ឡើយ ទេ ផង ចុះ ឈ្មោះ ឈ្មោះអ្វី ពីព្រោះ ព្រោះ ដោយសារ រួច បន្តិច ប្រាប់ បាទ ចាស មួយ ណាមួយ ហ្នឹង ម៉ោងប៉ុន្មាន ថ្ងៃណា ឆ្នាំណា ខែណា ថា ឆ្នាំ";

const WORDS = new Set(`${ENGLISH} ${FRENCH} ${KHMER}`.split(/\s+/u));

/** Whether a word, in its normal form, carries no content. */
export function isStopWord(form: string): boolean {
  return WORDS.has(form);
}
