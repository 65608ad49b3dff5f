import type { Release } from "../../src/domain/release.ts";
import { releaseOf } from "../_support/release-of.ts";

/** What the suite announces: known again in a chat by its title. */
export function berthOf(id: string): Release {
  return releaseOf(id, {
    title: `The ${id} berth opens`,
    body: "Ships of every size may use it from Monday.",
  });
}
