/** A JSON object, whatever is in it. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A JSON string or number as text; empty for everything else. */
export function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** The id of what Discord answered, for example a message. */
export function idOf(answer: unknown): string {
  return isRecord(answer) ? textOf(answer["id"]) : "";
}
