import type { RetentionPolicy } from '#protocol';
import type { Statement, Tx } from '#platform';
import { applyChange, completePolicy, type PolicyChange } from './policy.js';

/** Index memory_policies_pk. */
const read: Statement = {
  name: 'memory.read-policy',
  text: `select policy from memory_policies where workspace_id = $1`,
};

/** One change after the other, also of a workspace that has no row yet. */
const lock: Statement = {
  name: 'memory.lock-policy',
  text: `select pg_advisory_xact_lock(hashtextextended('memory.policy:' || $1, 0))`,
};

const write: Statement = {
  name: 'memory.write-policy',
  text: `
    insert into memory_policies (workspace_id, policy, updated_by) values ($1, $2, $3)
    on conflict (workspace_id) do update set
      policy = excluded.policy, updated_by = excluded.updated_by, updated_at = now()`,
};

/** How much the workspace of the caller remembers, and for how long. */
export async function readPolicy(tx: Tx): Promise<RetentionPolicy> {
  const values = [tx.caller.workspace];
  const [row] = await tx.rows<{ policy: Partial<RetentionPolicy> }>(read, values);
  return completePolicy(row?.policy);
}

/** Gives the policy before and after. */
export async function changePolicy(
  tx: Tx,
  change: PolicyChange,
): Promise<{ readonly before: RetentionPolicy; readonly after: RetentionPolicy }> {
  await tx.rows(lock, [tx.caller.workspace]);
  const before = await readPolicy(tx);
  const after = applyChange(before, change);
  await tx.rows(write, [tx.caller.workspace, after, tx.caller.principal]);
  return { before, after };
}
