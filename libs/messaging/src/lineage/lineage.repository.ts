import type { Statement, Tx } from '#platform';
import type { Turn } from '../mailbox/turn.js';
import type { NewMessage } from '../new-message.js';

/** A message and those that led to it, one after another: by the primary key, and never more than there are hops. */
const line = (columns: string): string => `
    with recursive line as (
      select m.* from (select ${columns}, cause_id, hops from messages
        where workspace_id = $1 and id = $2) m
      union all
      select c.* from line l cross join lateral (select ${columns}, cause_id, hops from messages
        where workspace_id = $1 and id = l.cause_id) c
      where l.hops > 0)`;

const findAgents: Statement = {
  name: 'lineage.find-agents',
  text: `${line('agent_id')}
    select distinct agent_id from line where agent_id is not null`,
};

/** The order of the fields of a content does not matter to jsonb. */
const countRepeats: Statement = {
  name: 'lineage.count-repeats',
  text: `${line('agent_id, sender, performative, capability, content')}
    select n.id, count(*)::int as times from jsonb_to_recordset($3::jsonb) as n(id text,
      agent text, sender text, performative text, capability text, content jsonb)
    join line l on l.agent_id = n.agent and l.sender = n.sender and l.performative = n.performative
      and l.capability is not distinct from n.capability and l.content = n.content
    group by n.id`,
};

/** Ids of the agents whose turns led to the message that a turn is about, its own included. */
export async function findAgentsBefore(
  tx: Tx,
  messageId: string,
): Promise<readonly { readonly agent_id: string }[]> {
  return tx.rows(findAgents, [tx.caller.workspace, messageId]);
}

/** Of the messages that a turn wants to send, how often each was said before to the same agent. */
export async function countSaidBefore(
  tx: Tx,
  { message }: Pick<Turn, 'message'>,
  messages: readonly NewMessage[],
): Promise<readonly { readonly id: string; readonly times: number }[]> {
  const mail = messages.map(({ id, agent, sender, performative, capability, content }) => ({
    ...{ id, sender, performative, capability, content, agent: agent?.id },
  }));
  return tx.rows(countRepeats, [tx.caller.workspace, message.id, JSON.stringify(mail)]);
}
