import type { CallOutcome, JsonValue, ToolCallFilter } from '#protocol';
import type { Statement, Tx } from '#platform';

/** How a call ended. What was begun and whose message has ended is not going to be known. */
const outcome = `case
  when s.outcome is not null then s.outcome
  when s.state = 'unknown' then 'unknown'
  when s.state = 'started' then case when m.settled_at is null then 'running' else 'unknown' end
  when s.response ->> 'ok' = 'false' then 'failed' else 'ok' end`;

/** `started_at` in microseconds: what Postgres keeps, and a cursor names. */
const place = `(extract(epoch from s.started_at) * 1000000)::bigint::text`;

/** Newest first; index turn_steps_calls, or turn_steps_pk for one message; then messages_pk and approvals_pk. */
const listCalls: Statement = {
  name: 'journal.list-tool-calls',
  text: `
    select c.* from (
      select s.message_id, s.step_no, s.name as tool, ${outcome} as outcome, s.error_code, s.arguments,
        s.approval_id, a.status = 'edited' as is_edited, s.attempts, s.idempotency_key, s.started_at, s.finished_at, ${place} as place,
        round(extract(epoch from s.finished_at - s.started_at) * 1000)::float8 as duration_ms,
        m.conversation_id, m.routed_to as agent, m.capability
      from turn_steps s
      join messages m on m.workspace_id = s.workspace_id and m.id = s.message_id
      left join approvals a on a.workspace_id = s.workspace_id and a.id = s.approval_id
      where s.workspace_id = $1 and s.kind = 'tool'
        and ($2::text is null or m.routed_to = $2)
        and ($3::text is null or s.name = $3)
        and ($4::text is null or m.conversation_id = $4)
        and ($5::text is null or s.message_id = $5)
        and ($6::timestamptz is null or s.started_at >= $6)
        and ($7::timestamptz is null or s.started_at < $7)
        and ($8::bigint is null or (s.started_at, s.message_id, s.step_no)
          < ('epoch'::timestamptz + $8 * interval '1 us', $9::text, $10::int))
    ) c
    where $11::text is null or c.outcome = $11
    order by c.started_at desc, c.message_id desc, c.step_no desc limit $12`,
};

export interface ToolCallRow {
  readonly message_id: string;
  readonly step_no: number;
  readonly conversation_id: string;
  readonly agent: string;
  readonly capability: string | null;
  readonly tool: string;
  readonly outcome: CallOutcome;
  readonly error_code: string | null;
  readonly arguments: JsonValue | null;
  readonly approval_id: string | null;
  readonly is_edited: boolean | null;
  readonly attempts: number;
  readonly idempotency_key: string | null;
  readonly started_at: Date;
  readonly finished_at: Date | null;
  readonly duration_ms: number | null;
  readonly place: string;
}

export async function listToolCalls(
  tx: Tx,
  { agent, tool, outcome: ended, conversation, message, since, until }: ToolCallFilter,
  after: readonly string[] | undefined,
  limit: number,
): Promise<ToolCallRow[]> {
  const [at = null, id = null, no = null] = after ?? [];
  const narrowed = [agent, tool, conversation, message, since, until];
  return tx.rows<ToolCallRow & Record<string, unknown>>(listCalls, [
    ...[tx.caller.workspace, ...narrowed.map((value) => value ?? null)],
    ...[at, id, no, ended ?? null, limit],
  ]);
}
