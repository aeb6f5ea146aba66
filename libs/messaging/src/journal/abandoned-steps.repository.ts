import type { Statement, Tx } from '#platform';

/** Index turn_steps_pk. What is not found begun has ended, or never began. */
const abandon: Statement = {
  name: 'journal.abandon',
  text: `
    update turn_steps set state = 'unknown', finished_at = clock_timestamp()
    where workspace_id = $1 and message_id = any ($2::text[]) and state = 'started'
    returning message_id, step_no, name`,
};

interface AbandonedRow extends Record<string, unknown> {
  readonly message_id: string;
  readonly step_no: number;
  readonly name: string;
}

/**
 * Ends the steps that were under way when their messages were cancelled: nobody will ever know how
 * they ended. The mailboxes are locked, so no turn writes a step meanwhile. Gives the names of the
 * tools and steps by message.
 */
export async function abandonSteps(
  tx: Tx,
  messageIds: readonly string[],
): Promise<Map<string, string[]>> {
  const rows = await tx.rows<AbandonedRow>(abandon, [tx.caller.workspace, messageIds]);
  const names = new Map<string, string[]>();
  for (const row of rows.toSorted((a, b) => a.step_no - b.step_no)) {
    names.set(row.message_id, [...(names.get(row.message_id) ?? []), row.name]);
  }
  return names;
}
