import { readRelease } from "../src/archive/read-release.ts";
import { serveReader } from "../src/runtime/isolated-reader.ts";

serveReader(
  {
    send: (message) => {
      process.send?.(message);
    },
    on: (event, listener) => {
      process.on(event, listener);
    },
  },
  readRelease,
);
