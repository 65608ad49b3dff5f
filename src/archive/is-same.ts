/** Whether two spellings name one text: white space, quotes and case apart, one may be cut or have an addition. */
export function isSame(a: string, b: string): boolean {
  const [x = "", y = ""] = [a, b].map((text) =>
    text.toLowerCase().replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, ""),
  );
  const [short, long] = x.length < y.length ? [x, y] : [y, x];
  return short.length > 0 && long.startsWith(short) && short.length >= long.length / 2;
}
