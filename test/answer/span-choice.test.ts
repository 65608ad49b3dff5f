import { describe, expect, it } from "vitest";
import { readDocument } from "../../src/answer/document.ts";
import { askedOf, type Turn } from "../../src/answer/follow-up.ts";
import { Library } from "../../src/answer/library.ts";
import { analyseQuestion } from "../../src/answer/question.ts";
import { chooseSpan } from "../../src/answer/span-choice.ts";
import { readRelease } from "../../src/archive/read-release.ts";
import { lexiconOf } from "../_support/lexicon.ts";

/** What is chosen from a sentence where no reader has read it. */
async function chosen(
  question: string,
  sentence: string,
  before: Turn | null = null,
): Promise<string> {
  const bytes = new TextEncoder().encode(
    `---\ntitle: Orlena\nissuer: Orlena\ndate: 2025-03-04\n---\n\n${sentence}\n`,
  );
  const outcome = await readRelease({ id: "one", name: "one.md", bytes });
  if (outcome.kind !== "releases" || !outcome.releases[0]) throw new Error("no release");
  const library = new Library(lexiconOf());
  library.put(outcome.releases[0]);
  const found = readDocument(outcome.releases[0]).sentences.find(({ text }) => text === sentence);
  if (!found) throw new Error("no sentence");
  const { start, end } = chooseSpan(askedOf(analyseQuestion(question), before, library), found, []);
  return sentence.slice(start, end);
}

describe("the words of a sentence that answer, without a reader", () => {
  it.each([
    [
      "a place behind its noun",
      "ស្ពានថ្មីសង់នៅខេត្តណា",
      "ស្ពានថ្មីនឹងត្រូវសាងសង់នៅខេត្តអូរឡេណា ក្នុងឆ្នាំ២០២៧។",
      "ខេត្តអូរឡេណា",
    ],
    [
      "a place behind its preposition",
      "ពិព័រណ៍ធ្វើនៅឯណា",
      "ពិព័រណ៍នឹងធ្វើឡើងនៅសួនមាត់ទន្លេ ចាប់ពីម៉ោង ៨ ព្រឹក។",
      "សួនមាត់ទន្លេ",
    ],
    ["who it is done by", "អ្នកណាបង់ថ្លៃសំបុត្រ", "ថ្លៃសំបុត្រត្រូវបង់ដោយសមាគមអ្នកដឹកជញ្ជូន។", "សមាគមអ្នកដឹកជញ្ជូន"],
    [
      "a company behind the word for it",
      "ក្រុមហ៊ុនណាសង់រោងចក្រ",
      "អ្នកសាងសង់គឺក្រុមហ៊ុន Orlena Solar ហើយការងារចំណាយពេល ១៣ ខែ។",
      "ក្រុមហ៊ុន Orlena Solar",
    ],
    [
      "an amount whose thousands stand apart",
      "រដ្ឋឱ្យលុយប៉ុន្មាន",
      "គ្រួសារនីមួយៗទទួលបាន ៨០០ ០០០ រៀល ពីរដ្ឋ។",
      "៨០០ ០០០ រៀល",
    ],
    [
      "a time of day",
      "សាឡាងចេញម៉ោងប៉ុន្មាន",
      "សាឡាង ១២ គ្រឿងចេញនៅម៉ោង ៥ និង ៣០ នាទីព្រឹក។",
      "ម៉ោង ៥ និង ៣០ នាទីព្រឹក",
    ],
    [
      "a clause with a decimal comma in it whole",
      "តើគម្រោងនេះយ៉ាងម៉េច",
      "គម្រោងនេះចំណាយ ១៧,៤ លានដុល្លារ ពីកម្ចី។",
      "គម្រោងនេះចំណាយ ១៧,៤ លានដុល្លារ ពីកម្ចី",
    ],
    [
      "the address that is named",
      "what is the email of the harbour office",
      "The harbour office answers at 0555 301 4477 and at harbour@orlena.example on working days.",
      "harbour@orlena.example",
    ],
    [
      "a short number behind the word for it",
      "what number do i call in a flood",
      "In a flood, residents should call 1286 at any hour.",
      "1286",
    ],
    [
      "somebody's office",
      "Ilva Tarrow, quelle est sa fonction ?",
      "La directrice des ports, Mme Ilva Tarrow, a ouvert le quai.",
      "directrice des ports",
    ],
    [
      "a reason, also inside a quotation",
      "Pourquoi le chantier est-il en retard ?",
      "« Le chantier a duré trente mois, parce que le sol était pollué », a reconnu Mme Ilva Tarrow.",
      "parce que le sol était pollué",
    ],
    [
      "what was said, however it is asked",
      "le mot de la préfète sur la boue",
      "« Après la boue, la poussière », a constaté la préfète.",
      "Après la boue, la poussière",
    ],
  ])("are %s", async (_, question, sentence, wanted) => {
    expect(await chosen(question, sentence)).toBe(wanted);
  });

  it("are not the person whom the answer before named, where there is another", async () => {
    const before: Turn = {
      question: "who is the harbour master?",
      answer: "Ilva Tarrow",
      release: "one",
      kind: "who",
    };
    const both = "Ms Ilva Tarrow took over from Mr Orin Sedge on 3 March.";

    expect(await chosen("whom did she succeed?", both, before)).toBe("Orin Sedge");
    expect(await chosen("who was it?", "Ms Ilva Tarrow took over.", before)).toBe("Ilva Tarrow");
  });
});
