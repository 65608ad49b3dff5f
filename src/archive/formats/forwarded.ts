import { datesIn } from "../../text/dates.ts";

/** What the headers of a mail say that another mail passes on. */
export interface Original {
  /** Index of the first line behind its headers. */
  readonly start: number;
  readonly subject: string | null;
  readonly from: string | null;
  /** `YYYY-MM-DD` */
  readonly date: string | null;
}

const MARK =
  /^[\s>]*(?:-{2,}\s*)?(?:begin\s+forwarded\s+message|(?:original|forwarded)\s+message|message\s+(?:transféré|d['’]origine|initial)|début\s+du\s+message\s+(?:transféré|réexpédié))\s*:?(?:\s*-{2,})?\s*$/iu;
const HEADER =
  /^[\s>*]*(?<name>from|de|date|sent|envoyé|subject|objet|to|à|cc|reply-to|répondre à|ពី|កាលបរិច្ឆេទ|ប្រធានបទ|ទៅ)\s*\*?\s*[:៖]\s*\*?\s*(?<value>.*)$/iu;
/** Headers of a mail that is passed on without a mark: at least these three together. */
const LEAST_HEADERS = 3;
/** Header lines may be broken and parted by blank ones. */
const REACH = 14;

/** The innermost mail that `lines` pass on; null when they pass on none. */
export function forwardedIn(lines: readonly string[]): Original | null {
  let found: Original | null = null;
  for (let i = 0; i < lines.length; i += 1) {
    const marked = MARK.test(lines[i] ?? "");
    if (!marked && !/^[\s>*]*(?:from|de|ពី)\s*\*?\s*[:៖]/iu.test(lines[i] ?? "")) continue;
    const block = headersAt(lines, marked ? i + 1 : i);
    if (block.count < (marked ? 1 : LEAST_HEADERS)) continue;
    found = block.original;
    i = block.original.start - 1;
  }
  return found;
}

function headersAt(lines: readonly string[], from: number): { count: number; original: Original } {
  const values = new Map<string, string>();
  let start = from;
  for (let i = from; i < Math.min(lines.length, from + REACH); i += 1) {
    const line = lines[i] ?? "";
    const header = HEADER.exec(line)?.groups;
    if (header) {
      values.set(kindOf(header["name"] ?? ""), header["value"]?.trim() ?? "");
      start = i + 1;
    } else if (line.trim() !== "" && values.size > 0 && !/^\s|^[^:]*@/u.test(line)) break;
  }
  const date = datesIn(values.get("date") ?? "")[0]?.date ?? null;
  const original = {
    start,
    date,
    subject: values.get("subject") || null,
    from: values.get("from") || null,
  };
  return { count: values.size, original };
}

function kindOf(name: string): string {
  const plain = name.toLowerCase();
  if (/^(?:from|de|ពី)$/u.test(plain)) return "from";
  if (/^(?:date|sent|envoyé|កាលបរិច្ឆេទ)$/u.test(plain)) return "date";
  return /^(?:subject|objet|ប្រធានបទ)$/u.test(plain) ? "subject" : plain;
}
