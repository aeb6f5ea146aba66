import { ProtocolError, type Approval } from '#protocol';
import type { ApprovalRow } from './approval.repository.js';

/** An approval as people see it. */
export function viewApproval(row: ApprovalRow): Approval {
  return {
    ...{ approval_id: row.id, id: row.id, status: row.status, kind: row.kind, name: row.name },
    arguments: row.arguments as Approval['arguments'],
    argument_schema: row.argument_schema === null ? null : { ...row.argument_schema },
    why: row.why,
    agent: row.agent,
    message_id: row.message_id,
    conversation_id: row.conversation_id,
    requested_at: row.requested_at.toISOString(),
    expires_at: row.expires_at.toISOString(),
    decided_at: row.decided_at?.toISOString() ?? null,
    decided_by: row.decided_by,
    reason: row.decision_reason,
    decided_arguments: row.decided_arguments === null ? null : { ...row.decided_arguments },
  };
}

export function noApproval(id: string): ProtocolError {
  return new ProtocolError('APPROVAL_NOT_FOUND', `Approval '${id}' not found`, {
    suggestion: 'Use GET /api/v1/approvals to list them',
  });
}

/** Told to everybody but the first: what was decided, and by whom. */
export function isDecided(given: Approval): ProtocolError {
  const { id, status, decided_by: by } = given;
  const who = by === null ? '' : ` by ${by}`;
  return new ProtocolError('APPROVAL_DECIDED', `Approval '${id}' is ${status}${who}`, {
    approval: { ...given },
    suggestion: 'Look at details.approval; the first decision counts',
  });
}
