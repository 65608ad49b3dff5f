/** Typed spans from surface forms alone: dates, amounts, durations, names. One type a token. Part of the trained model. */
import type { Token } from "./words.ts";

/** Order is part of the model; 0 is "none". */
export const TYPES = [
  "none",
  "date",
  "time",
  "duration",
  "money",
  "percent",
  "quantity",
  "number",
  "ordinal",
  "name",
  "person",
  "organisation",
  "place",
] as const;

type Type = (typeof TYPES)[number];

function id(type: Type): number {
  return TYPES.indexOf(type);
}

function set(words: string): ReadonlySet<string> {
  return new Set(words.split(" "));
}

const MONTH = set(
  "january february march april may june july august september october november " +
    "december jan feb mar apr jun jul aug sep sept oct nov dec",
);
const DAY = set("monday tuesday wednesday thursday friday saturday sunday");
const NUMBER_WORD = set(
  "zero one two three four five six seven eight nine ten eleven twelve thirteen " +
    "fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy " +
    "eighty ninety hundred thousand million billion trillion dozen half hundreds thousands millions",
);
const ORDINAL_WORD = set(
  "first second third fourth fifth sixth seventh eighth ninth tenth eleventh " +
    "twelfth thirteenth fourteenth fifteenth twentieth",
);
const TIME_UNIT = set(
  "year years month months week weeks day days hour hours minute minutes second " +
    "seconds decade decades century centuries night nights",
);
const UNIT = set(
  "km kilometers kilometres kilometre miles mile metres meters metre feet foot inches acres " +
    "hectares tonnes tons kg kilograms pounds degrees square people persons students members " +
    "households megawatts mw litres percent barrels",
);
const CURRENCY = set(
  "dollars dollar euros euro pounds riel riels yen yuan won baht rupees usd eur gbp khr",
);
const CLOCK = set("a.m. p.m. am pm o'clock noon midnight hours gmt utc");
const DATE_GLUE = set("of , - – early mid late the");
const TITLE = set(
  "mr mrs ms dr prof professor sir lord lady excellency h.e. samdech oknha lok president " +
    "minister ambassador secretary director chairman chairperson chairwoman chair governor mayor judge " +
    "justice attorney senator representative spokesman spokesperson spokeswoman ceo founder general " +
    "colonel captain commander chief king queen prince princess emperor pope bishop chancellor premier " +
    "envoy commissioner administrator officer agent author actor singer coach manager editor dean " +
    "rector deputy counsellor inspector superintendent treasurer magistrate",
);
const ORGANISATION = set(
  "ministry department university college institute association organization " +
    "organisation committee council commission party company corporation bank group agency authority " +
    "foundation society club union court parliament assembly army navy force church school academy " +
    "board office bureau secretariat embassy federation league inc ltd co corp center centre hospital " +
    "museum team alliance airlines airways service fund programme program llc plc",
);
const PLACE = set(
  "river mountain mountains lake sea ocean island islands city town village province " +
    "district street avenue road boulevard valley bay coast desert forest region county state kingdom " +
    "republic peninsula park bridge airport port square palace hotel building",
);
const SPEECH = set("said says told added noted announced stated explained stressed thanked wrote");
const JOINER = set("of de la von van der du bin al the for & and");

/** Stands for the token behind the last. */
const NOTHING: Token = {
  text: "",
  start: 0,
  end: 0,
  lower: "",
  stem: "",
  word: false,
  capital: false,
};

function isNumber({ lower }: Token): boolean {
  return /^\p{N}/u.test(lower) || NUMBER_WORD.has(lower);
}

function isYear({ lower }: Token): boolean {
  return /^(?:1[0-9]|20)\d\d$/u.test(lower);
}

function isDayNumber({ lower }: Token): boolean {
  return /^\d{1,2}(?:st|nd|rd|th)?$/u.test(lower);
}

function isDash({ text }: Token): boolean {
  return /^[-–—]$/u.test(text);
}

function isMonth({ capital, lower }: Token): boolean {
  return capital && MONTH.has(lower);
}

/**
 * Gives each token of a sentence (from `from` to before `to`) its type: `types` receives an index into {@link TYPES} a token.
 */
export function typeTokens(
  tokens: readonly Token[],
  from: number,
  to: number,
  types: Uint8Array,
): void {
  const sentence = new TypedSentence(tokens, { from, to }, types);
  for (let i = from; i < to; ) i = sentence.typeAt(i) ?? i + 1;
}

class TypedSentence {
  readonly #tokens: readonly Token[];
  readonly #from: number;
  readonly #to: number;
  readonly #types: Uint8Array;

  constructor(
    tokens: readonly Token[],
    { from, to }: { readonly from: number; readonly to: number },
    types: Uint8Array,
  ) {
    this.#tokens = tokens;
    this.#from = from;
    this.#to = to;
    this.#types = types;
  }

  /** Types what begins at a token and gives its end; undefined when nothing does. */
  typeAt(at: number): number | undefined {
    return this.#dateEnd(at) ?? this.#amountEnd(at) ?? this.#nameEnd(at);
  }

