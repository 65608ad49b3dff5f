import type { Api } from "grammy";
import { DOWNLOAD_LIMIT_BYTES } from "./limits.ts";
import type { SentFile } from "./request.ts";

/** The bytes of a file that a person sent; `null` when it is too large or cannot be fetched. */
export type Download = (file: SentFile) => Promise<Uint8Array | null>;

export interface DownloadParts {
  readonly api: Api;
  readonly apiRoot: string;
  readonly token: string;
  readonly signal: AbortSignal;
}

/** Enough for 20 MB over a slow line, in milliseconds. */
const TIMEOUT_MS = 60_000;

export function createDownload({ api, apiRoot, token, signal }: DownloadParts): Download {
  return async ({ id, sizeBytes }) => {
    if (sizeBytes > DOWNLOAD_LIMIT_BYTES) return null;
    try {
      const { file_path: path } = await api.getFile(id);
      const timeout = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
      const response = await fetch(`${apiRoot}/file/bot${token}/${path}`, { signal: timeout });
      return response.ok ? new Uint8Array(await response.arrayBuffer()) : null;
    } catch {
      return null;
    }
  };
}
