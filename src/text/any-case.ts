/**
 * The expression with every `(?i:...)` written out in both cases. V8 loses the modifier when it compiles a much used
 * expression once more: from then on `(?i:la)` no longer finds `La`.
 */
export function expressionOf(source: string, flags: string): RegExp {
  return new RegExp(spelledOut(source), flags);
}

/** The source alone. */
export function spelledOut(source: string): string {
  let written = "";
  let at = 0;
  for (;;) {
    const from = source.indexOf(MODIFIER, at);
    if (from < 0) return written + source.slice(at);
    const to = groupEnd(source, from + MODIFIER.length);
    const inner = spelledOut(source.slice(from + MODIFIER.length, to));
    written += `${source.slice(at, from)}(?:${inEitherCase(inner)})`;
    at = to + 1;
  }
}

const MODIFIER = "(?i:";
/** An escape, the beginning of a group with or without a name, a class of characters, a repetition, or one character. */
const PART =
  /\\[pP]\{[^}]*\}|\\k<[^>]*>|\\.|\(\?(?:<[=!]|<[^>]*>|[=!:])|\[(?:\\[pP]\{[^}]*\}|\\.|[^\]\\])*\]|\{\d+(?:,\d*)?\}|./gsu;

/** Where the group ends within which `from` lies: the place of its bracket. */
function groupEnd(source: string, from: number): number {
  let depth = 1;
  for (const part of source.slice(from).matchAll(PART)) {
    if (part[0].startsWith("(")) depth += 1;
    if (part[0] === ")") depth -= 1;
    if (depth === 0) return from + part.index;
  }
  throw new SyntaxError(`A group of ${source.slice(0, 40)} has no end.`);
}

function inEitherCase(source: string): string {
  return source.replaceAll(PART, (part) => {
    if (part.startsWith("[") && part.length > 1)
      return part.replaceAll(/(?<![\\\p{L}{=-])\p{L}(?![-}])/gu, bothCases);
    return part.length > 1 || !/\p{L}/u.test(part) ? part : `[${bothCases(part)}]`;
  });
}

function bothCases(letter: string): string {
  const [lower, upper] = [letter.toLowerCase(), letter.toUpperCase()];
  return lower === upper ? letter : lower + upper;
}
