import { expect, it } from "vitest";
import { analyseQuestion } from "../../src/answer/question.ts";

it.each([
  ["who is the secretary general", "who"],
  ["who is acting mayor", "who"],
  ["who is Orla Brandt", "role"],
  ["Qui est Orla Brandt ?", "role"],
  ["Orla Brandt, quelle est sa fonction ?", "role"],
  ["what kinds of tree are planted", "list"],
  ["which wards get the new trees?", "list"],
  ["which bus goes to the quay", "which"],
  ["what number do i call in a flood", "contact"],
  ["raison du retard", "why"],
  ["D'où vient le retard ?", "why"],
  ["le mot de la préfète sur la boue", "said"],
  ["Que réclament les riverains ?", "said"],
  ["សាឡាងចេញម៉ោងប៉ុន្មាន", "when"],
  ["សាឡាងមានប៉ុន្មាន", "how-many"],
  ["សំបុត្របង់ប៉ុន្មាន", "how-much"],
  ["ពិព័រណ៍ធ្វើនៅស្រុកណា", "where"],
  ["ប្រធានក្រុមប្រឹក្សាឈ្មោះអី", "who"],
  ["ប្រធានកំពង់ផែជាអ្នកណា", "who"],
  ["ម៉ៅ ធារិន ជាអ្នកណា", "role"],
  ["ម៉ៅ ធារិន មានតួនាទីអី", "role"],
  ["ទឹកជំនន់ ហៅលេខណា", "contact"],
])("%j asks for: %s", (question, kind) => {
  expect(analyseQuestion(question).kind).toBe(kind);
});
