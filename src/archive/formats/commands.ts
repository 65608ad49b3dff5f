/** What came of running a command outside the process. */
export type CommandOutcome =
  | { readonly kind: "done"; readonly output: Uint8Array }
  | { readonly kind: "missing" }
  | { readonly kind: "failed"; readonly reason: string };

/** Commands that the machine may have, for what no library reads well; each run is bounded in time and size. */
export interface Commands {
  /** The words of a PDF with their boxes, as `pdftotext -bbox-layout` prints them (XHTML). */
  pdfWords(pdf: Uint8Array): Promise<CommandOutcome>;
  /** The page of a PDF, from 1, as a grey picture at 200 dpi (PGM), by `pdftoppm`. */
  pdfPicture(pdf: Uint8Array, page: number): Promise<CommandOutcome>;
  /** The words of a picture with their boxes, as `tesseract` prints them (TSV); languages are Tesseract's names, those that it lacks are left out. */
  recognise(picture: Uint8Array, languages: readonly string[]): Promise<CommandOutcome>;
}

/** On a machine that has none of them. */
export const NO_COMMANDS: Commands = {
  pdfWords: missing,
  pdfPicture: missing,
  recognise: missing,
};

async function missing(): Promise<CommandOutcome> {
  return await Promise.resolve({ kind: "missing" });
}
