import type { StorageEnd } from '#protocol';

/** What ends the rows of a table, and why so. */
export interface Lifetime {
  readonly ends: StorageEnd;
  readonly why: string;
  /** How long they are kept, where a setting says so. */
  readonly setting?: RetentionSetting;
  /** The indexed column from which on they age; without a setting, the one that says when they expire. */
  readonly from?: string;
  /** The column that begins an index within a workspace, and tells since when there are rows. */
  readonly since?: string;
}

/** Settings that say how long something is kept. */
export type RetentionSetting =
  | 'CAXTON_STEP_RETENTION'
  | 'CAXTON_RECORD_RETENTION'
  | 'CAXTON_DELIVERY_RETENTION'
  | 'CAXTON_USAGE_RETENTION'
  | 'CAXTON_IDEMPOTENCY_RETENTION'
  | 'CAXTON_ARTIFACT_RETENTION'
  | 'CAXTON_LOGIN_LIFETIME';

const said: Lifetime = {
  ends: 'request',
  why: 'What was said stays until somebody deletes its conversation.',
};
const learned: Lifetime = {
  ends: 'policy',
  why: 'By the retention policy of the workspace (/api/v1/memory/config).',
};
const set: Lifetime = { ends: 'bounded', why: 'One row for each that somebody has set up.' };
const few: Lifetime = { ends: 'bounded', why: 'A few rows, whatever happens.' };

/** Every table. One that is missing here fails a gate: whoever makes one says what ends it. */
export const lifetimes: Readonly<Record<string, Lifetime>> = {
  conversations: { ...said, since: 'created_at' },
  messages: said,
  events: said,
  mailboxes: said,
  awaited_answers: said,
  approvals: { ...said, since: 'requested_at' },
  turn_steps: {
    ...{ ends: 'age', setting: 'CAXTON_STEP_RETENTION', from: 'started_at' },
    why: 'So long after the end of their message, or with its conversation.',
  },
  idempotency_keys: {
    ...{ ends: 'age', setting: 'CAXTON_IDEMPOTENCY_RETENTION', from: 'expires_at' },
    why: 'A request is not repeated later.',
  },
  webhook_deliveries: {
    ...{ ends: 'age', setting: 'CAXTON_DELIVERY_RETENTION', from: 'settled_at' },
    why: 'So long after they were delivered or given up.',
  },
  batches: {
    ...{ ends: 'age', setting: 'CAXTON_RECORD_RETENTION', from: 'completed_at' },
    why: 'So long after their last message has ended; the messages stay.',
  },
  conversation_operations: {
    ...{ ends: 'age', setting: 'CAXTON_RECORD_RETENTION', from: 'ended_at' },
    why: 'So long after they have ended.',
  },
  usage_sums: {
    ...{ ends: 'age', setting: 'CAXTON_USAGE_RETENTION' },
    why: 'Of hours; sums of longer times stay: few rows, and the only memory of the past.',
  },
  usage_totals: {
    ends: 'bounded',
    why: 'Days of usage added up: fewer rows than those, which stay as well.',
  },
  refresh_tokens: {
    ...{ ends: 'age', setting: 'CAXTON_LOGIN_LIFETIME', from: 'expires_at' },
    why: 'With the login.',
  },
  artifacts: {
    ...{ ends: 'age', setting: 'CAXTON_ARTIFACT_RETENTION', from: 'expires_at' },
    ...{ since: 'created_at', why: 'If the artifact does not say it itself.' },
  },
  artifact_blobs: { ends: 'soon', why: 'When no artifact refers to them any more.' },
  artifact_pieces: { ends: 'soon', why: 'With their blob.' },
  trials: { ends: 'soon', why: 'A day after they were asked for.' },
  tallies: { ends: 'soon', why: 'When they are added up, within seconds.' },
  memory_lessons: { ends: 'soon', why: 'When they are learned, or given up.' },
  login_failures: { ends: 'soon', why: 'When they count no more.' },
  jwt_keys: { ends: 'soon', why: 'When no token can be signed with them any more.' },
  workers: { ends: 'soon', why: 'An hour after their last heartbeat.' },
  tool_seats: { ends: 'soon', why: 'When the call has ended, or its time is over.' },
  memory_entities: learned,
  memory_embeddings: learned,
  memory_observations: learned,
  memory_derivations: learned,
  memory_relations: learned,
  memory_relation_versions: learned,
  memory_relation_uses: learned,
  memory_uses: learned,
  memory_retractions: learned,
  memory_retracted_facts: learned,
  memory_retracted_relations: learned,
  memory_tombstones: { ends: 'never', why: 'They keep what was erased from coming back.' },
  audit_events: {
    ...{ ends: 'never', since: 'at' },
    why: 'Each seals the one before; a log that forgets proves nothing.',
  },
  agents: { ends: 'never', why: 'Messages and figures name them, removed ones too.' },
  agent_versions: { ends: 'never', why: 'Messages and figures name them, and one may go back.' },
  workspaces: { ends: 'never', why: 'A name that was removed is not given again.' },
  agent_capabilities: set,
  agent_templates: set,
  api_keys: { ...set, why: 'One row for each key; the audit log names those that were revoked.' },
  capabilities: set,
  mcp_servers: set,
  memory_policies: set,
  tools: set,
  users: set,
  webhooks: set,
  tool_rates: { ends: 'bounded', why: 'One row for each agent and tool.' },
  artifact_room: { ends: 'bounded', why: 'One row for each workspace.' },
  audit_heads: { ends: 'bounded', why: 'One row for each workspace.' },
  memory_models: few,
  migrations: few,
  usage_pasts: few,
};
