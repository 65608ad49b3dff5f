import { type Lexicon, lexiconFrom } from "../../src/text/lexicon.ts";

/** A lexicon of some groups of equivalents, or of none, that knows nothing else. */
export function lexiconOf(...lexicon: readonly string[]): Lexicon {
  return lexiconFrom({
    lexicon,
    dictionary: [],
    associations: { en: "", fr: "", km: "" },
    functionWords: "",
    vocabulary: [],
    contrasts: "",
  });
}
