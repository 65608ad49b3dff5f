import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { vi } from "vitest";

const SOURCE = resolve(import.meta.dirname, "../../../shared/platforms");

/** Taken before the set-up forbids the network. */
const realFetch = globalThis.fetch;

/** Why a suite against a stand-in cannot run here, or `undefined` when it can. */
export function whyNot(platform: string): string | undefined {
  return existsSync(join(SOURCE, platform))
    ? undefined
    : `../shared/platforms/${platform} is not beside this checkout`;
}

/** Lets this file's tests talk to servers of this machine, and to nothing else. */
export function allowLoopback(): void {
  vi.stubGlobal("fetch", async (input: string | URL | Request, init?: RequestInit) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (url.hostname !== "127.0.0.1") throw new Error(`Unexpected network call to ${url.host}`);
    return await realFetch(input, init);
  });
}

/**
 * A module of a platform's stand-in, which is copied to a temporary folder with what it needs installed. The folder is
 * shared by all test files and kept for the next run while the stand-in stays as it is.
 */
export async function loadPlatform(
  platform: string,
  module = "server.js",
): Promise<Record<string, unknown>> {
  const folder = await installed(platform);
  const main: unknown = await import(/* @vite-ignore */ pathToFileURL(join(folder, module)).href);
  if (typeof main !== "object" || main === null) throw new Error(`${platform} exports nothing`);
  return { ...main };
}

async function installed(platform: string): Promise<string> {
  const source = join(SOURCE, platform);
  const version = createHash("sha256")
    .update(readFileSync(join(source, "package-lock.json")))
    .update(readFileSync(join(source, "server.js")))
    .update(readFileSync(join(source, "world.js")))
    .digest("hex")
    .slice(0, 12);
  const folder = join(tmpdir(), `pressdesk-${platform}-${version}`);
  if (existsSync(folder)) return folder;
  const draft = `${folder}-${process.pid}`;
  mkdirSync(draft, { recursive: true });
  cpSync(source, draft, { recursive: true });
  await npmInstall(draft);
  try {
    renameSync(draft, folder);
  } catch (error) {
    // Another test file was faster.
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

async function npmInstall(folder: string): Promise<void> {
  const npm = spawn("npm", ["ci", "--omit=dev", "--no-audit", "--no-fund"], {
    cwd: folder,
    stdio: "ignore",
  });
  const code = await new Promise((done) => npm.once("exit", done));
  if (code !== 0) throw new Error(`npm ci in ${folder} ended with ${String(code)}`);
}
