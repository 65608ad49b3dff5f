import { type REST, type RouteLike, Routes } from "discord.js";
import type { CommandBody } from "./commands.ts";
import { isRecord, textOf } from "./json.ts";

/** Where commands are registered: everywhere, or in one server. */
export interface Registry {
  readonly rest: REST;
  readonly application: string;
  readonly guildId: string | null;
}

/** What was sent: nothing when all was as wanted. */
export interface Registered {
  readonly set: number;
  readonly removed: number;
}

/** The fields that are ours; Discord adds more of its own. */
const FIELDS = [
  "name_localizations",
  "description",
  "description_localizations",
  "options",
  "default_member_permissions",
  "integration_types",
  "contexts",
] as const;
const OPTION_FIELDS = [
  "type",
  "name",
  "name_localizations",
  "description",
  "description_localizations",
  "required",
  "autocomplete",
  "choices",
  "value",
  "min_length",
  "max_length",
  "min_value",
  "max_value",
  "channel_types",
  "options",
] as const;

/** Brings what is registered in line with what is wanted, and sends only what differs. */
export async function register(
  wanted: readonly CommandBody[],
  { rest, application, guildId }: Registry,
): Promise<Registered> {
  const route =
    guildId === null
      ? Routes.applicationCommands(application)
      : Routes.applicationGuildCommands(application, guildId);
  const query = new URLSearchParams({ with_localizations: "true" });
  const answer = await rest.get(route, { query });
  const present = Array.isArray(answer) ? answer.filter(isRecord) : [];
  if (present.length === 0) {
    await rest.put(route, { body: wanted });
    return { set: wanted.length, removed: 0 };
  }
  const known = new Map(present.map((command) => [keyOf(command), command]));
  let set = 0;
  for (const command of wanted) {
    const old = known.get(keyOf(command));
    known.delete(keyOf(command));
    if (old && isSame(command, old)) continue;
    // What a command is of cannot be changed.
    const { type, ...change } = command;
    if (old) await rest.patch(routeOf(route, old), { body: change });
    else await rest.post(route, { body: { type, ...change } });
    set += 1;
  }
  for (const surplus of known.values()) await rest.delete(routeOf(route, surplus));
  return { set, removed: known.size };
}

function routeOf(commands: RouteLike, command: Readonly<Record<string, unknown>>): RouteLike {
  return `${commands}/${textOf(command["id"])}`;
}

function keyOf({ type = 1, name }: { readonly type?: unknown; readonly name?: unknown }): string {
  return `${textOf(type)} ${textOf(name)}`;
}

/** Whether Discord would change anything: what is absent, empty or false is the same to it. */
function isSame(wanted: CommandBody, present: Readonly<Record<string, unknown>>): boolean {
  return FIELDS.every((field) => {
    const value = wanted[field];
    // Places are not sent for a server's own commands, and may be answered all the same.
    if (value === undefined) return true;
    return canonical(value) === canonical(present[field]);
  });
}

function canonical(value: unknown): string {
  return JSON.stringify(reduced(value)) ?? "";
}

function reduced(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(reduced);
    return items.length === 0 ? undefined : sortedNumbers(items);
  }
  if (isRecord(value)) return reducedRecord(value);
  return value === null || value === false || value === "" ? undefined : value;
}

function reducedRecord(value: Readonly<Record<string, unknown>>): unknown {
  const isOption = "name" in value;
  const names = isOption ? OPTION_FIELDS : Object.keys(value).toSorted();
  const entries = names
    .map((name) => [name, reduced(value[name])] as const)
    .filter(([, each]) => each !== undefined);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function sortedNumbers(items: readonly unknown[]): readonly unknown[] {
  return items.every((item) => typeof item === "number") ? items.toSorted((a, b) => a - b) : items;
}
