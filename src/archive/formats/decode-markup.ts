import { decodeText } from "../decode-text.ts";

const DECLARED = /(?:charset\s*=\s*["']?|encoding\s*=\s*["'])\s*([\w-]+)/iu;
/** The declaration stands near the head of the file. */
const HEAD_BYTES = 2048;

/** HTML or XML as text, in the encoding that its bytes show or, failing UTF-8, that it declares. */
export function decodeMarkup(bytes: Uint8Array): string {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, HEAD_BYTES));
  const declared = DECLARED.exec(head)?.[1]?.toLowerCase();
  if (declared === undefined || /^utf-?(?:8|16)/u.test(declared) || hasMark(bytes))
    return decodeText(bytes);
  try {
    return new TextDecoder(declared).decode(bytes);
  } catch {
    return decodeText(bytes);
  }
}

function hasMark([a, b]: Uint8Array): boolean {
  return (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff);
}
