/** Fetches a file that a person sent; `null` when it is too large or could not be had. */
export type Download = (url: string, sizeBytes: number) => Promise<Uint8Array | null>;

/** Largest file taken for a release; Discord takes 10 MiB from people without a subscription. */
const LIMIT_BYTES = 20 * 1024 * 1024;
const TIMEOUT_MS = 20_000;

/** From the addresses that Discord gives with an interaction, which need no token. */
export const download: Download = async (url, sizeBytes) => {
  if (sizeBytes > LIMIT_BYTES) return null;
  const answer = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) }).catch(() => null);
  if (!answer?.ok) return null;
  const bytes = new Uint8Array(await answer.arrayBuffer());
  return bytes.length <= LIMIT_BYTES ? bytes : null;
};
