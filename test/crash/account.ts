import type { Store } from "../../src/store/open-store.ts";
import type { Berth } from "./newsroom.ts";
import type { Arrival, Platform } from "./platforms.ts";
import type { Probe, Row } from "./probe.ts";
import { berthIn, questionOn } from "./releases.ts";
import { type Told, toldIn } from "./told.ts";

/** How deliveries ended, and what must never be. */
export interface Finding {
  readonly arrived: number;
  readonly corrected: number;
  readonly withdrawn: number;
  readonly digests: number;
  readonly answers: number;
  readonly sent: number;
  readonly unknown: number;
  readonly failed: number;
  readonly retired: number;
  /** What came to a chat as a new message more than once. */
  readonly twice: readonly string[];
  /** What neither came nor has a row that says why. */
  readonly missed: readonly string[];
  /** The last word in a chat is a text that was corrected or withdrawn, and no row says why. */
  readonly stale: readonly string[];
  /** The row says that it came and it did not, or the other way round. */
  readonly untrue: readonly string[];
  /** Ambiguous rows that the operator is not shown. */
  readonly hidden: readonly string[];
  /** Ambiguous, although its text stands as it was: a nonce would have settled it. */
  readonly doubtful: readonly string[];
  /** Still to be sent at the end. */
  readonly left: number;
}

export interface Sides {
  readonly platform: Platform;
  readonly store: Store;
  readonly probe: Probe;
  readonly berths: readonly Berth[];
  /** Chats that are told of everything. */
  readonly subscribed: readonly string[];
  /** What people wrote and should be answered. */
  readonly written: readonly string[];
}

/** One release in one message. */
interface Word extends Told {
  readonly chat: string;
  readonly how: Arrival["how"];
}

const NEWS: ReadonlySet<string> = new Set(["announcement", "digest", "answer"]);
const AMBIGUOUS: ReadonlySet<string> = new Set(["unknown", "failed"]);

/** Compares what the platform got with what the store says. */
export async function findFaults(sides: Sides): Promise<Finding> {
  const { platform, store, probe, berths } = sides;
  const rows = (await probe.rows()).map((row) => ({ ...row, chat: platform.first(row.chat) }));
  const entries = await probe.entries();
  const arrivals = platform.arrivals();
  const words = arrivals.flatMap(({ chat, how, text }) =>
    toldIn(text).map((told): Word => ({ ...told, chat, how })),
  );
  const berthsOf = (row: Row): readonly string[] =>
    row.kind === "digest"
      ? entries.filter(({ delivery }) => delivery === row.id).map(({ release }) => berthIn(release))
      : [berthIn(row.release)];
  const story: Story = {
    words: grouped(words, ({ chat, release }) => `${chat} ${berthIn(release)}`),
    rows: new Map(),
    retired: new Set(rows.filter(({ status }) => status === "retired").map(({ chat }) => chat)),
  };
  for (const row of rows)
    for (const berth of new Set(berthsOf(row)))
      story.rows.set(`${row.chat} ${berth}`, [
        ...(story.rows.get(`${row.chat} ${berth}`) ?? []),
        row,
      ]);
  const shown = new Set((await store.account.undecided(rows.length + 1)).map(({ id }) => id));
  const changed = new Set(berths.filter(({ isChanged }) => isChanged).map(({ id }) => id));
  const ambiguous = rows.filter(({ status }) => AMBIGUOUS.has(status));
  const count = (wanted: string): number => rows.filter(({ status }) => status === wanted).length;
  const ofKind = (wanted: string): number => rows.filter(({ kind }) => kind === wanted).length;
  const open = await store.ledger.open();
  return {
    arrived: words.length,
    corrected: ofKind("correction"),
    withdrawn: ofKind("withdrawal"),
    digests: ofKind("digest"),
    answers: ofKind("answer"),
    sent: count("sent"),
    unknown: count("unknown"),
    failed: count("failed"),
    retired: count("retired"),
    twice: [...twiceTold(words), ...twiceReplied(arrivals)],
    missed: [...missedNews(sides, story), ...(await missedAnswers(sides, words, rows, story))],
    stale: staleWords(berths, story),
    untrue: untrueRows(words, rows),
    hidden: ambiguous.filter(({ id }) => !shown.has(id)).map(nameOf),
    doubtful: rows
      .filter((row) => row.status === "unknown" && !berthsOf(row).some((one) => changed.has(one)))
      .map(nameOf),
    left: count("pending") + count("sending") + (await probe.waiting()) + open.length,
  };
}

/** All that a chat was told, and all that the store says, of a berth, by `chat berth`. */
interface Story {
  readonly words: ReadonlyMap<string, readonly Word[]>;
  readonly rows: Map<string, readonly Row[]>;
  /** Chats that are gone. */
  readonly retired: ReadonlySet<string>;
}

