import { describe, expect, it } from "vitest";
import { askContact } from "../../src/answer/contact-answers.ts";
import { askedOf } from "../../src/answer/follow-up.ts";
import { Library } from "../../src/answer/library.ts";
import { analyseQuestion } from "../../src/answer/question.ts";
import { readRelease } from "../../src/archive/read-release.ts";
import { lexiconOf } from "../_support/lexicon.ts";

const RELEASES = {
  "2025-02-01-ferry": `---
title: Night ferry to Orlena suspended
issuer: Orlena Ferries
date: 2025-02-01
---
The night ferry does not sail in February. Stranded passengers can call 0800 44 12 at any hour. Refunds of up to
260 000 rupees are paid at the counter.

Press contact: Ada Quill, press officer, telephone +399 21 400 110, press@orlenaferries.example
`,
  "2025-06-01-fares": `---
title: Ferry fares from July
issuer: Orlena Ferries
date: 2025-06-01
---
Fares rise by 3 per cent. Comments can be sent to fares@orlenaferries.example until 20 June.

Press contact: Bram Sedge, press officer, telephone +399 21 400 118, press@orlenaferries.example
`,
  "2025-09-01-billets": `---
title: Billets en ligne
issuer: Bacs d'Orlena
date: 2025-09-01
---
Les billets sont vendus en ligne.

Contact presse : Cléo Marsan, téléphone +399 21 400 119, press@orlenaferries.example
`,
  "2025-04-01-vaccines": `---
title: Measles vaccines for schools
issuer: Health Board of Tarn
date: 2025-04-01
---
Parents who have a question dial 1288 on weekdays. The board bought 40,000 doses.

Media contact: Senna Vale
Telephone +399 7 120 340
`,
};

async function answer(question: string): Promise<string | null> {
  const library = new Library(lexiconOf("vaccine, vaccination, jab"));
  for (const [id, text] of Object.entries(RELEASES)) {
    const bytes = new TextEncoder().encode(text);
    const outcome = await readRelease({ id, name: `${id}.md`, bytes });
    if (outcome.kind === "releases") for (const release of outcome.releases) library.put(release);
  }
  const documents = Object.keys(RELEASES).flatMap((id) => library.document(id) ?? []);
  const found = askContact(askedOf(analyseQuestion(question), null, library), documents);
  return found && found.sentence.text.slice(found.span.start, found.span.end);
}

describe("a contact is answered", () => {
  it.each([
    ["by the number of the matter", "what number do stranded ferry passengers call?", "0800 44 12"],
    ["by a short number behind its word", "phone number for questions on the jab", "1288"],
    [
      "by the newest press contact of the issuer",
      "press phone of Orlena Ferries",
      "+399 21 400 118",
    ],
    [
      "by the address of a matter",
      "email for comments on the ferry fares",
      "fares@orlenaferries.example",
    ],
    [
      "by a name where a person is asked for",
      "Whom do journalists call at Orlena Ferries?",
      "Bram Sedge",
    ],
    ["by the way to whoever is named", "telephone number of Bram Sedge", "+399 21 400 118"],
    ["by the line below its label", "press phone at the health board of Tarn", "+399 7 120 340"],
  ])("%s", async (_, question, expected) => {
    expect(await answer(question)).toBe(expected);
  });
});

it.each([
  "Who was press officer of Orlena Ferries in 2019?",
  "what is the phone number of the opera house in Brevigne?",
  "How much do the ferries pay back?",
])("nothing for %s", async (question) => {
  expect(await answer(question)).toBeNull();
});
