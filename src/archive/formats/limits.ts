const MEGABYTE = 1024 * 1024;

/** What a reader takes on; more is refused with a sentence, never cut. */
export const LIMITS = {
  /** A release is text; the largest of the development files has 0.3 MB, scans a few. */
  fileBytes: 25 * MEGABYTE,
  /** Of a DOCX with its pictures; a bomb unpacks to gigabytes. */
  unpackedBytes: 200 * MEGABYTE,
  zipEntries: 5000,
  pages: 500,
  /** Recognising a page takes seconds. */
  scannedPages: 20,
  feedEntries: 2000,
  mailDepth: 4,
  htmlElements: 200_000,
  htmlDepth: 1000,
} as const;

/** `25 MB` */
export function megabytes(bytes: number): string {
  return `${Math.round(bytes / MEGABYTE)} MB`;
}
