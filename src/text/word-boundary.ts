const LETTER = String.raw`[\p{L}\p{M}\p{N}_]`;
const BOUNDARY = `(?:(?<=${LETTER})(?!${LETTER})|(?<!${LETTER})(?=${LETTER}))`;

/** The same expression with `\b` at the edge of words of every script: by itself it takes the `ù` of `où` for no letter. */
export function withWordBoundaries({ source, flags }: RegExp): RegExp {
  return new RegExp(source.replaceAll(String.raw`\b`, BOUNDARY), flags);
}
