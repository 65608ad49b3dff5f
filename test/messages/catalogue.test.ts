import { expect, it } from "vitest";
import { COMMANDS } from "../../src/desk/commands.ts";
import { LANGUAGES } from "../../src/domain/language.ts";
import { catalogue } from "../../src/messages/catalogue.ts";

it.each(LANGUAGES)(
  "words every command and option in %s, within the platforms' 100 characters",
  (language) => {
    const { commands, options } = catalogue(language);

    const worded = COMMANDS.flatMap((command) => [
      commands[command.name],
      ...command.options.map(({ name }) => options[name]),
    ]);

    expect(worded.filter((text) => text === undefined || text === "" || text.length > 100)).toEqual(
      [],
    );
  },
);

it.each(["km", "fr"] as const)("says nothing in English where it speaks %s", (language) => {
  const english = Object.entries(catalogue("en")).filter(([, text]) => typeof text === "string");
  const other = new Map(Object.entries(catalogue(language)));

  const same = english.filter(([key, text]) => text !== "" && other.get(key) === text);

  expect(same).toEqual([]);
});

it.each(LANGUAGES)("keeps what it is given in its sentences, in %s", (language) => {
  const words = catalogue(language);

  const sentences = [
    words.askPressOffice("press@desk.example"),
    words.replacedBy("press@desk.example"),
    words.noSuchRelease("press@desk.example"),
    words.oldAnswer("press@desk.example"),
    words.smallTalk("greeting", "press@desk.example"),
  ];

  expect(sentences.filter((sentence) => !sentence.includes("press@desk.example"))).toEqual([]);
});

it("puts names into French sentences where they need neither article nor elision", () => {
  const words = catalogue("fr");
  const name = "Autorité des marchés";

  const sentences = [
    words.smallTalk("greeting", name),
    words.smallTalk("about", name),
    words.smallTalk("how-are-you", name),
    words.helpIntro(name),
    words.quoteOwnWords(name, name),
    words.quoteOtherSpeaker(name),
    words.quoteUnsettled(name),
    words.subscriptions.issuers(name),
    words.subscriptions.topics(name),
    words.subscriptions.whyIssuer(name),
  ];

  expect(sentences.filter((sentence) => !sentence.includes(name))).toEqual([]);
  expect(
    sentences.filter((sentence) => / (?:de|à|par|que|si|sur|est) Autorité/u.test(sentence)),
  ).toEqual([]);
});
