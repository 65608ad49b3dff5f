import { lettersForDigits, likelySpelling } from "../text/look-alikes.ts";
import { storedSpan } from "../text/reading-text.ts";
import type { Finding } from "./finding.ts";
import { departmentIn, issuerIn } from "./issuer.ts";
import { type Labelled, labelledIn } from "./labelled.ts";
import { type Entry, entriesIn, spanOf } from "./letterhead-entries.ts";
import { kickerOf, numberOf } from "./line-kinds.ts";
import type { Block } from "./manuscript.ts";
import { titleIn } from "./title.ts";
import { inTitleCase } from "./title-case.ts";

export interface Letterhead {
  readonly title: Finding | null;
  readonly issuer: Finding | null;
  readonly department: Finding | null;
  readonly place: Finding | null;
  readonly number: Finding | null;
}

/**
 * Issuer, department, number and title out of the blocks in front of the body; `text` is the whole stored text, whose
 * spelling helps against a scanner's slips, `hint` what the file's own head calls the title.
 */
export function letterheadIn(header: readonly Block[], text: string, hint?: string): Letterhead {
  const entries = entriesIn(header);
  const label = (field: Labelled["field"]): Finding | null => labelled(entries, field);
  const title = titleIn(entries, { text, hint });
  const names = entries.filter((entry) => entry.kind === "other" && entry !== title);
  const issuer = issuerIn(names, { title, entries, text });
  const department = departmentIn(names, issuer, { title, entries, text });
  return {
    title:
      label("title") ??
      (title ? { value: lettersForDigits(title.text), span: spanOf(title) } : null),
    issuer: label("issuer") ?? (issuer ? named(issuer, text) : null),
    department: label("department") ?? (department ? named(department, text) : null),
    place: label("place"),
    number: numberIn(entries),
  };
}

/** What a line states behind a field's name. */
function labelled(entries: readonly Entry[], field: Labelled["field"]): Finding | null {
  for (const { text, block } of entries) {
    const found = labelledIn(text);
    if (found?.field !== field) continue;
    const start = block.reading.text.indexOf(text.slice(found.start));
    const span = { start, end: start + found.end - found.start };
    return { value: text.slice(found.start, found.end), span: storedSpan(block.reading, span) };
  }
  return null;
}

function numberIn(entries: readonly Entry[]): Finding | null {
  for (const entry of entries) {
    const behind = entry.kind === "kicker" ? kickerOf(entry.text)?.after : undefined;
    const number =
      entry.kind === "kicker" || entry.kind === "number" || entry.kind === "dateline"
        ? numberOf(behind || entry.text, behind !== undefined)
        : null;
    if (number === null) continue;
    const start = entry.block.reading.text.indexOf(number);
    return {
      value: number,
      span: storedSpan(entry.block.reading, { start, end: start + number.length }),
    };
  }
  return null;
}

function named(entry: Entry, text: string): Finding {
  const span = spanOf(entry);
  const plain = lettersForDigits(entry.text);
  const elsewhere = `${text.slice(0, span.start)} ${text.slice(span.end)}`.replaceAll(/\s+/gu, " ");
  return { value: inTitleCase(likelySpelling(plain, elsewhere), elsewhere), span };
}
