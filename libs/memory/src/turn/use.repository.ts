import type { Statement, Tx } from '#platform';

/** In the order of ids, so that two turns never wait for each other. */
const insertUses: Statement = {
  name: 'memory.insert-uses',
  text: `
    insert into memory_uses (workspace_id, entity_id, message_id)
    select $1, id, $2 from unnest($3::text[]) as used(id) order by id
    on conflict (entity_id, message_id) do nothing`,
};

/** Says which entities went into the answer to a message. */
export async function storeUses(
  tx: Tx,
  messageId: string,
  entities: readonly string[],
): Promise<void> {
  if (entities.length === 0) return;
  await tx.rows(insertUses, [tx.caller.workspace, messageId, [...new Set(entities)]]);
}
