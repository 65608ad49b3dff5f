const HELP = `npm run bench -- NAME
answers: archives of 100 to 10,000 releases: import, memory and answers, beside MiniSearch alone
announcements: 100,000 subscribed chats, one release: fan-out, the dispatcher's share of the allowed rate, answers meanwhile`;

const BENCHMARKS: Readonly<Record<string, () => Promise<{ run(): Promise<void> }>>> = {
  answers: async () => await import("./answers.ts"),
  announcements: async () => await import("./announcements.ts"),
};

const [name = ""] = process.argv.slice(2);
const load = BENCHMARKS[name];
if (load) {
  const benchmark = await load();
  await benchmark.run();
} else {
  process.stdout.write(`${HELP}\n`);
  process.exitCode = name === "--help" ? 0 : 2;
}
