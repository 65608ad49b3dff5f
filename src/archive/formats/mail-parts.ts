import type { Piece } from "./assemble.ts";

const GREETING =
  /^(?:dear|hello|hi|good\s+(?:morning|afternoon|day)|to\s+whom|ladies\s+and\s+gentlemen|bonjour|chère?s?|mesdames|messieurs|madame|monsieur|សូមគោរព|ជម្រាបសួរ)(?![\p{L}\p{M}])[^.]{0,60}[,:!]?$/iu;
const COVER =
  /\b(?:please\s+find\s+(?:below|enclosed|our)|find\s+below|below\s+(?:you\s+will\s+find|please\s+find|is\s+(?:our|the|a)\s+(?:\w+\s+)?(?:press|news|media|release|statement))|(?:press\s+release|communiqué|statement)\s+(?:is\s+)?below|communiqué\s+ci-dessous|ci-dessous\s+(?:le|notre|un)\s+communiqué|for\s+your\s+(?:information|attention)|pour\s+(?:votre\s+)?information)\b/iu;
const CLOSING =
  /^(?:(?:with\s+)?(?:kind(?:est)?|best|warm|many)?\s*(?:regards|wishes|thanks)|sincerely|yours\s+(?:sincerely|faithfully|truly)|thank\s+you|cordialement|bien\s+(?:cordialement|à\s+vous)|meilleures\s+salutations|salutations|sentiments\s+distingués|សូមអរគុណ|ដោយក្តីគោរព)[\s,.!]*$/iu;
const SUBSCRIPTION =
  /\b(?:unsubscribe|se\s+désabonner|désinscri\w+|you\s+(?:are\s+receiving|receive|have\s+received)\s+this|vous\s+recevez\s+ce|confidential|intended\s+(?:only\s+)?for|view\s+(?:this\s+(?:email|message)\s+)?in\s+(?:your\s+)?browser|sent\s+from\s+my|mailing\s+list|liste\s+de\s+diffusion|mailman\/listinfo|envoyé\s+de\s+mon)\b/iu;
/** What newsletters open with. */
const TROUBLE =
  /\b(?:(?:trouble|problems?|difficult\w*)\s+(?:reading|viewing|seeing)|view\s+(?:(?:this|it)\s+)?(?:(?:email|message|newsletter)\s+)?(?:online|in\s+(?:your|a)\s+(?:web\s+)?browser)|(?:version|voir)\s+(?:le\s+message\s+)?en\s+ligne|dans\s+(?:votre|le)\s+navigateur|s['’]affiche\s+(?:pas|mal))/iu;
/** What mail servers put into mails from elsewhere. */
const WARNING =
  /\b(?:click|open|cliquez|ouvrez)\b.{0,60}\b(?:links?|attachments?|liens?|pièces?)\b|\boriginat\w+\s+(?:from\s+)?outside\b|\bexternal\s+(?:e-?mail|sender)\b|\b(?:expéditeur|message|courriel)\s+externe\b/iu;
const SIGNATURE = /^--\s*$/u;
const LONGEST_WARNING = 300;
/** Greeting and cover note come within this many pieces. */
const OPENING = 4;

/** The pieces of a mail without greeting and cover lines; from the closing formula or signature on they are a footer. */
export function mailParts(all: readonly Piece[]): Piece[] {
  const pieces = all.filter(
    ({ text }, i) => i >= OPENING || text.length > LONGEST_WARNING || !WARNING.test(text),
  );
  const opening = pieces
    .slice(0, OPENING)
    .findLastIndex(
      ({ text }) =>
        GREETING.test(text) || (text.length < 200 && (COVER.test(text) || TROUBLE.test(text))),
    );
  const rest = pieces.slice(opening + 1);
  const closing = rest.findIndex(
    ({ text }, i) =>
      SIGNATURE.test(text) ||
      (i >= rest.length / 3 && (CLOSING.test(text) || SUBSCRIPTION.test(text))),
  );
  return rest.map(
    (piece, i): Piece => (closing >= 0 && i >= closing ? { ...piece, role: "footer" } : piece),
  );
}
