const ZERO = 0x17e0;

/** A number, or text with numbers in it, in Khmer digits. */
export function khmerDigits(text: string | number): string {
  return String(text).replaceAll(/\d/gu, (digit) => String.fromCodePoint(ZERO + Number(digit)));
}
