import type { Standing } from "../domain/office.ts";
import type { Span } from "../domain/span.ts";
import { people } from "../text/names.ts";
import type { Sentence } from "./document.ts";
import type { NamedPerson } from "./named-people.ts";
import { standingOfChange } from "./office-record.ts";
import { ROLE_AS, ROLE_BEFORE, ROLE_BEHIND } from "./office-role.ts";
import { type NamedOffice, officesIn } from "./offices.ts";

export const ACTING = /\b(?:acting|interim|par intérim)\b|ស្តីទី/iu;
const FORMERLY =
  /\b(?:former|formerly|ex-|outgoing|late|predecessor|until (?:now|last|then|recently|his|her|this)|hitherto|so far|ancien(?:ne)?|sortante?|jusqu['’]ici)\b|អតីត/iu;
const UNTIL_NOW = /^\s*,?\s*(?:until (?:now|then|last|recently)|so far|hitherto|jusqu['’]ici)\b/u;
const DESIGNATE = /\b(?:designate|-elect|nominee|next|incoming|future|désignée?|prochaine?)\b/iu;

/** Which office the words beside a name give to its bearer. */
export function officeBeside(sentence: Sentence, { name, whole }: NamedPerson): NamedOffice | null {
  const { text } = sentence;
  const after = text.slice(name.end);
  const role =
    spanBehind(after, name.end, ROLE_BEHIND) ??
    spanBefore(text.slice(0, whole.start), text) ??
    spanBefore(text.slice(0, name.start), text);
  const found = role ?? (isPlace(text, whole) ? null : roleFurther(sentence, name));
  if (!found) return null;
  return { name, role: found, standing: standingBeside(text, { name, whole }, found) };
}

/** As the judge reads it, else behind `as` or `is`. */
function roleFurther(sentence: Sentence, name: Span): Span | null {
  const { text } = sentence;
  const judged = officesIn(sentence).find(
    (each) =>
      each.name.start === name.start &&
      !/^['’]s/u.test(text.slice(each.role.end)) &&
      !COURTESY.test(text.slice(each.role.start, each.role.end)),
  );
  return judged?.role ?? spanBehind(text.slice(name.end), name.end, ROLE_AS);
}

function standingBeside(text: string, { name, whole }: NamedPerson, role: Span): Standing {
  const from = Math.min(whole.start, role.start);
  const end = Math.max(name.end, role.end);
  const beside = text.slice(Math.max(0, from - 16), end);
  if (FORMERLY.test(beside) || UNTIL_NOW.test(text.slice(role.end))) return "former";
  const isToCome = DESIGNATE.test(text.slice(Math.max(0, role.start - 10), end));
  return standingOfChange(ACTING.test(beside), isToCome);
}

/** The office that a pattern finds behind a name, unless somebody else stands between. */
export function spanBehind(after: string, offset: number, pattern: RegExp): Span | null {
  const match = pattern.exec(after);
  const role = match?.groups?.["role"];
  if (!match || role === undefined) return null;
  const between = match[0].slice(0, match[0].length - role.length);
  // Another person between the name and the role: it is theirs.
  if (people(between).length > 0) return null;
  const start = offset + match[0].length - role.length;
  return { start, end: start + role.trimEnd().length };
}

/** Titles of courtesy rather than offices where they stand before a name. */
export const COURTESY =
  /^(?:captain|professor|judge|commander|senator|inspector|engineer|governor general)$/iu;

function spanBefore(before: string, text: string): Span | null {
  const from = Math.max(0, before.length - 160);
  const match = ROLE_BEFORE.exec(before.slice(from));
  const role = match?.groups?.["role"];
  if (!match || role === undefined || COURTESY.test(role)) return null;
  const start = from + match.index + match[0].indexOf(role);
  return text.slice(start, start + role.length) === role
    ? { start, end: start + role.trimEnd().length }
    : null;
}

/** The words before a name make it a place's: `the border town of`. */
const PLACE = /\b(?:in|at|from|near|town of|city of|village of|port of|à|près de)\s+$/iu;

/** Whether a name is that of a place, by what stands before it. */
export function isPlace(text: string, { start }: Span): boolean {
  return PLACE.test(text.slice(Math.max(0, start - 20), start));
}
