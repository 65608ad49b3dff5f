import { type DestinationStream, type Logger, pino } from "pino";
import pretty from "pino-pretty";
import type { LogLevel, Secrets } from "./config.ts";

export type { Logger };

/** JSON lines on standard error, pretty ones on a terminal; a secret that strays into a line is blotted out. */
export function createLogger(
  level: LogLevel,
  secrets: Secrets,
  stream: NodeJS.WriteStream,
): Logger {
  const target: DestinationStream = stream.isTTY
    ? pretty({ destination: stream, sync: true })
    : stream;
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    blotting(target, secrets),
  );
}

/** Writes lines without the secrets' values. */
export function blotting(
  target: Pick<DestinationStream, "write">,
  secrets: Secrets,
): DestinationStream {
  const values = Object.values(secrets).filter(
    (value) => typeof value === "string" && value !== "",
  );
  return {
    write: (line) => {
      target.write(values.reduce((text, value) => text.replaceAll(value, "[secret]"), line));
    },
  };
}
