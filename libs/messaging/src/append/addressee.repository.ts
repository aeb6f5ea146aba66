import type { Statement, Tx } from '#platform';

const findByName: Statement = {
  name: 'addressee.find',
  text: `
    select id, name from agents
    where workspace_id = $1 and name = $2 and status in ('running', 'paused')`,
};

/** The agent that a reply is mail for; nothing when it is gone: the reply then stays in the log. */
export async function findAgentByName(
  tx: Tx,
  name: string,
): Promise<{ id: string; name: string } | undefined> {
  const [row] = await tx.rows<{ id: string; name: string }>(findByName, [
    tx.caller.workspace,
    name,
  ]);
  return row;
}
