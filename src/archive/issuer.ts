import { lettersForDigits } from "../text/look-alikes.ts";
import { isSame } from "./is-same.ts";
import { type Entry, spanOf } from "./letterhead-entries.ts";
import { isDepartment, isOfficeName, isOrganisation, saysSomething } from "./office-names.ts";

const LONGEST = 90;
/** Below the title a longer line is a subtitle. */
const FEW_WORDS = 4;
const GENERAL =
  /^(?:news|press|media|presse|actualités?|featured?|photos?|videos?|latest|announcements?|summary|highlights|home|overview|story|stories)\b/iu;

/** What is known when names are looked for. */
export interface Scene {
  readonly title: Entry | null;
  readonly entries: readonly Entry[];
  /** The whole stored text. */
  readonly text: string;
}

/** Whether an entry names an organisation or a part of one, or the text below it calls somebody so. */
export function isName(entry: Entry, text: string): boolean {
  if (entry.text.length > LONGEST) return false;
  const below = text.slice(spanOf(entry).end).toLowerCase().replaceAll(/\s+/gu, " ");
  const named = entry.text.length > 5 && below.includes(lettersForDigits(entry.text).toLowerCase());
  return named || isOfficeName(entry.text);
}

/** The entry that names who issues: an organisation, above the title, that the text names too. */
export function issuerIn(names: readonly Entry[], { title, entries, text }: Scene): Entry | null {
  const at = title ? entries.indexOf(title) : entries.length;
  const score = (entry: Entry): number =>
    (entry.block.role === "letterhead" || entry.block.role === "author" ? 2 : 0) +
    (isOrganisation(entry.text) ? 2 : 0) +
    (isDepartment(entry.text) ? -3 : 0) +
    (isNamedIn(entry, text) ? 3 : 0) +
    (entries.indexOf(entry) < at ? 2 : -1) +
    (entry === names[0] ? 1 : 0);
  const [best] = names.toSorted((a, b) => score(b) - score(a));
  return best && score(best) >= 2 ? best : null;
}

function isNamedIn(entry: Entry, text: string): boolean {
  if (entry.text.length > LONGEST) return false;
  const own = spanOf(entry);
  const rest = `${text.slice(0, own.start)} ${text.slice(own.end)}`.toLowerCase();
  return rest.replaceAll(/\s+/gu, " ").includes(lettersForDigits(entry.text).toLowerCase());
}

/** The entry that names the part of the issuer: by its words, else what stands between issuer and title. */
export function departmentIn(
  names: readonly Entry[],
  issuer: Entry | null,
  { title, entries }: Scene,
): Entry | null {
  const others = names.filter((entry) => !issuer || !isSame(entry.text, issuer.text));
  const marked = others.find(({ text }) => isDepartment(text) && text.length <= 90);
  if (marked) return marked;
  const [from, to] = [issuer, title].map((entry) => (entry ? entries.indexOf(entry) : -1));
  const next = others.find((entry) => entries.indexOf(entry) > (from ?? -1));
  if (!issuer || !next || !title || !isPlainName(next.text)) return null;
  const behind = entries.indexOf(next) > (to ?? -1);
  return behind && next.text.split(/\s+/u).length > FEW_WORDS ? null : next;
}

/** Capitalised, short, without a title's marks or verbs, and not what sites head their news with. */
function isPlainName(text: string): boolean {
  if (!/^[\p{Lu}\p{Script=Khmer}]/u.test(text) || /["“«.!?:\d]/u.test(text) || GENERAL.test(text))
    return false;
  return text.split(/\s+/u).length <= 7 && !saysSomething(text);
}
