import { describe, expect, it } from "vitest";
import { isDoubtful } from "../../src/answer/doubts.ts";
import { gatherEvidence } from "../../src/answer/evidence.ts";
import { askedOf, type Turn } from "../../src/answer/follow-up.ts";
import { Library } from "../../src/answer/library.ts";
import { analyseQuestion } from "../../src/answer/question.ts";
import { readRelease } from "../../src/archive/read-release.ts";
import { parseContrasts } from "../../src/text/opposites.ts";
import { lexiconOf } from "../_support/lexicon.ts";

const LEXICON = {
  ...lexiconOf(),
  contrasts: parseContrasts("killed, died | injured, hurt\nmen | women"),
};

const BODY =
  'Two tugs of 60 tonnes bollard pull each entered service. The Orlena Development Bank is lending EUR 35 million for the berth. Deputy Governor Ilva Tarrow spoke in the harbour hall. The quay was opened on 3 May 2025. The third round of dredging took four weeks. Terminal 4 handles 900 containers a day. Entry is free for children under 12. Five dockers were injured. The former harbour master, Oren Maddock, now leads the museum. "No tug of ours ever slept through a storm", said Mr Corin Dale.';

/** Whether the sentence that begins so is doubted as the answer. */
async function doubts(
  question: string,
  beginning: string,
  previous: Turn | null = null,
  /** What the reader sees in it. */
  seen: string | null = null,
): Promise<boolean> {
  const bytes = new TextEncoder().encode(
    `---\ntitle: New tugs\nissuer: Orlena Port Authority\ndate: 2025-05-04\n---\n\n${BODY}\n`,
  );
  const outcome = await readRelease({ id: "tugs", name: "tugs.md", bytes });
  if (outcome.kind !== "releases" || !outcome.releases[0]) throw new Error("no release");
  const library = new Library(LEXICON);
  library.put(outcome.releases[0]);
  const asked = askedOf(analyseQuestion(question), previous, library);
  const allow = (): boolean => true;
  const candidate = gatherEvidence(asked, {
    library,
    reader: null,
    allow,
    contextRelease: null,
  }).find(({ sentence }) => sentence.text.startsWith(beginning));
  if (!candidate) throw new Error(`no candidate begins with ${beginning}`);
  const start = candidate.sentence.text.indexOf(seen ?? "");
  const span = { start, end: start + (seen ?? "").length, score: 3, support: 0.9 };
  const read = { ...candidate, spans: seen === null ? candidate.spans : [span] };
  return isDoubtful(asked, read, { library, allow, language: "en" });
}

describe("an answer is doubted", () => {
  it.each([
    ["where the question names a stranger", "Did Zebulon Quist open the quay?", "The quay"],
    [
      "where no release has words for it",
      "how do quantum walruses juggle teapots on a quay",
      "The quay",
    ],
    [
      "where a rate is asked for and an amount is there",
      "what rate is the bank lending at",
      "The Orlena",
    ],
    ["where the deputy is there and the holder is asked for", "who is the governor", "Deputy"],
    ["where another day is asked for", "what was opened on 4 May 2025", "The quay"],
    [
      "where another round is asked for",
      "how long did the second round of dredging take",
      "The third",
    ],
    ["where another number of a name is asked for", "containers a day at terminal 3", "Terminal 4"],
    ["where the word and its contrast are not the same", "how many dockers were killed", "Five"],
    [
      "where who held the office is named for who holds it",
      "who is the harbour master",
      "The former",
    ],
    ["where somebody else says it", "what did Ilva Tarrow say about storms and tugs?", '"No tug'],
    ["where nothing is said", "what did Mr Dale say about the tugs", "Two tugs"],
    ["where another phase is asked for", "weeks of dredging in round two", "The third"],
    [
      "where a year is asked for that the release does not know",
      "how many tugs entered service in 2019",
      "Two tugs",
    ],
  ])("%s", async (_, question, beginning) => {
    expect(await doubts(question, beginning)).toBe(true);
  });

  it("where the reader sees a measure and a thing is asked for", async () => {
    expect(await doubts("which tugs entered service", "Two tugs", null, "60 tonnes")).toBe(true);
    expect(await doubts("which tonnage do the tugs have", "Two tugs", null, "tugs")).toBe(false);
  });

  it("where a short question behind another has a word that no release has", async () => {
    const before: Turn = {
      question: "who spoke in the hall?",
      answer: "Ilva Tarrow",
      release: "tugs",
      kind: "who",
    };

    expect(await doubts("who painted the quay", "The quay", before)).toBe(true);
    expect(await doubts("when was it opened", "The quay", before)).toBe(false);
  });

  it.each([
    ["when was the quay opened", "The quay"],
    ["what was opened on 3 May", "The quay"],
    ["how long did the third round of dredging take", "The third"],
    ["how many tugs entered service in 2025", "Two tugs"],
    ["how much is the bank lending for the berth", "The Orlena"],
    ["who is the deputy governor", "Deputy"],
    ["containers a day at terminal-4", "Terminal 4"],
    ["how many dockers were hurt", "Five"],
    ["who was harbour master before", "The former"],
    ["who leads the museum", "The former"],
    ["what did Corin Dale say about storms and tugs?", '"No tug'],
    ["is entry free for children under 10", "Entry"],
  ])("not for %j", async (question, beginning) => {
    expect(await doubts(question, beginning)).toBe(false);
  });
});
