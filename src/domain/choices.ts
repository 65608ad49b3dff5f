import type { Action, ListItem, Reply } from "./reply.ts";

/** The items of a reply's lists that can be chosen, each with the number by which a reader chooses it, from 1. */
export function choicesOf({ blocks }: Reply): ReadonlyMap<ListItem, number> {
  const items = blocks.flatMap((block) => (block.kind === "list" ? block.items : []));
  const chosen = items.filter(({ data }) => data !== undefined);
  return new Map(chosen.map((item, i) => [item, i + 1]));
}

/** The rows of buttons below a reply: its choices by their numbers, `perRow` in a row, before all others. */
export function rowsBelow(reply: Reply, perRow: number): readonly (readonly Action[])[] {
  const choices = [...choicesOf(reply)].flatMap(([{ data }, number]) =>
    data === undefined ? [] : [{ label: String(number), data }],
  );
  const rows: Action[][] = [];
  for (let from = 0; from < choices.length; from += perRow) {
    rows.push(choices.slice(from, from + perRow));
  }
  return [...rows, ...(reply.actions ?? [])];
}
