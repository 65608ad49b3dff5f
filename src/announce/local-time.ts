import type { QuietHours, Subscription } from "./subscription.ts";

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;
/** No zone moves its clocks by more. */
const LONGEST_GAP = 120;

interface LocalTime {
  /** From midnight. */
  readonly minutes: number;
  /** 1 (Monday) to 7. */
  readonly weekday: number;
}

const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const formats = new Map<string, Intl.DateTimeFormat>();

/** Which minute of the day and which day of the week it is in an IANA time zone. */
export function localTime(instantMs: number, timeZone: string): LocalTime {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-GB", {
      timeZone,
      hour: "2-digit",
      minute: "2-digit",
      weekday: "short",
      hourCycle: "h23",
    });
    formats.set(timeZone, format);
  }
  const parts = format.formatToParts(instantMs);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? "";
  return {
    minutes: Number(part("hour")) * 60 + Number(part("minute")),
    weekday: WEEKDAYS.indexOf(part("weekday")) + 1,
  };
}

/** Hours that begin and end at the same minute last all day. */
export function isQuiet(quiet: QuietHours | null, instantMs: number, timeZone: string): boolean {
  if (quiet === null) return false;
  const { minutes } = localTime(instantMs, timeZone);
  return quiet.from < quiet.to
    ? minutes >= quiet.from && minutes < quiet.to
    : minutes >= quiet.from || minutes < quiet.to;
}

type Rhythm = Pick<Subscription, "frequency" | "digestAt" | "weekday">;

/**
 * The first instant after `after` at which a digest is due, in milliseconds since 1970; `null` for what is told at once. A
 * local time that a clock change leaves out is due at the first minute after it.
 */
export function nextDigest(
  { frequency, digestAt, weekday }: Rhythm,
  after: number,
  timeZone: string,
): number | null {
  if (frequency === "at-once") return null;
  const start = Math.floor(after / MINUTE_MS) * MINUTE_MS;
  const isDay = (at: number): boolean =>
    frequency === "daily" || localTime(at, timeZone).weekday === weekday;
  // Jumps to the wanted minute of the local day, and once more where the clocks change in between.
  let at = start + MINUTE_MS;
  for (let jumps = 0; jumps < 40; jumps += 1) {
    const missing = (digestAt - localTime(at, timeZone).minutes + DAY_MINUTES) % DAY_MINUTES;
    if (missing === 0 && isDay(at)) return at;
    const landed = at + (missing === 0 ? DAY_MINUTES : missing) * MINUTE_MS;
    at = settled(landed, digestAt, timeZone);
    if (isDay(at)) return at;
  }
  return at;
}

/** Where a clock change made the jump land beside the minute: the nearest instant not before it. */
function settled(landed: number, digestAt: number, timeZone: string): number {
  const overBy = (at: number): number =>
    (localTime(at, timeZone).minutes - digestAt + DAY_MINUTES) % DAY_MINUTES;
  const over = overBy(landed);
  if (over === 0) return landed;
  if (over > LONGEST_GAP) return landed + (DAY_MINUTES - over) * MINUTE_MS;
  const back = landed - over * MINUTE_MS;
  if (overBy(back) === 0) return back;
  // The minute is left out: the first one behind the gap.
  let first = landed;
  while (overBy(first - MINUTE_MS) < over) first -= MINUTE_MS;
  return first;
}
