import { open, stat } from "node:fs/promises";
import { parseArgs } from "node:util";
import { type Inspection, inspectionOf, type ReadOutcome, type Release } from "../../src/index.ts";
import { type CommandLine, EXIT, type Io, UsageError } from "./io.ts";

/** Larger files are refused unread. */
const LIMIT_MEGABYTES = 25;
const LIMIT_BYTES = LIMIT_MEGABYTES * 1024 * 1024;
const LABEL_COLUMNS = 12;

/** `npm run inspect -- FILE`: what is understood of a file, beside the text that says so. */
export const inspect: CommandLine = {
  usage: "npm run inspect -- [--json] FILE",
  async run(parameters, workspace) {
    const { io } = workspace;
    const { values, positionals } = parseArgs({
      args: [...parameters],
      allowPositionals: true,
      options: { json: { type: "boolean", default: false } },
    });
    const [name, ...others] = positionals;
    if (name === undefined || others.length > 0) throw new UsageError("Name one file.");
    const bytes = await contentOf(io.resolve(name));
    const outcome =
      typeof bytes === "string"
        ? failure(name, bytes)
        : await workspace.read({ id: idOf(name), name, bytes });
    if (outcome.kind === "problem") {
      io.err(outcome.problem.reason);
      return EXIT.failed;
    }
    if (values.json) io.out(JSON.stringify(asJson(outcome)));
    else for (const release of releasesOf(outcome)) show(release, io);
    return EXIT.done;
  },
};

type Read = Exclude<ReadOutcome, { kind: "problem" }>;

function failure(file: string, reason: string): ReadOutcome {
  return { kind: "problem", problem: { file, reason: `${file}: ${reason}.` } };
}

/** The bytes, or why they can't be read. */
async function contentOf(path: string): Promise<Uint8Array | string> {
  try {
    const before = await stat(path);
    if (!before.isFile()) return "it is no file; name a file";
    if (before.size > LIMIT_BYTES)
      return `it is larger than ${LIMIT_MEGABYTES} MB; leave pictures out or split it`;
    await using file = await open(path);
    const bytes = await file.readFile();
    const after = await file.stat();
    const changed = after.size !== bytes.length || after.mtimeMs !== before.mtimeMs;
    return changed ? "it changed while it was read; try again when it is complete" : bytes;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown error";
    return code === "ENOENT"
      ? "there is no such file; check the name"
      : `it can't be read (${code}); check its rights`;
  }
}

function idOf(name: string): string {
  return name.replace(/^.*[\\/]/u, "").replace(/\.[^.]*$/u, "");
}

function releasesOf(outcome: Read): readonly Release[] {
  return outcome.kind === "feed" ? outcome.items.map(({ release }) => release) : outcome.releases;
}

type FeedInspection = Inspection & {
  readonly id: string;
  readonly url: string | null;
  readonly updated: string | null;
};

function asJson(outcome: Read): Inspection | { readonly items: readonly FeedInspection[] } | null {
  if (outcome.kind === "feed") {
    const items = outcome.items.map(({ key, url, updated, release }) => ({
      ...inspectionOf(release),
      id: key,
      url,
      updated,
    }));
    return { items };
  }
  const [release] = outcome.releases;
  return release ? inspectionOf(release) : null;
}

/** Fields with their places on the left, the text beside them. */
function show(release: Release, io: Io): void {
  const inspection = inspectionOf(release);
  for (const field of [
    "title",
    "issuer",
    "department",
    "number",
    "date",
    "place",
    "language",
  ] as const) {
    row(field, inspection[field] ?? "-", io, quoteOf(release, field));
  }
  row("topics", inspection.topics.join(", ") || "-", io, quoteOf(release, "topics"));
  for (const { name, role, phone, email } of inspection.contacts) {
    row(
      "contact",
      [name, role, phone, email].filter((part) => part !== undefined).join(", "),
      io,
      null,
    );
  }
  row("missing", inspection.missing.join(", ") || "nothing", io, null);
  io.out("");
  io.out(inspection.body);
  io.out("");
}

/** The line of the text that says so. */
function quoteOf({ text, where }: Release, field: keyof Release["where"]): string | null {
  const span = where[field];
  if (!span) return null;
  const line = text.slice(0, span.start).split("\n").length;
  const words = text.slice(span.start, span.end).replace(/\s+/gu, " ");
  return `line ${line}: ${words}`;
}

function row(label: string, value: string, io: Io, quote: string | null): void {
  const half = Math.max(20, Math.floor((io.width - LABEL_COLUMNS) / 2));
  const left = `${label.padEnd(LABEL_COLUMNS)}${value}`;
  if (quote === null) io.out(left);
  else if (left.length < LABEL_COLUMNS + half)
    io.out(`${left.padEnd(LABEL_COLUMNS + half)} | ${quote}`);
  else {
    io.out(left);
    io.out(`${"".padEnd(LABEL_COLUMNS)}| ${quote}`);
  }
}
