import type { JsonValue, StepKind, StepState, TurnStep } from '#protocol';
import type { Statement, Tx } from '#platform';

/**
 * The message, with its steps if it has any; indexes messages_pk, turn_steps_pk and approvals_pk. A call that was
 * begun and whose message has ended meanwhile will never be known.
 */
const findViews: Statement = {
  name: 'journal.find-views',
  text: `
    select s.step_no, s.kind, s.name, s.attempts, s.idempotency_key, s.tokens_in, s.tokens_out,
      s.started_at, s.finished_at, s.arguments, s.approval_id, a.status = 'edited' as is_edited,
      case when s.state = 'started' and m.settled_at is not null then 'unknown' else s.state end
        as state,
      round(extract(epoch from s.finished_at - s.started_at) * 1000)::float8 as duration_ms
    from messages m
    left join turn_steps s on s.workspace_id = m.workspace_id and s.message_id = m.id
    left join approvals a on a.workspace_id = s.workspace_id and a.id = s.approval_id
    where m.workspace_id = $1 and m.id = $2
    order by s.step_no`,
};

interface ViewRow {
  readonly step_no: number | null;
  readonly kind: StepKind;
  readonly name: string;
  readonly state: StepState;
  readonly attempts: number;
  readonly idempotency_key: string | null;
  readonly tokens_in: number;
  readonly tokens_out: number;
  readonly started_at: Date;
  readonly finished_at: Date | null;
  readonly duration_ms: number | null;
  readonly arguments: JsonValue | null;
  readonly approval_id: string | null;
  readonly is_edited: boolean | null;
}

/** Nothing when there is no such message. */
export async function findStepViews(tx: Tx, messageId: string): Promise<TurnStep[] | undefined> {
  const values = [tx.caller.workspace, messageId];
  const rows = await tx.rows<ViewRow & Record<string, unknown>>(findViews, values);
  return rows.length === 0 ? undefined : rows.flatMap(viewStep);
}

function viewStep(row: ViewRow): TurnStep[] {
  if (row.step_no === null) return [];
  return [
    {
      step: row.step_no,
      kind: row.kind,
      name: row.name,
      state: row.state,
      arguments: row.arguments,
      approval_id: row.approval_id,
      edited: row.is_edited === true,
      attempts: row.attempts,
      idempotency_key: row.idempotency_key,
      tokens: { input: row.tokens_in, output: row.tokens_out },
      started_at: row.started_at.toISOString(),
      finished_at: row.finished_at?.toISOString() ?? null,
      duration_ms: row.duration_ms,
    },
  ];
}
