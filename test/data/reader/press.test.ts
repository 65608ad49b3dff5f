import { expect, it } from "vitest";
import { pressQuestions, readPress } from "../../../data/reader/press/windows.ts";

const { releases, questions } = readPress();
const texts = new Map(
  releases.map(({ id, title, paragraphs }) => [id, [title, ...paragraphs].join("\n")]),
);

it("has the words of every press question's evidence in its release, and the answer in them", () => {
  const astray = questions.filter(
    (each) =>
      each.answerable &&
      !(texts.get(each.release)?.includes(each.evidence) && each.evidence.includes(each.answer)),
  );

  expect(astray).toEqual([]);
});

it("asks no press question of a release twice", () => {
  const asked = questions.map(({ release, question }) => `${release} ${question.toLowerCase()}`);

  expect(asked.filter((each, i) => asked.indexOf(each) !== i)).toEqual([]);
});

it("learns from none of the releases of the writer that it is measured by", () => {
  const { seen, unseen } = pressQuestions("w5");

  const measured = unseen.flatMap(({ qas }) => qas.map(({ id }) => id.split("-")[0]));
  const learnt = seen.flatMap(({ qas }) => qas.map(({ id }) => id.split("-")[0]));
  expect(new Set(measured)).toEqual(new Set(["w5"]));
  expect(learnt).not.toContain("w5");
});
