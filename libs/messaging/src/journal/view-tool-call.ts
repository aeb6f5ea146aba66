import type { ToolCallList } from '#protocol';
import type { ToolCallRow } from './tool-calls.repository.js';

/** A call of a tool as the list prints it. */
export function viewToolCall(row: ToolCallRow): ToolCallList['tool_calls'][number] {
  return {
    message_id: row.message_id,
    step: row.step_no,
    conversation_id: row.conversation_id,
    agent: row.agent,
    capability: row.capability,
    tool: row.tool,
    outcome: row.outcome,
    error_code: row.error_code,
    arguments: row.arguments,
    approval_id: row.approval_id,
    edited: row.is_edited === true,
    attempts: row.attempts,
    idempotency_key: row.idempotency_key,
    started_at: row.started_at.toISOString(),
    finished_at: row.finished_at?.toISOString() ?? null,
    duration_ms: row.duration_ms,
  };
}
