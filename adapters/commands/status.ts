import { parseArgs } from "node:util";
import {
  accountLine,
  type Decision,
  moreUndecided,
  type PlatformCounts,
  reasonLines,
} from "../../src/index.ts";
import { type CommandLine, EXIT, UsageError, type Workspace } from "./io.ts";

/** Undecided deliveries shown. */
const SHOWN = 50;
const COUNTED = ["sent", "pending", "sending", "unknown", "failed", "retired"] as const;

/** `npm run status`: how deliveries stand, beside the running process; `--resend` and `--drop` decide what is undecided. */
export const status: CommandLine = {
  usage: "npm run status -- [--json] [--resend NUMBER|all] [--drop NUMBER|all]",
  async run(parameters, workspace) {
    const { values, positionals } = parseArgs({
      args: [...parameters],
      allowPositionals: true,
      options: {
        json: { type: "boolean", default: false },
        resend: { type: "string" },
        drop: { type: "string" },
      },
    });
    for (const which of [values.resend, values.drop])
      if (which !== undefined && which !== "all" && !/^\d+$/u.test(which))
        throw new UsageError(`${which}: name a delivery's number, or all.`);
    if (positionals.length > 0) throw new UsageError(`${positionals.join(" ")}: not expected.`);
    const store = await workspace.openStore();
    try {
      for (const decision of ["resend", "drop"] as const) {
        const which = values[decision];
        if (which === undefined || (await decide(decision, which, workspace, store))) continue;
        workspace.io.err(`Delivery ${which} waits for no decision.`);
        return EXIT.failed;
      }
      const platforms = await store.account.counts();
      const undecided = await store.account.undecided(SHOWN);
      const { io } = workspace;
      if (values.json) {
        io.out(JSON.stringify({ deliveries: totals(platforms), platforms, undecided }));
        return EXIT.done;
      }
      if (platforms.length === 0) io.out("Nothing has been announced yet.");
      for (const one of platforms)
        for (const line of [accountLine(one, "en"), ...reasonLines(one).map(indented)])
          io.out(line);
      for (const { id, status: state, kind, release, address, reason } of undecided)
        io.out(
          `${id}: ${state}, ${kind} ${release} to ${address.platform} ${address.chat} (${reason})`,
        );
      const more = moreUndecided(platforms, undecided.length);
      if (more > 0) io.out(`And ${more} more.`);
      if (undecided.length > 0)
        io.out("Decide with: npm run status -- --resend NUMBER|all, or --drop NUMBER|all");
      return EXIT.done;
    } finally {
      await store.close();
    }
  },
};

function indented(line: string): string {
  return `  ${line}`;
}

/** `false`: there is no such delivery to decide on. */
async function decide(
  decision: Decision,
  which: string,
  workspace: Workspace,
  { account, audit }: Awaited<ReturnType<Workspace["openStore"]>>,
): Promise<boolean> {
  const count = await account.decide(
    decision,
    which === "all" ? "all" : Number(which),
    workspace.now(),
  );
  if (which !== "all" && count === 0) return false;
  await audit.add({
    at: workspace.now(),
    action: decision,
    release: "",
    platform: "terminal",
    person: "",
    detail: `${which}: ${count}`,
  });
  workspace.io.err(`${count} ${decision === "resend" ? "to be sent again" : "dropped"}.`);
  return true;
}

function totals(platforms: readonly PlatformCounts[]): Readonly<Record<string, number>> {
  return Object.fromEntries(
    COUNTED.map((counted) => [
      counted,
      platforms.reduce((sum, { counts }) => sum + counts[counted], 0),
    ]),
  );
}
