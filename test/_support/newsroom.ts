import { join, resolve } from "node:path";
import { Engine } from "../../src/answer/engine.ts";
import { learntFrom } from "../../src/answer/learnt.ts";
import { Library } from "../../src/answer/library.ts";
import { Collection } from "../../src/archive/collection.ts";
import { readRelease } from "../../src/archive/read-release.ts";
import { replyToQuestion } from "../../src/desk/answer-reply.ts";
import { ArchiveService } from "../../src/desk/archive-service.ts";
import type { UseCase } from "../../src/desk/create-desk.ts";
import { createDesk } from "../../src/desk/create-desk.ts";
import type { Desk } from "../../src/desk/desk.ts";
import { warmUp } from "../../src/desk/warm-up.ts";
import type { Citation } from "../../src/domain/citation.ts";
import type { Release } from "../../src/domain/release.ts";
import { readDataFiles } from "../../src/runtime/data-files.ts";
import { lexiconFrom } from "../../src/text/lexicon.ts";
import { createMemoryKeepsakes, createMemorySettings } from "./memory-settings.ts";

const PARAGRAPH =
  "The Board has heard the fishers of Sandrow on every point of the new rules. Each berth is let for one season and may be passed on once. Nets are dried on the north quay alone, and nowhere else. ";

/** An invented port authority's archive: a release in two languages, a long one, a hostile one, a withdrawn one. */
const FILES: Readonly<Record<string, string>> = {
  "2026-11-02-ferry": `---
title: New Ferry Links Lowgate and Sandrow
issuer: Veldan Port Authority
date: 2026-11-02
language: en
url: https://ports.example.org/ferry
contacts: [{ name: Ms Ada Fenn, phone: 555 0101, email: press@ports.example.org }]
---
The new ferry between Lowgate and Sandrow will sail every hour from Monday, 9 November 2026. A single ticket costs 3 crowns, and children under six travel free of charge.

Captain Orla Brandt will command the first crossing. "Nobody on the islands will wait for a boat again," said Director Ilse Marn.
`,
  "2026-11-02-ferry-km": `---
title: សាឡាងថ្មីភ្ជាប់ឡូហ្គេត និងសាន់រ៉ូ
issuer: អាជ្ញាធរកំពង់ផែវែលដាន
date: 2026-11-02
language: km
translationOf: 2026-11-02-ferry
---
សាឡាងថ្មីរវាងឡូហ្គេត និងសាន់រ៉ូ នឹងចេញដំណើររៀងរាល់ម៉ោងចាប់ពីថ្ងៃចន្ទ ទី៩ ខែវិច្ឆិកា ឆ្នាំ២០២៦។ សំបុត្រមួយមានតម្លៃ ៣ ក្រោន។
`,
  "2026-10-20-berths": `---
title: Rules for the Berths of Sandrow
issuer: Veldan Port Authority
date: 2026-10-20
language: en
---
The berths of Sandrow are let anew from 1 January 2027.

${Array.from({ length: 60 }, (_, i) => `Article ${i + 1}. ${PARAGRAPH.trim()}`).join("\n\n")}
`,
  "2026-10-05-fees": `---
title: Fees <b>& "Charges"</b> [now](http://evil.example) 👩‍👩‍👧
issuer: Veldan & Sons <i>
date: 2026-10-05
language: en
---
The mooring fee is 5 < 6 & 7 > 2 crowns, says the \u202ebackwards\u202c board of \u200bVeldan </b></blockquote> to @everyone 👩‍👩‍👧.
`,
  "2026-09-01-pier": `---
title: The East Pier Is Closed
issuer: Veldan Port Authority
date: 2026-09-01
language: en
withdrawn: the pier was never closed
---
The east pier is closed for repairs until spring.
`,
};

/** Questions with their sentence and span: what a chat shows is tried here, not how well answers are found. */
const ANSWERS: Readonly<Record<string, { sentence: string; span: string }>> = {
  "Who will command the first crossing?": {
    sentence: "Captain Orla Brandt will command the first crossing.",
    span: "Captain Orla Brandt",
  },
  "What does a single ticket cost?": {
    sentence: "A single ticket costs 3 crowns, and children under six travel free of charge.",
    span: "3 crowns",
  },
};

const data = await readDataFiles(join(resolve(import.meta.dirname, "../.."), "data"));
/** One for all newsrooms of a file: what it works out once is not worked out for each test. */
const LEXICON = lexiconFrom(data);

/**
 * The real desk over {@link FILES} and `more` (Markdown by id), on 10 November 2026; {@link ANSWERS} are given without the
 * engine.
 */
export async function openNewsroom(more: Readonly<Record<string, string>> = {}): Promise<Desk> {
  const library = new Library(LEXICON);
  const collection = new Collection("UTC");
  const archive = new ArchiveService(collection, library);
  for (const [id, text] of Object.entries({ ...FILES, ...more })) {
    const bytes = new TextEncoder().encode(text);
    const outcome = await readRelease({ id, name: `${id}.md`, bytes });
    if (outcome.kind !== "releases") throw new Error(`${id} is no release`);
    for (const release of outcome.releases) archive.put(release);
  }
  const engine = new Engine({ library, ...learntFrom(data), reader: null });
  // As the product does before it connects: Discord waits three seconds for the first answer, too.
  for (const _ of warmUp(engine, collection, Date.parse("2026-11-10T12:00:00Z")));
  return createDesk({
    engine,
    collection,
    settings: createMemorySettings(),
    kept: createMemoryKeepsakes(),
    originalOf: () => Promise.resolve(null),
    defaultLanguage: "en",
    pressContact: null,
    organisation: null,
    clock: () => Date.parse("2026-11-10T12:00:00Z"),
    useCases: [scriptedAnswers(collection)],
    onError: (error) => {
      throw error;
    },
  });
}

function scriptedAnswers(collection: Collection): UseCase {
  return async ({ intent }, context) => {
    const said = intent.kind === "command" ? intent.argument : "";
    const scripted = ANSWERS[intent.kind === "text" ? intent.text : said];
    const release = collection.stored("2026-11-02-ferry");
    if (!scripted || !release) return await Promise.resolve(null);
    const quote = citationOf(release, scripted.sentence);
    const span = citationOf(release, scripted.span);
    const answer = { status: "answered", span, quote, items: [], reading: null } as const;
    const outcome = { answer: { ...answer, confidence: 0.9, more: [] }, trace: null };
    return replyToQuestion({ ...outcome, language: "en" }, context);
  };
}

function citationOf({ id, revision, text }: Release, words: string): Citation {
  const start = text.indexOf(words);
  if (start < 0) throw new Error(`${id} does not say: ${words}`);
  return { release: id, revision, start, end: start + words.length, text: words };
}
