import type { Grants } from '#protocol';
import type { Statement, Tx } from '#platform';

/**
 * Whether a conversation holds mail that may not be addressed under these grants. Mail of a client that names no
 * capability is addressed to an agent, and granted with something that it does; an answer to an agent is as granted
 * as the agent. Index messages_in_order; run for callers who are bounded, and for nobody else.
 */
const findBeyond: Statement = {
  name: 'conversation.find-beyond',
  text: `
    select m.id from messages m
    where m.workspace_id = $1 and m.agent_id is not null
      and m.conversation_id = coalesce($2, (
        select o.conversation_id from messages o where o.workspace_id = $1 and o.id = $3))
      and not (
        ($4::text[] is null or m.routed_to like any ($4::text[]))
        and ($5::text[] is null
          or case when m.capability is not null then m.capability like any ($5::text[])
            when m.hops > 0 then true
            else exists (select 1 from agent_capabilities c
              where c.agent_id = m.agent_id and c.capability like any ($5::text[])) end))
    limit 1`,
};

/** A conversation, by its id or that of one of its messages. */
export type Named = { readonly conversationId: string } | { readonly messageId: string };

/** Whether there is anything in it beyond the grants; in one that does not exist there is nothing. */
export async function holdsBeyond(tx: Tx, named: Named, grants: Grants): Promise<boolean> {
  const [conversationId, messageId] =
    'conversationId' in named ? [named.conversationId, null] : [null, named.messageId];
  const rows = await tx.rows(findBeyond, [
    ...[tx.caller.workspace, conversationId, messageId],
    ...[patternsOf(grants.agents), patternsOf(grants.capabilities)],
  ]);
  return rows.length > 0;
}

/** As LIKE writes the beginnings of names. */
function patternsOf(list: readonly string[] | undefined): string[] | null {
  if (list === undefined) return null;
  return list.map((entry) => entry.replaceAll(/[\\%_]/g, String.raw`\$&`).replace(/\*$/, '%'));
}
