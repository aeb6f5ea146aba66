import type { Statement, Tx } from '#platform';

/** In the order of ids, so that two turns never wait for each other. */
const uses = `
  insert into memory_uses (workspace_id, entity_id, message_id)
  select $1, id, $2 from unnest($3::text[]) as used(id) order by id
  on conflict (entity_id, message_id) do nothing`;

const insertUses: Statement = { name: 'memory.insert-uses', text: uses };

/** With the relations that led there, unless they are gone by now; index memory_relations_pk. */
const insertUsesAlong: Statement = {
  name: 'memory.insert-uses-along',
  text: `
    with along as (
      insert into memory_relation_uses (workspace_id, relation_id, message_id)
      select $1, id, $2 from memory_relations where id = any($4::text[]) order by id
      on conflict (relation_id, message_id) do nothing)
    ${uses}`,
};

/** What went into an answer. */
export interface Used {
  /** Ids of entities. */
  readonly entities: readonly string[];
  /** Ids of the relations that led to some of them. */
  readonly relations: readonly string[];
}

/** Says which entities went into the answer to a message, and which relations led to them. */
export async function storeUses(
  tx: Tx,
  messageId: string,
  { entities, relations }: Used,
): Promise<void> {
  if (entities.length === 0) return;
  const values = [tx.caller.workspace, messageId, [...new Set(entities)]];
  if (relations.length === 0) await tx.rows(insertUses, values);
  else await tx.rows(insertUsesAlong, [...values, relations]);
}
