import type { Statement, Tx } from '#platform';

const readLock: Statement = {
  name: 'login-failures.lock',
  text: `
    select ceil(extract(epoch from max(locked_until) - now())) as seconds
    from login_failures where subject = any($1::text[]) and locked_until > now()`,
};

/** Since the last failure, or the wait that it cost: a wait is no time in which nobody failed. */
const isLongAgo = `greatest(known.since, coalesce(known.locked_until, known.since)) < now() - interval '15 min'`;

/** Counts anew after a quarter of an hour in which anybody could try; the wait doubles with each failure from the fifth on. */
const noteFailure: Statement = {
  name: 'login-failures.note',
  text: `
    insert into login_failures as known (subject, failures, since)
    select subject, 1, now() from unnest($1::text[]) as subject order by subject
    on conflict (subject) do update set
      failures = case when ${isLongAgo} then 1 else known.failures + 1 end,
      since = now(),
      locked_until = case
        when ${isLongAgo} or known.failures + 1 < $2 then null
        else now() + least(900, 15 * 2 ^ (known.failures + 1 - $2)) * interval '1 s' end`,
};

const forget: Statement = {
  name: 'login-failures.forget',
  text: `delete from login_failures where subject = any($1::text[])`,
};

const dropOld: Statement = {
  name: 'login-failures.drop',
  text: `
    delete from login_failures
    where since < now() - interval '1 h' and coalesce(locked_until, since) < now()
    returning subject`,
};

/** Wrong passwords in a row that are taken without a wait. */
export const freeFailures = 5;

/** For how many more seconds nobody may try; nothing when they may. */
export async function readLoginLock(
  tx: Tx,
  subjects: readonly string[],
): Promise<number | undefined> {
  const [row] = await tx.rows<{ seconds: string | null }>(readLock, [subjects]);
  return row?.seconds == null ? undefined : Math.max(1, Number(row.seconds));
}

export async function noteLoginFailure(tx: Tx, subjects: readonly string[]): Promise<void> {
  await tx.rows(noteFailure, [subjects, freeFailures]);
}

export async function forgetLoginFailures(tx: Tx, subjects: readonly string[]): Promise<void> {
  await tx.rows(forget, [subjects]);
}

export async function dropOldLoginFailures(tx: Tx): Promise<number> {
  return (await tx.rows(dropOld)).length;
}
