import { expect, it } from "vitest";
import { smallTalk } from "../../src/answer/small-talk.ts";

it.each([
  ["hello", "greeting"],
  ["Hello, anyone there?", "greeting"],
  ["សួស្តី", "greeting"],
  ["bonjour à tous", "greeting"],
  ["thanks a lot!", "thanks"],
  ["អរគុណច្រើន", "thanks"],
  ["bye", "goodbye"],
  ["who are you and what can you help me with", "about"],
  ["how are you today?", "how-are-you"],
  ["good evening! how's it going", "how-are-you"],
  ["ជម្រាបសួរបង សុខសប្បាយទេ?", "how-are-you"],
  ["Thanks a lot, that was really helpful.", "thanks"],
  ["thanks, that's all I needed", "thanks"],
  ["thanks a lot, thats all i needed", "thanks"],
  ["Thank you, that was very kind of you", "thanks"],
  ["thanks, it helped!", "thanks"],
  ["merci beaucoup et bonne journée !", "thanks"],
  ["Merci, c'est très gentil", "thanks"],
  ["ok bye", "goodbye"],
])("takes %j for small talk", (text, kind) => {
  expect(smallTalk(text)).toBe(kind);
});

it.each([
  "hello, who is the minister?",
  "who is the new ambassador",
  "thanks to whom was it built?",
  "thanks, and the budget of the port?",
  "thanks, is that the final price?",
  "merci, et le budget du port",
  "how is the harvest going",
  "how are you funding the bridge?",
  "អរគុណអ្វី?",
])("takes %j for a question", (text) => {
  expect(smallTalk(text)).toBeNull();
});
