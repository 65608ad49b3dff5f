import type { ReleaseId } from "../domain/release.ts";

/**
 * A short name of a release for buttons and links: 53 bits of a hash (cyrb53) in base 36, at most 11 characters. Ids may be
 * longer than the 64 bytes of callback data.
 */
export function releaseKey(id: ReleaseId): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (const character of id) {
    const code = character.codePointAt(0) ?? 0;
    high = Math.imul(high ^ code, 2_654_435_761);
    low = Math.imul(low ^ code, 1_597_334_677);
  }
  high =
    Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  low =
    Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  return (4_294_967_296 * (2_097_151 & low) + (high >>> 0)).toString(36);
}
