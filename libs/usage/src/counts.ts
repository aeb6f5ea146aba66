/** What is counted; the columns of tallies and sums. */
export const counts = [
  ...['accepted', 'completed', 'failed', 'expired', 'cancelled', 'requeued', 'turns'],
  ...['response_ms', 'queue_ms', 'turn_ms', 'tokens_in', 'tokens_out', 'cost'],
  ...['conversations_begun', 'conversations_ended', 'conversation_ms'],
] as const;

/** Of whom, of what, and for whom; columns as well. */
export const dimensions = ['agent_id', 'agent_version', 'capability', 'sent_by', 'model'] as const;

/** `sum(accepted) as accepted, …`: numbers, though Postgres counts further than JavaScript. */
export const summed = counts.map((name) => `sum(${name})::float8 as ${name}`).join(', ');
