import type { Contact } from "../domain/release.ts";
import { arabicDigits } from "../text/words.ts";
import { isOfficeName } from "./office-names.ts";

const EMAIL = /[\p{L}\d._%+-]+\s?@\s?[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/gu;
const PHONE = /(?:\(?\+\s?|\(|\b)[\dO][\dOlIS\s().}/-]{4,}[\dOlIS]\b/gu;
const FAX = /\bfax\b[\s.:;]*[+(]?[\dOlIS\s().}/-]+/giu;
const SHORT_PHONE = /(?:[:៖]|\b(?:on|at|au|line)\b)\s*(\d{3,5})\b(?!\s?[-–]\s?\d)/iu;
const NAME =
  /(?:(?:Mr|Mrs|Ms|Miss|Mme|Mlle|M|Dr|Prof|Eng|Capt(?:ain)?|H\.E)\.?\s+)?(?:Dr\.?\s+)?\p{Lu}[\p{L}'’-]+(?:\s+(?:(?:van|von|de|der|den|du|la|le|bin|al)\s+)*\p{Lu}[\p{L}'’.-]*){1,3}/u;
/** A name and what parts it from an office. */
const PERSON = new RegExp(
  `^(?<name>${NAME.source}?)(?:(?:,|\\s[–—|-])\\s(?<role>[^\\d.:@]{3,60})|\\s\\((?<role>[^\\d.:@()]{3,60})\\))?$`,
  "u",
);
/** Capitalised words of desks, not of people. */
const GENERAL =
  /(?<!\p{L})(?:press|media|news|public|affairs|relations?|communications?|information|desk|team|service|presse|médias?|contact|notes?|editors?)(?!\p{L})/iu;
const TITLED_NAME =
  /(?:Mr|Mrs|Ms|Miss|Mme|Mlle|M\.|Dr|Prof|Eng)\.?\s+(?:Dr\.?\s+)?\p{Lu}[\p{L}'’.-]*(?:\s+(?:(?:van|von|de|der|den|du|la|le|bin|al)\s+)*\p{Lu}[\p{L}'’.-]*){0,3}/u;
const KHMER_NAME = /(?:លោកស្រី|លោក|កញ្ញា)\s?[\p{Script=Khmer}\s]{3,40}/u;
const LABEL = /^[\s*_]*([^:៖\d@]{3,60}?)\s*[:៖]/u;
/** Labels that say nothing of who it is. */
const EMPTY_LABEL =
  /^(?:te[l1I]\.?|fax|e-?\s?mai[l1]|courriel|contacts?|phone|telephone|téléphone|web|website|address|adresse|info|more information|further information|for (?:further|more) information|renseignements|e-?rnail|ទូរសព្ទ|ទំនាក់ទំនង)$/iu;

/** Labels behind which a name may stand without "Mr" or "Ms". */
const NAMING = /contact|press|media|médias?|enquir|inquir|spokes|porte-parole/iu;

/** Who a contact line names, with role, phone and address where it gives them; empty when it gives no way to reach anybody. Fax numbers are left out. */
export function contactsIn(line: string): Contact[] {
  return [contactIn(line)].filter(isReachable);
}

export function isReachable({ phone, email }: Contact): boolean {
  return phone !== undefined || email !== undefined;
}

/** What a contact line says of somebody, maybe a name alone; `isNamed` where a heading above promises one. */
export function contactIn(line: string, isNamed = false): Contact {
  const plain = arabicDigits(line).replaceAll(FAX, " ");
  const email = plain.match(EMAIL)?.[0].replaceAll(/\s/gu, "");
  const phone = phoneIn(plain.replaceAll(EMAIL, " "));
  const label = LABEL.exec(line)?.[1]?.trim();
  const role = label && !EMPTY_LABEL.test(label) ? label : undefined;
  const name = nameIn(
    label ? line.slice(line.indexOf(label) + label.length) : line,
    isNamed || NAMING.test(label ?? ""),
  );
  return {
    ...(name === undefined ? {} : { name }),
    ...(role === undefined ? {} : { role }),
    ...(phone === undefined ? {} : { phone }),
    ...(email === undefined ? {} : { email }),
  };
}

/** Somebody's name, maybe with an office behind it, that is all that `line` says: "Ada Fenn, press officer"; null when it says something else. */
export function personIn(line: string): Contact | null {
  const { name, role } = PERSON.exec(line.trim())?.groups ?? {};
  if (name === undefined || isOfficeName(name) || GENERAL.test(name)) return null;
  return { name, ...(role === undefined ? {} : { role }) };
}

/** Letters alone are no number, whatever a scanner reads. */
const LEAST_READ = 3;

/** The first number of at least six digits, else a short one behind a label; a scanner's letters are read as digits. */
function phoneIn(line: string): string | undefined {
  for (const [found] of line.matchAll(PHONE)) {
    if ((found.match(/\d/gu)?.length ?? 0) < LEAST_READ) continue;
    const phone = found
      .trim()
      .replaceAll("O", "0")
      .replaceAll(/[lI]/gu, "1")
      .replaceAll("S", "5")
      .replaceAll("}", ")");
    if ((phone.match(/\d/gu)?.length ?? 0) >= 6) return phone;
  }
  return SHORT_PHONE.exec(line)?.[1];
}

function nameIn(line: string, labelled: boolean): string | undefined {
  const found =
    TITLED_NAME.exec(line) ?? KHMER_NAME.exec(line) ?? (labelled ? NAME.exec(line) : null);
  const name = found?.[0].trim();
  return name !== undefined && labelled && (isOfficeName(name) || GENERAL.test(name))
    ? undefined
    : name;
}