  #token(i: number): Token {
    return this.#tokens[i] ?? NOTHING;
  }

  #lower(i: number): string {
    return this.#token(i).lower;
  }

  #fill(from: number, to: number, type: Type): number {
    this.#types.fill(id(type), from, to);
    return to;
  }

  /** Months, days of the week, years, decades, centuries, with what belongs to them. */
  #dateEnd(at: number): number | undefined {
    const token = this.#token(at);
    if (/^\d{3,4}s$/u.test(token.lower)) return this.#fill(at, at + 1, "date");
    const isAge = /^(?:century|centuries|decade)$/u.test(token.lower);
    if (isAge && at > this.#from && this.#types[at - 1] === id("ordinal")) {
      return this.#fill(at - 1, at + 1, "date");
    }
    if (isYear(token) && !/^(?:people|members|students)$/u.test(this.#lower(at + 1))) {
      const isRange =
        at + 2 < this.#to && isDash(this.#token(at + 1)) && /^\d{2,4}$/u.test(this.#lower(at + 2));
      return this.#fill(at, at + (isRange ? 3 : 1), "date");
    }
    if (!isMonth(token) && !(token.capital && DAY.has(token.lower))) return undefined;
    let start = at;
    while (start > this.#from && (isDayNumber(this.#token(start - 1)) || this.#isGlue(start - 1))) {
      start -= 1;
    }
    let end = at + 1;
    while (
      this.#isDatePart(end) ||
      (end < this.#to && DATE_GLUE.has(this.#lower(end)) && this.#isDatePart(end + 1))
    ) {
      end += 1;
    }
    return this.#fill(start, end, "date");
  }

  #isDatePart(i: number): boolean {
    const token = this.#token(i);
    return i < this.#to && (isDayNumber(token) || isYear(token) || isMonth(token));
  }

  #isGlue(i: number): boolean {
    return DATE_GLUE.has(this.#lower(i)) && i > this.#from && isDayNumber(this.#token(i - 1));
  }

  /** Money, percentages, durations, clock times, quantities, ordinals, plain numbers. */
  #amountEnd(at: number): number | undefined {
    const token = this.#token(at);
    const isCurrency = /\p{Sc}$/u.test(token.text) || /^(?:usd|eur|gbp|khr)$/u.test(token.lower);
    if (/\d(?:st|nd|rd|th)$/u.test(token.lower) || ORDINAL_WORD.has(token.lower)) {
      return this.#fill(at, at + 1, "ordinal");
    }
    const isAmount = isCurrency && at + 1 < this.#to && isNumber(this.#token(at + 1));
    if (!isNumber(token) && !isAmount) return undefined;
    let end = at + 1;
    while (end < this.#to && (isNumber(this.#token(end)) || this.#isRange(end))) end += 1;
    if (isCurrency) return this.#fill(at, end, "money");
    const next = this.#lower(end);
    if (next === "%" || next === "percent") return this.#fill(at, end + 1, "percent");
    if (next === "per" && this.#lower(end + 1) === "cent")
      return this.#fill(at, end + 2, "percent");
    if (end >= this.#to) return this.#fill(at, end, "number");
    if (CURRENCY.has(next)) return this.#fill(at, end + 1, "money");
    if (CLOCK.has(next)) return this.#fill(at, end + 1, "time");
    if (/^\d{1,2}:\d\d$/u.test(token.lower)) return this.#fill(at, end, "time");
    if (TIME_UNIT.has(next)) return this.#fill(at, end + 1, "duration");
    if (UNIT.has(next)) return this.#fill(at, end + 1, "quantity");
    return this.#fill(at, end, "number");
  }

  #isRange(i: number): boolean {
    return isDash(this.#token(i)) && i + 1 < this.#to && isNumber(this.#token(i + 1));
  }

  /** Runs of capitalised words; organisation, place and person by their key words. */
  #nameEnd(at: number): number | undefined {
    if (!this.#isNamed(at)) return undefined;
    let end = at + 1;
    while (this.#goesOn(end)) end += 1;
    return this.#fill(at, end, this.#nameType(at, end));
  }

  #isNamed(i: number): boolean {
    const { capital, lower } = this.#token(i);
    return i < this.#to && capital && !(i === this.#from && lower.length < 4);
  }

  #goesOn(end: number): boolean {
    const { text, lower } = this.#token(end);
    return (
      this.#isNamed(end) ||
      (text === "." && this.#token(end - 1).text.length <= 3 && this.#isNamed(end + 1)) ||
      this.#joins(end) ||
      (this.#lower(end - 1) === "of" && lower === "the" && this.#isNamed(end + 1))
    );
  }

  #joins(i: number): boolean {
    if (i + 1 >= this.#to || !JOINER.has(this.#lower(i))) return false;
    const isOfThe = this.#lower(i) === "of" && this.#lower(i + 1) === "the";
    return this.#isNamed(i + 1) || (isOfThe && this.#isNamed(i + 2));
  }

  #nameType(at: number, end: number): Type {
    const words = this.#tokens.slice(at, end).map(({ lower }) => lower);
    const before = at > this.#from ? this.#lower(at - 1) : "";
    const after = end < this.#to ? this.#lower(end) : "";
    if (words.some((word) => ORGANISATION.has(word))) return "organisation";
    if (words.some((word) => PLACE.has(word))) return "place";
    const isTitled = words.some((word) => TITLE.has(word)) || TITLE.has(before);
    if (isTitled || SPEECH.has(after)) return "person";
    const next = this.#lower(end + 1);
    return after === "," && (/^\d\d$/u.test(next) || TITLE.has(next)) ? "person" : "name";
  }
}
