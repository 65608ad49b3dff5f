import type { Contact } from "../domain/release.ts";
import { lettersForDigits } from "../text/look-alikes.ts";
import { contactIn, isReachable, personIn } from "./contacts.ts";
import { isContactHeading, lineKind } from "./line-kinds.ts";
import type { Block } from "./manuscript.ts";

/** Lines that a contact goes on for below its heading, each a paragraph of its own. */
const MOST_LINES = 8;

/** Whom the lines of letterhead and footer name; what stands on several lines together (name, office, number, address) is one contact. */
export function contactsOf(blocks: readonly Block[]): Contact[] {
  const found: Contact[] = [];
  let heading = -Infinity;
  let isOpen = false;
  for (const [i, one] of blocks.entries()) {
    const text = lettersForDigits(one.reading.text);
    const isHeading = isContactHeading(text);
    if (isHeading) heading = i;
    const isHeaded = i - heading <= MOST_LINES;
    const goesOn = isHeaded || blocks[i - 1]?.group === one.group;
    const kind = lineKind(text);
    const leads = goesOn || blocks[i + 1]?.group === one.group;
    const person = leads ? personIn(text) : null;
    const given = kind === "contact" ? contactIn(text, isHeaded) : person;
    const last = isOpen && goesOn ? found.at(-1) : undefined;
    if (isHeading || (kind !== "contact" && kind !== "other")) {
      isOpen = false;
    } else if (given && last && isMore(last, given)) {
      found[found.length - 1] = { ...last, ...given };
    } else if (given) {
      found.push(given);
      isOpen = true;
    } else if (last?.name !== undefined && last.role === undefined && isRole(text)) {
      found[found.length - 1] = { ...last, role: text };
    } else isOpen = false;
  }
  return found.filter(isReachable);
}

/** What `more` says, `contact` leaves open. */
function isMore(contact: Contact, more: Contact): boolean {
  const fields = ["name", "role", "phone", "email"] as const;
  return fields.every((field) => contact[field] === undefined || more[field] === undefined);
}

const LONGEST_ROLE = 60;

function isRole(text: string): boolean {
  return text.length <= LONGEST_ROLE && !/\d|[.!?។:;]$/u.test(text);
}
