import { describe, expect, it } from "vitest";
import { questionParts } from "../../src/answer/question-parts.ts";

describe("two questions in one message", () => {
  it.each([
    [
      "Who is the new harbour master? When does she take office?",
      ["Who is the new harbour master?", "When does she take office?"],
    ],
    [
      "who is the new harbour master and when does she take office",
      ["who is the new harbour master", "when does she take office"],
    ],
    [
      "what does the ferry cost\nhow long does it take",
      ["what does the ferry cost", "how long does it take"],
    ],
    [
      "Qui dirige le port, et depuis quand est-il en fonction ?",
      ["Qui dirige le port", "depuis quand est-il en fonction ?"],
    ],
    ["តើនរណាជាប្រធានកំពង់ផែ? តើសំបុត្រថ្លៃប៉ុន្មាន?", ["តើនរណាជាប្រធានកំពង់ផែ?", "តើសំបុត្រថ្លៃប៉ុន្មាន?"]],
    [
      "Hello! I write for the Gazette. Who runs the port? And since when?",
      ["Hello! I write for the Gazette. Who runs the port?", "And since when?"],
    ],
  ])("%s", (message, parts) => {
    expect(questionParts(message)).toEqual(parts);
  });
});

it.each([
  "Hello? Who runs the port?",
  "When and where will the fair be held?",
  "who runs the port and the ferries",
  "What is the name and the role of the new member?",
  "I saw that the port is closed.\nWhen does it open again? Thanks!",
  "Which minister said that the talks were long and how",
  "the port?",
])("takes for one: %s", (message) => {
  expect(questionParts(message)).toEqual([message]);
});

it("takes for one what is far too long for two", () => {
  const message = `who runs the port?${" ".repeat(100_000)}\nhow long?`;

  expect(questionParts(message)).toEqual([message]);
});
