import { type CommandLine, EXIT, UsageError } from "./io.ts";

/** `npm run backup -- FILE`: a copy of the store, also while the bot runs. */
export const backup: CommandLine = {
  usage: "npm run backup -- FILE",
  async run([name, ...others], workspace) {
    if (name === undefined || others.length > 0) throw new UsageError("Name one file to write.");
    const store = await workspace.openStore();
    try {
      await store.backup(workspace.io.resolve(name));
    } finally {
      await store.close();
    }
    workspace.io.out(
      `Saved as ${name}. To restore: stop the bot, delete pressdesk.sqlite* in DATA_DIR and copy it there as pressdesk.sqlite.`,
    );
    return EXIT.done;
  },
};
