import type { Statement, Tx } from '#platform';

/** One look into unique index mailboxes_of per candidate; the agent with the most mail serves. */
const findServing: Statement = {
  name: 'agents.find-serving',
  text: `
    select b.agent_id from unnest($1::text[]) as c(agent_id)
    join mailboxes b on b.agent_id = c.agent_id and b.conversation_id = $2
    order by b.last_seq desc, b.agent_id limit 1`,
};

/** Which of the agents has had mail in the conversation; of several, the one with the most. */
export async function findServingAgent(
  tx: Tx,
  agentIds: readonly string[],
  conversationId: string,
): Promise<string | undefined> {
  const [row] = await tx.rows<{ agent_id: string }>(findServing, [agentIds, conversationId]);
  return row?.agent_id;
}
