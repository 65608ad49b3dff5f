import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import {
  inspectionOf,
  type Release,
  type ReleaseState,
  type StoredRelease,
  stateAt,
  withRelations,
} from "../../src/index.ts";
import { type CommandLine, EXIT, UsageError, type Workspace } from "./io.ts";

type Store = Awaited<ReturnType<Workspace["openStore"]>>;

interface Options {
  readonly reason: string | undefined;
  readonly note: string | undefined;
  readonly json: boolean;
  readonly nothing: boolean;
}

/** `npm run releases -- ...`: the archive by hand, also while the bot runs; what is changed is announced by it. */
export const releases: CommandLine = {
  usage:
    "npm run releases -- add FILE... | correct ID FILE [--note WHAT] | corrects ID OTHER-ID | corrects ID --nothing | withdraw ID --reason WHY | list [--json] | show ID [--json]",
  async run(parameters, workspace) {
    const { values, positionals } = parseArgs({
      args: [...parameters],
      allowPositionals: true,
      options: {
        reason: { type: "string" },
        note: { type: "string" },
        json: { type: "boolean", default: false },
        nothing: { type: "boolean", default: false },
      },
    });
    const [verb, ...names] = positionals;
    const run = VERBS.get(verb ?? "");
    if (!run)
      throw new UsageError("Say what to do: add, correct, corrects, withdraw, list or show.");
    const store = await workspace.openStore();
    try {
      const { reason, note, json, nothing } = values;
      return await run(names, { reason, note, json, nothing }, { ...workspace, store });
    } finally {
      await store.close();
    }
  },
};

type Verb = (
  names: readonly string[],
  options: Options,
  workspace: Workspace & { readonly store: Store },
) => Promise<number>;

const VERBS: ReadonlyMap<string, Verb> = new Map<string, Verb>([
  ["add", add],
  ["correct", correct],
  ["corrects", corrects],
  ["withdraw", withdraw],
  ["list", list],
  ["show", show],
]);

async function add(
  names: readonly string[],
  _options: Options,
  workspace: Workspace & { readonly store: Store },
): Promise<number> {
  if (names.length === 0) throw new UsageError("Name the files to add.");
  let code: number = EXIT.done;
  const stored = await workspace.store.releases.all();
  const known = new Map(stored.map(({ release }) => [release.id, release]));
  for (const name of names) {
    const read = await readAll(name, workspace);
    if (read === null) code = EXIT.failed;
    for (const release of read ?? []) {
      const there = known.get(release.id);
      if (there !== undefined && there.text !== release.text) {
        const { id } = release;
        workspace.io.err(
          `${id} is there already with another text; npm run releases -- correct ${id} ${name} changes it.`,
        );
        code = EXIT.failed;
        continue;
      }
      const [outcome] = await bring(release, workspace);
      if (outcome?.kind === "new") await record("publish", release, workspace);
      workspace.io.out(
        `${release.id}: ${outcome?.kind === "known" ? `the same text as ${outcome.as}` : (outcome?.kind ?? "")}`,
      );
    }
  }
  return code;
}

async function correct(
  [id, name, ...others]: readonly string[],
  { note }: Options,
  workspace: Workspace & { readonly store: Store },
): Promise<number> {
  if (id === undefined || name === undefined || others.length > 0)
    throw new UsageError("Name the release's id and the file with the right text.");
  const before = await current(id, workspace);
  const [read] = (await readAll(name, workspace)) ?? [];
  if (!before || !read) return EXIT.failed;
  const release = { ...read, id, changeNote: note ?? read.changeNote ?? "Corrected." };
  const [outcome] = await workspace.store.releases.bring([
    { release, origin: null, at: workspace.now(), isOld: false },
  ]);
  if (outcome?.kind === "revised") await record("correct", release, workspace);
  workspace.io.out(`${id}: ${outcome?.kind ?? ""}`);
  return EXIT.done;
}

/** States which release one corrects, or that it corrects none: its text may say so wrongly. */
async function corrects(
  [id, other, ...others]: readonly string[],
  { nothing }: Options,
  workspace: Workspace & { readonly store: Store },
): Promise<number> {
  if (id === undefined || others.length > 0 || (other === undefined) !== nothing || id === other)
    throw new UsageError("Name the release's id, and the id that it corrects or --nothing.");
  const before = await current(id, workspace);
  if (!before || (other !== undefined && !(await current(other, workspace)))) return EXIT.failed;
  const { correctsNothing: _, ...release } = before.release;
  const stated: Release = {
    ...release,
    corrects: other ?? null,
    ...(other === undefined ? { correctsNothing: true } : {}),
    correctsBy: "officer",
  };
  await workspace.store.releases.bring([
    { release: stated, origin: null, at: workspace.now(), isOld: false },
  ]);
  await record("correct", stated, workspace);
  workspace.io.out(`${id}: corrects ${other ?? "nothing"}`);
  return EXIT.done;
}

