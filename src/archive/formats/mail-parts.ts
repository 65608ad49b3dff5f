import type { Piece } from "./assemble.ts";

const GREETING =
  /^(?:dear|hello|hi|good\s+(?:morning|afternoon|day)|to\s+whom|ladies\s+and\s+gentlemen|bonjour|chère?s?|mesdames|messieurs|madame|monsieur|សូមគោរព|ជម្រាបសួរ)(?![\p{L}\p{M}])[^.]{0,60}[,:!]?$/iu;
const COVER =
  /\b(?:please\s+find\s+(?:below|enclosed|our)|find\s+below|below\s+(?:you\s+will\s+find|please\s+find|is\s+(?:our|the|a)\s+(?:\w+\s+)?(?:press|news|media|release|statement))|(?:press\s+release|communiqué|statement)\s+(?:is\s+)?below|communiqué\s+ci-dessous|ci-dessous\s+(?:le|notre|un)\s+communiqué|for\s+your\s+(?:information|attention)|pour\s+(?:votre\s+)?information)\b/iu;
const CLOSING =
  /^(?:(?:with\s+)?(?:kind(?:est)?|best|warm|many)?\s*(?:regards|wishes|thanks)|sincerely|yours\s+(?:sincerely|faithfully|truly)|thank\s+you|cordialement|bien\s+(?:cordialement|à\s+vous)|meilleures\s+salutations|salutations|sentiments\s+distingués|សូមអរគុណ|ដោយក្តីគោរព)[\s,.!]*$/iu;
const SUBSCRIPTION =
  /\b(?:unsubscribe|se\s+désabonner|désinscri\w+|you\s+(?:are\s+receiving|receive|have\s+received)\s+this|vous\s+recevez\s+ce|confidential|intended\s+(?:only\s+)?for|view\s+(?:this\s+(?:email|message)\s+)?in\s+(?:your\s+)?browser|sent\s+from\s+my|envoyé\s+de\s+mon)\b/iu;
const SIGNATURE = /^--\s*$/u;
/** Greeting and cover note come within this many pieces. */
const OPENING = 4;

/** The pieces of a mail without greeting and cover lines; from the closing formula or signature on they are a footer. */
export function mailParts(pieces: readonly Piece[]): Piece[] {
  const opening = pieces
    .slice(0, OPENING)
    .findLastIndex(({ text }) => GREETING.test(text) || (COVER.test(text) && text.length < 200));
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
