/** Numbers from 0 to 1 that a seed decides (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** What formats are made of: each may decide a reader's way. */
const TOKENS = [
  "\n\n",
  "---\n",
  "\u0000",
  "\ufeff",
  "<",
  ">",
  "</p>",
  "<table><tr><td>",
  "<!--",
  "<![CDATA[",
  "&amp;",
  "&#x0;",
  "<!DOCTYPE x [",
  "<!ENTITY a 'b'>",
  "stream\n",
  "endstream",
  "endobj",
  "obj",
  "/Kids",
  "/Count 999999999",
  "<<",
  ">>",
  "PK\u0003\u0004",
  "%PDF-",
  "From: a@b\n",
  "Content-Type: message/rfc822\n\n",
  "--b\n",
  "Subject: x\n",
  "2024-02-30",
  "31 June 2024",
  "No. 1/2",
  "PRESS RELEASE",
  "ទី៣១ ខែ",
  "\u17d2",
  "{",
  "[",
  '"',
  "*a: &a",
  "9".repeat(40),
  "- ".repeat(60),
  "A ".repeat(80),
].map((token) => new TextEncoder().encode(token));

/** A copy of `bytes` with one to six faults: bits turned, pieces cut, doubled, moved or taken from `other`, tokens put in. */
export function mutated(bytes: Uint8Array, other: Uint8Array, random: () => number): Uint8Array {
  let result = new Uint8Array(bytes);
  for (let left = 1 + Math.floor(random() * 6); left > 0; left -= 1)
    result = fault(result, other, random);
  return result;
}

type Random = () => number;

function fault(
  bytes: Uint8Array<ArrayBuffer>,
  other: Uint8Array,
  random: Random,
): Uint8Array<ArrayBuffer> {
  const at = Math.floor(random() * (bytes.length + 1));
  const length = Math.floor(random() ** 3 * bytes.length);
  const from = Math.floor(random() * (other.length + 1));
  const token = TOKENS[Math.floor(random() * TOKENS.length)] ?? new Uint8Array();
  const kind = Math.floor(random() * 7);
  if (kind === 0) return flipped(bytes, at, random);
  if (kind === 1) return joined(bytes.subarray(0, at), bytes.subarray(at + length));
  if (kind === 2) return joined(bytes.subarray(0, at + length), bytes.subarray(at));
  if (kind === 3)
    return joined(
      bytes.subarray(0, at),
      other.subarray(from, from + length),
      bytes.subarray(at + length),
    );
  if (kind === 4) return bytes.slice(0, at);
  if (kind === 5) return joined(bytes.subarray(0, at), token, bytes.subarray(at));
  return joined(bytes.subarray(0, at), token, bytes.subarray(at + token.length));
}

function flipped(
  bytes: Uint8Array<ArrayBuffer>,
  at: number,
  random: Random,
): Uint8Array<ArrayBuffer> {
  const result = new Uint8Array(bytes);
  for (let i = at; i < Math.min(at + 1 + random() * 16, result.length); i += 1) {
    result[i] = (result[i] ?? 0) ^ (1 << Math.floor(random() * 8));
  }
  return result;
}

function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const result = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    result.set(part, at);
    at += part.length;
  }
  return result;
}