async function withdraw(
  [id, ...others]: readonly string[],
  { reason }: Options,
  workspace: Workspace & { readonly store: Store },
): Promise<number> {
  if (id === undefined || others.length > 0 || reason === undefined || reason.trim() === "")
    throw new UsageError("Name the release's id, and --reason why it is withdrawn.");
  const before = await current(id, workspace);
  if (!before) return EXIT.failed;
  const release = { ...before.release, withdrawn: reason };
  await workspace.store.releases.bring([
    { release, origin: null, at: workspace.now(), isOld: false },
  ]);
  await record("withdraw", release, workspace);
  workspace.io.out(`${id}: withdrawn`);
  return EXIT.done;
}

async function list(
  _names: readonly string[],
  { json }: Options,
  workspace: Workspace & { readonly store: Store },
): Promise<number> {
  const { io, store } = workspace;
  const all = (await store.releases.all()).toSorted((a, b) =>
    (b.release.date ?? "").localeCompare(a.release.date ?? ""),
  );
  if (json) io.out(JSON.stringify(all.map(summary)));
  else {
    const states = statesOf(all, workspace);
    for (const { release } of all) io.out(lineOf(release, states));
  }
  return EXIT.done;
}

async function show(
  [id, ...others]: readonly string[],
  { json }: Options,
  workspace: Workspace & { readonly store: Store },
): Promise<number> {
  if (id === undefined || others.length > 0) throw new UsageError("Name one release's id.");
  const found = await current(id, workspace);
  if (!found) return EXIT.failed;
  const revisions = await workspace.store.releases.revisions(id);
  const { io } = workspace;
  if (json) {
    io.out(JSON.stringify({ ...inspectionOf(found.release), revisions: revisions.map(summary) }));
    return EXIT.done;
  }
  io.out(lineOf(found.release, statesOf(await workspace.store.releases.all(), workspace)));
  for (const { release, storedAt, origin } of revisions) {
    const note = release.withdrawn ?? release.changeNote ?? "";
    io.out(
      `  revision ${release.revision}, ${new Date(storedAt).toISOString()}, ${origin.source} ${note}`,
    );
  }
  io.out("");
  io.out(inspectionOf(found.release).body);
  return EXIT.done;
}

async function current(
  id: string,
  { io, store }: Workspace & { readonly store: Store },
): Promise<StoredRelease | null> {
  const found = (await store.releases.all()).find(({ release }) => release.id === id);
  if (!found) io.err(`There is no release ${id}; npm run releases -- list names them all.`);
  return found ?? null;
}

/** The releases of a file; `null` after the reason was told. */
async function readAll(name: string, workspace: Workspace): Promise<readonly Release[] | null> {
  const { io } = workspace;
  const bytes = await readFile(io.resolve(name)).catch(() => null);
  if (!bytes) {
    io.err(`${name}: it can't be read; check the name and its rights.`);
    return null;
  }
  const id = basename(name).replace(/\.[^.]*$/u, "");
  const outcome = await workspace.read({ id, name, bytes });
  if (outcome.kind === "problem") {
    io.err(outcome.problem.reason);
    return null;
  }
  return outcome.kind === "feed" ? outcome.items.map(({ release }) => release) : outcome.releases;
}

async function bring(release: Release, workspace: Workspace & { readonly store: Store }) {
  return await workspace.store.releases.bring([
    { release, origin: { source: "command", fingerprint: "" }, at: workspace.now(), isOld: false },
  ]);
}

async function record(
  action: "publish" | "correct" | "withdraw",
  { id, title }: Release,
  workspace: Workspace & { readonly store: Store },
): Promise<void> {
  await workspace.store.audit.add({
    at: workspace.now(),
    action,
    release: id,
    platform: "terminal",
    person: "",
    detail: title,
  });
}

function summary({ release, origin, storedAt }: StoredRelease) {
  const { id, revision, title, issuer, date, language, changeNote, withdrawn } = release;
  return {
    id,
    revision,
    title,
    issuer,
    date,
    language,
    changeNote,
    withdrawn,
    storedAt,
    source: origin.source,
  };
}

type States = ReadonlyMap<string, ReleaseState>;

/** By what is stated and by what the texts themselves say. */
function statesOf(all: readonly StoredRelease[], workspace: Workspace): States {
  const related = withRelations(all.map(({ release }) => release));
  return stateAt(related, workspace.now(), workspace.timeZone);
}

function lineOf({ id, title, date }: Release, states: States): string {
  return `${date ?? "undated"}  ${id}  ${title}${noteOf(states.get(id))}`;
}

/** Why a release is no answer now; empty when it is one. */
function noteOf(state: ReleaseState | undefined): string {
  switch (state?.kind) {
    case "superseded":
      return `  (replaced by ${state.by})`;
    case "withdrawn":
      return `  (withdrawn: ${state.reason})`;
    case "embargoed":
      return `  (under embargo until ${new Date(state.until).toISOString()})`;
    case "not-yet-issued":
      return `  (not before ${state.on})`;
    case "valid":
    case undefined:
      return "";
  }
}
