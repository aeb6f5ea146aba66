import type { Statement, Tx } from '#platform';

/** Index mailboxes_busy. A conversation is active while one of its mailboxes has mail. */
const countActive: Statement = {
  name: 'work-load.active-conversations',
  text: `
    select count(distinct conversation_id)::int as active from mailboxes
    where workspace_id = $1 and pending > 0`,
};

export async function countActiveConversations(tx: Tx): Promise<number> {
  const [row] = await tx.rows<{ active: number }>(countActive, [tx.caller.workspace]);
  return row?.active ?? 0;
}
