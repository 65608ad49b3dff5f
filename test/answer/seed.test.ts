import { beforeAll, describe, expect, it } from "vitest";
import { ask, turnOf } from "../../src/desk/ask.ts";
import type { Answer } from "../../src/domain/answer.ts";
import { openTestArchive, type TestArchive } from "../_support/archive.ts";

const AT = Date.parse("2026-11-26T12:00:00Z");

describe("the archive that ships", () => {
  let archive: TestArchive;
  beforeAll(async () => {
    archive = await openTestArchive();
  });

  function answerTo(question: string, before?: string): Answer {
    const { engine, collection } = archive;
    const first =
      before === undefined
        ? null
        : ask(engine, collection, { question: before, at: AT, previous: null });
    const previous = first && before !== undefined ? turnOf(before, first, null) : null;
    return ask(engine, collection, { question, at: AT, previous }).answer;
  }

  it.each([
    ["who is the US ambassador to ASEAN", /^Yohannes Abraham$/u],
    ["when does Cambodia coordinate ASEAN-US relations", /2024-2027/u],
    ["who received the ambassador", /^SOK Chenda Sophea$/u],
    ["what did he thank Cambodia for", /warm hospitality/u],
    ["when was the partnership established", /2022/u],
    ["តើនរណាជាឯកអគ្គរដ្ឋទូតអាមេរិកប្រចាំអាស៊ាន", /^Yohannes Abraham$/u],
    ["Qui est l'ambassadeur des États-Unis auprès de l'ASEAN ?", /^Yohannes Abraham$/u],
    ["where is the ministry", /^N° 3, Samdech HUN Sen Street/u],
  ])("answers %j", (question, wanted) => {
    const answer = answerTo(question);

    expect(answer.status).toBe("answered");
    expect(answer.status === "answered" ? answer.span?.text : "").toMatch(wanted);
  });

  it("says that no release says who the French ambassador is", () => {
    expect(answerTo("who is the French ambassador to ASEAN")).toMatchObject({
      status: "not-found",
      nearest: ["000_a95321e87b62e11b"],
    });
  });

  it("answers nothing before the release was issued", () => {
    const { engine, collection } = archive;

    const { answer } = ask(engine, collection, {
      question: "who is the US ambassador to ASEAN",
      at: Date.parse("2024-04-09T23:59:59Z"),
      previous: null,
    });

    expect(answer).toMatchObject({ status: "not-found", nearest: [] });
  });

  it("takes what is no question and what is too long for what it is", () => {
    expect(answerTo("hello")).toEqual({ status: "small-talk", kind: "greeting" });
    expect(answerTo("???")).toEqual({ status: "refused", reason: "no-question" });
    expect(answerTo("why ".repeat(400))).toEqual({ status: "refused", reason: "too-long" });
  });
});
