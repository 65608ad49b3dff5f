import { spawnSync } from "node:child_process";
import { existsSync, globSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A PostgreSQL server of the test run's own on a free loopback port. */
export interface PostgresServer {
  /** A new, empty database; its address. */
  database(): string;
  stop(): void;
}

function binaries(): string | undefined {
  return globSync("/usr/lib/postgresql/*/bin")
    .filter((folder) => existsSync(join(folder, "initdb")))
    .toSorted()
    .at(-1);
}

/** Why the suite cannot run on PostgreSQL here, or `undefined` when it can. */
export function whyNoPostgres(): string | undefined {
  return binaries() === undefined ? "PostgreSQL is not installed (Debian: postgresql)" : undefined;
}

/** `initdb` refuses root: as root everything runs as the user whom Debian's package makes. */
function run(program: string, parameters: readonly string[]): void {
  const isRoot = process.getuid?.() === 0;
  const [command, all] = isRoot
    ? ["runuser", ["-u", "postgres", "--", program, ...parameters]]
    : [program, parameters];
  const { status, stderr } = spawnSync(command, all, { encoding: "utf8", cwd: tmpdir() });
  if (status !== 0) throw new Error(`${program} ended with ${String(status)}: ${stderr}`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, "127.0.0.1", resolve);
  await promise;
  const address = server.address();
  server.close();
  return typeof address === "object" && address !== null ? address.port : 0;
}

export async function startPostgres(): Promise<PostgresServer> {
  const bin = binaries();
  if (bin === undefined) throw new Error(whyNoPostgres());
  const folder = mkdtempSync(join(tmpdir(), "pressdesk-postgres-"));
  if (process.getuid?.() === 0) spawnSync("chown", ["postgres", folder]);
  const data = join(folder, "data");
  const port = await freePort();
  run(join(bin, "initdb"), ["-D", data, "-A", "trust", "-U", "postgres", "--no-sync"]);
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -k ${folder}`;
  run(join(bin, "pg_ctl"), ["-D", data, "-w", "-o", options, "-l", join(folder, "log"), "start"]);
  let databases = 0;
  return {
    database: () => {
      databases += 1;
      const name = `pressdesk_${databases}`;
      run(join(bin, "createdb"), ["-h", "127.0.0.1", "-p", String(port), "-U", "postgres", name]);
      return `postgres://postgres@127.0.0.1:${port}/${name}`;
    },
    stop: () => {
      run(join(bin, "pg_ctl"), ["-D", data, "-m", "immediate", "stop"]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
