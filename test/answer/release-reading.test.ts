import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readDocument } from "../../src/answer/document.ts";
import { askedOf } from "../../src/answer/follow-up.ts";
import { Library } from "../../src/answer/library.ts";
import { translated } from "../../src/answer/matching.ts";
import { analyseQuestion } from "../../src/answer/question.ts";
import { createSpanReader } from "../../src/answer/reader/span-reader.ts";
import { readFor } from "../../src/answer/release-reading.ts";
import { readRelease } from "../../src/archive/read-release.ts";
import { readDataFiles } from "../../src/runtime/data-files.ts";
import { lexiconFrom } from "../../src/text/lexicon.ts";

const data = await readDataFiles(join(import.meta.dirname, "../../data"));
const lexicon = lexiconFrom(data);
const reader = createSpanReader(data.reader);

const BODIES = {
  en: "The ministry opened a new service this morning. A tourist visa costs 35 dollars and is valid for thirty days. Mr Pel Sarin directs the service.",
  fr: "Le ministère a ouvert un nouveau service ce matin. Un visa de tourisme coûte 35 dollars et reste valable trente jours. M. Paul Sarin dirige le service.",
  km: "ក្រសួងបានបើកសេវាថ្មីនៅព្រឹកនេះ។ ទិដ្ឋាការទេសចរណ៍មានតម្លៃ ៣៥ ដុល្លារ។ លោក ប៉ិល សារិន ដឹកនាំសេវានេះ។",
} as const;

async function firstSpan(question: string, language: keyof typeof BODIES): Promise<string> {
  const text = `---\ntitle: Service\nlanguage: ${language}\n---\n\n${BODIES[language]}\n`;
  const outcome = await readRelease({
    id: "visa",
    name: "visa.md",
    bytes: new TextEncoder().encode(text),
  });
  if (outcome.kind !== "releases" || !outcome.releases[0]) throw new Error("no release");
  const [release] = outcome.releases;
  const library = new Library(lexicon);
  library.put(release);
  const document = readDocument(release);
  const plain = askedOf(analyseQuestion(question), null, library);
  const isForeign = language !== plain.question.language;
  const asked = isForeign ? { ...plain, terms: translated(plain.terms) } : plain;
  const span = readFor(asked, document, { reader, lexicon })?.spans[0];
  return span ? document.text.slice(span.start, span.end) : "";
}

describe("a release is read", () => {
  it.each([
    ["how much is a tourist visa", "en", "35 dollars"],
    ["how much is a tourist visa", "km", "៣៥ ដុល្លារ"],
    ["តើទិដ្ឋាការទេសចរណ៍ថ្លៃប៉ុន្មាន", "km", "៣៥ ដុល្លារ"],
    ["តើទិដ្ឋាការទេសចរណ៍ថ្លៃប៉ុន្មាន", "en", "35 dollars"],
    ["combien coûte le visa de tourisme ?", "fr", "35 dollars"],
    ["combien coûte le visa de tourisme ?", "en", "35 dollars"],
    ["នរណាដឹកនាំសេវា", "km", "ប៉ិល សារិន"],
  ] as const)("for %j in %s: %s", async (question, language, words) => {
    expect(await firstSpan(question, language)).toContain(words);
  });

  it("for nothing where no word of the question leads to it", async () => {
    expect(await firstSpan("តើនរណាចេះច្រៀង", "en")).toBe("");
  });
});
