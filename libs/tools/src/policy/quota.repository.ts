import type { Statement, Tx } from '#platform';

/**
 * One statement counts, for all processes: the allowance grows by the clock of Postgres up to a minute's worth,
 * and a call takes one. No row comes back when there is none to take.
 */
const takeCall: Statement = {
  name: 'tools.take-call',
  text: `
    insert into tool_rates as r (workspace_id, agent, tool, allowance, filled_at)
    values ($1, $2, $3, $4::float8 - 1, clock_timestamp())
    on conflict (workspace_id, agent, tool) do update set
      allowance = least($4::float8, r.allowance + $4::float8 / 60 *
        greatest(0, extract(epoch from clock_timestamp() - r.filled_at)::float8)) - 1,
      filled_at = clock_timestamp()
    where r.allowance + $4::float8 / 60 *
      greatest(0, extract(epoch from clock_timestamp() - r.filled_at)::float8) >= 1
    returning allowance`,
};

/** Takes a seat that is free or whose holder died; nothing when others took it at the same moment. */
const takeSeat: Statement = {
  name: 'tools.take-seat',
  text: `
    insert into tool_seats as s (workspace_id, agent, tool, number, holder, expires_at)
    select $1, $2, $3, n, $5, clock_timestamp() + $6::float8 * interval '1 ms'
    from generate_series(1, $4::int) n
    where not exists (
      select from tool_seats t where t.workspace_id = $1 and t.agent = $2 and t.tool = $3
        and t.number = n and t.expires_at > clock_timestamp())
    order by random() limit 1
    on conflict (workspace_id, agent, tool, number) do update set
      holder = excluded.holder, expires_at = excluded.expires_at
    where s.expires_at <= clock_timestamp()
    returning number`,
};

const leaveSeat: Statement = {
  name: 'tools.leave-seat',
  text: `
    delete from tool_seats
    where workspace_id = $1 and agent = $2 and tool = $3 and holder = $4`,
};

/** Whether a call of the caller may be made now; then it is counted. */
export async function countCall(tx: Tx, tool: string, perMinute: number): Promise<boolean> {
  const { workspace, principal } = tx.caller;
  return (await tx.rows(takeCall, [workspace, principal, tool, perMinute])).length > 0;
}

/** Whether the holder got one of so many seats of the caller at the tool. */
export async function sitDown(
  tx: Tx,
  tool: string,
  seat: { readonly seats: number; readonly holder: string; readonly forMs: number },
): Promise<boolean> {
  const { workspace, principal } = tx.caller;
  const values = [workspace, principal, tool, seat.seats, seat.holder, seat.forMs];
  return (await tx.rows(takeSeat, values)).length > 0;
}

export async function standUp(tx: Tx, tool: string, holder: string): Promise<void> {
  const { workspace, principal } = tx.caller;
  await tx.rows(leaveSeat, [workspace, principal, tool, holder]);
}
