import { parentPort } from "node:worker_threads";
import { readRelease } from "../src/archive/read-release.ts";
import { serveReader } from "../src/runtime/isolated-reader.ts";

if (parentPort) serveReader(parentPort, readRelease);
