import { sql, type Transaction } from "kysely";
import type { ChatAddress } from "../domain/chat.ts";
import type { Tables } from "./schema.ts";

/** All that was kept under the old id goes on under the new one; what stands there already stays. */
export async function moveChat(
  transaction: Transaction<Tables>,
  { platform, chat: from }: ChatAddress,
  to: string,
): Promise<void> {
  for (const table of ["chats", "subscriptions"] as const) {
    await sql`delete from ${sql.table(table)} where platform = ${platform} and chat = ${from}
      and exists (select 1 from ${sql.table(table)} there
        where there.platform = ${platform} and there.chat = ${to})`.execute(transaction);
    await sql`update ${sql.table(table)} set chat = ${to}
      where platform = ${platform} and chat = ${from}`.execute(transaction);
  }
  const isThereToo = sql`exists (
    select 1 from deliveries there
    where there.platform = ${platform} and there.chat = ${to}
      and there.release = deliveries.release and there.revision = deliveries.revision
      and there.kind = deliveries.kind and there.subject = deliveries.subject)`;
  await sql`update deliveries set chat = ${to}
    where platform = ${platform} and chat = ${from} and not ${isThereToo}`.execute(transaction);
  // Only what was sent or will be sent to the new id as well: what was written meanwhile is sent, and moves then.
  await sql`update deliveries set status = 'superseded', error = 'the chat moved'
    where platform = ${platform} and chat = ${from} and status = 'pending' and ${isThereToo}
  `.execute(transaction);
  await sql`update digest_entries set chat = ${to}
    where platform = ${platform} and chat = ${from} and not exists (
      select 1 from digest_entries there
      where there.platform = ${platform} and there.chat = ${to}
        and there.release = digest_entries.release)`.execute(transaction);
  await sql`update questions set chat = ${to}
    where platform = ${platform} and chat = ${from}`.execute(transaction);
}
