import { describe, expect, it } from "vitest";
import { askedOf, leansOn, subjectOf, type Turn } from "../../src/answer/follow-up.ts";
import { Library } from "../../src/answer/library.ts";
import { analyseQuestion } from "../../src/answer/question.ts";
import { lexiconOf } from "../_support/lexicon.ts";

const TURN: Turn = {
  question: "who opened the new quay?",
  answer: "Ilva Tarrow",
  release: "quay",
  kind: "who",
};
const library = new Library(lexiconOf());

describe("a question behind another", () => {
  it("is read before what it leans on, the answer first", () => {
    const question = analyseQuestion("when did she retire?");

    expect(askedOf(question, TURN, library).wording).toBe(
      "when did she retire? Ilva Tarrow who opened the new quay?",
    );
  });

  it("leans on nothing where it stands by itself", () => {
    const question = analyseQuestion("how many trees does the city plant every winter?");

    expect(leansOn(question, TURN)).toBeNull();
  });

  it.each([
    ["and the tug?", "when"],
    ["what about the tug?", "when"],
    ["ចុះកប៉ាល់វិញ", "when"],
    ["and who paid for the tug?", "who"],
  ])("asks for the same once more where it has no word that asks: %j", (asked, kind) => {
    const before: Turn = { ...TURN, question: "when did the quay open?", kind: "when" };

    expect(askedOf(analyseQuestion(asked), before, library).question.kind).toBe(kind);
  });

  it("begins anew when the conversation grows too long", () => {
    const long = { ...TURN, question: "quay ".repeat(90) };

    expect(subjectOf("and its length?", TURN)).toBe("who opened the new quay? and its length?");
    expect(subjectOf("and its length?", long)).toBe("and its length?");
  });
});
