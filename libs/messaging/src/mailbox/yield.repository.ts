import type { Statement, Tx } from '#platform';
import { isHidden, quietMs } from './due.js';
import type { Lease } from './turn.js';

/**
 * Held → free, the head still waiting. `delay` keeps it until later; a clean stop gives back its attempt, because
 * the message did nothing wrong. No bell is rung for one that is postponed: the sweep takes it as soon as it is due,
 * and does not take it for one whose bell was lost.
 */
const yieldLease: Statement = {
  name: 'mailbox.yield',
  text: `
    update mailboxes set
      lease_until = '-infinity', lease_token = null,
      rung_at = case when $5 then '-infinity' else clock_timestamp()
        + least(0, $4::float8 - ${String(quietMs)}) * interval '1 ms' end,
      not_before = case when ${isHidden('mailboxes')} then 'infinity'
        else clock_timestamp() + $4::float8 * interval '1 ms' end,
      wake_at = case when ${isHidden('mailboxes')}
        then clock_timestamp() + $4::float8 * interval '1 ms' end,
      attempts = greatest(0, attempts - case when $5 then 1 else 0 end)
    where id = $1 and lease_epoch = $2 and lease_token = $3
    returning attempts, crashes`,
};

/** Gives the mailbox back. Nothing: the lease was lost. */
export async function yieldMailbox(
  tx: Tx,
  { mailboxId, epoch, token }: Lease,
  how: { readonly delayMs: number; readonly giveBackAttempt: boolean },
): Promise<{ attempts: number; crashes: number } | undefined> {
  const values = [mailboxId, epoch, token, how.delayMs, how.giveBackAttempt];
  const [row] = await tx.rows<{ attempts: number; crashes: number }>(yieldLease, values);
  return row;
}