function twiceTold(words: readonly Word[]): string[] {
  const sent = words.filter(({ how }) => how === "sent");
  const keys = sent.flatMap(({ kind, chat, release, revision, subject }) => {
    if (kind === "answer")
      return [`${chat} news of ${release}`, ...subject.split(",").map((id) => `answer ${id}`)];
    if (NEWS.has(kind)) return [`${chat} news of ${release}`];
    return kind === "withdrawal"
      ? [`${chat} withdrawal of ${release}`]
      : [`${chat} correction ${release} ${revision}`];
  });
  return repeated(keys);
}

function twiceReplied(arrivals: readonly Arrival[]): string[] {
  return repeated(arrivals.map(({ text }) => text).filter((text) => toldIn(text).length === 0));
}

function missedNews({ berths, subscribed }: Sides, { words, rows, retired }: Story): string[] {
  const keys = berths
    .filter(({ current }) => current.withdrawn === null)
    .flatMap(({ id }) => subscribed.map((chat) => ({ chat, key: `${chat} ${id}` })));
  return keys
    .filter(({ chat, key }) => {
      if (words.has(key)) return false;
      const told = rows.get(key) ?? [];
      // A chat that is gone gets no rows of later releases.
      return !told.some(isExplained) && !(retired.has(chat) && told.length === 0);
    })
    .map(({ key }) => `${key} ${JSON.stringify(rows.get(key) ?? "has no row")}`);
}

async function missedAnswers(
  { platform, probe, berths }: Sides,
  words: readonly Word[],
  rows: readonly Row[],
  { retired }: Story,
): Promise<string[]> {
  const answered = new Set(
    words.flatMap(({ kind, subject }) => (kind === "answer" ? subject.split(",") : [])),
  );
  const explained = new Set(
    rows
      .filter((row) => row.kind === "answer" && isExplained(row))
      .flatMap(({ subject }) => subject.split(",")),
  );
  const withdrawn = new Set(
    berths.flatMap(({ id, current }) => (current.withdrawn === null ? [] : [questionOn(id)])),
  );
  return (await probe.questions())
    .filter(
      ({ id, chat, question }) =>
        !answered.has(String(id)) &&
        !explained.has(String(id)) &&
        !withdrawn.has(question) &&
        !retired.has(platform.first(chat)),
    )
    .map(({ id, question, told }) => `answer ${id} ${question} ${told === null ? "open" : "told"}`);
}

function staleWords(berths: readonly Berth[], { words, rows }: Story): string[] {
  const byId = new Map(berths.map((berth) => [berth.id, berth]));
  return [...words]
    .filter(([key, told]) => {
      const last = told.at(-1);
      const berth = byId.get(key.split(" ")[1] ?? "");
      if (!last || !berth || isRight(last, berth)) return false;
      return !(rows.get(key) ?? []).some(isExplained);
    })
    .map(([key, told]) => `${key}: ${JSON.stringify(told)} but ${JSON.stringify(rows.get(key))}`);
}

function isRight({ kind, release, shown }: Word, { current, since }: Berth): boolean {
  if (current.withdrawn !== null) return kind === "withdrawal";
  return release === current.id && shown >= since;
}

function untrueRows(words: readonly Word[], rows: readonly Row[]): string[] {
  const came = new Set(words.map(keyOf));
  const byKey = grouped(rows, keyOf);
  const lies = rows.filter((row) => row.status === "sent" && !came.has(keyOf(row))).map(nameOf);
  const unheard = [...came].filter(
    (key) =>
      !(byKey.get(key) ?? []).some(
        ({ status, error }) =>
          status === "sent" || status === "unknown" || error?.endsWith("may have arrived") === true,
      ),
  );
  return [...lies, ...unheard.map((key) => `${key} ${JSON.stringify(byKey.get(key) ?? null)}`)];
}

/** What a row and the words that it made have in common. */
function keyOf({
  chat,
  kind,
  release,
  revision,
  subject,
}: Pick<Row, "chat" | "kind" | "release" | "revision" | "subject">): string {
  return subject === "" ? `${chat} ${kind} ${release} ${revision}` : `${chat} ${kind} ${subject}`;
}

function isExplained({ status, error }: Row): boolean {
  return (AMBIGUOUS.has(status) || status === "retired") && error !== null;
}

function nameOf({ id, chat, kind, release, revision, status, error }: Row): string {
  return `${id} ${chat} ${kind} ${release} ${revision} ${status} (${error ?? ""})`;
}

function repeated(keys: readonly string[]): string[] {
  return [...grouped(keys, (key) => key)]
    .filter(([, same]) => same.length > 1)
    .map(([key, same]) => `${key} (${same.length} times)`);
}

function grouped<T>(all: readonly T[], key: (one: T) => string): Map<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(key(one));
    if (group) group.push(one);
    else groups.set(key(one), [one]);
  }
  return groups;
}

/** How many of those who wrote got no reply: it was on its way when the process was killed. */
export function unreplied({ platform, written }: Pick<Sides, "platform" | "written">): number {
  const texts = new Set(platform.arrivals().map(({ text }) => text));
  return written.filter((reply) => !texts.has(reply)).length;
}
