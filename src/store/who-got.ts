import { type RawBuilder, sql } from "kysely";
import type { RevisionRef } from "../announce/fan-out.ts";
import type { ReleaseId } from "../domain/release.ts";

/** Which rows of a table are about one of these texts. */
export function among(table: string, refs: readonly RevisionRef[]): RawBuilder<unknown> {
  const alternatives = refs.map(
    ({ release, revision }) =>
      sql`(${sql.ref(`${table}.release`)} = ${release} and ${sql.ref(`${table}.revision`)} = ${revision})`,
  );
  return sql`(${sql.join(alternatives, sql` or `)})`;
}

/** Which deliveries, named `got`, went or may have gone to a chat with one of these texts in them. */
export function mayHold(texts: readonly RevisionRef[]): RawBuilder<unknown> {
  return sql`(got.status in ('sent', 'unknown', 'sending')
      or got.status = 'pending' and got.started_at is not null)
    and (${among("got", texts)}
      or got.kind = 'digest' and exists (
        select 1 from digest_entries entry
        where entry.delivery = got.id and ${among("entry", texts)})
      or got.kind = 'answer' and exists (
        select 1 from also_held held
        where held.delivery = got.id and ${among("held", texts)}))`;
}

/** Whether a delivery, named `got`, holds a state of this release. */
export function holds(release: ReleaseId): RawBuilder<unknown> {
  return sql`(got.release = ${release}
    or got.kind = 'digest' and exists (
      select 1 from digest_entries entry
      where entry.delivery = got.id and entry.release = ${release})
    or got.kind = 'answer' and exists (
      select 1 from also_held held where held.delivery = got.id and held.release = ${release}))`;
}
