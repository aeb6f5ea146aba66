import type { SpanKind } from './traces.js';

/** Seconds. What people wait for without noticing, up to what they give up on. */
const quick = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Seconds. What models and agents take. */
const long = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300];

/** What is measured under one name. */
interface Measure {
  readonly metric: string;
  readonly help: string;
  readonly labels: readonly string[];
}

interface Timing extends Measure {
  readonly buckets: readonly number[];
  /** What it is called in traces. Absent: it belongs to none. */
  readonly span?: { readonly name: string; readonly kind: SpanKind };
}

/** Work that has a beginning and an end: how long it took, and how it ended (label `outcome`). */
export const stages = {
  accept: {
    metric: 'caxton_accept_duration_seconds',
    help: 'Taking a message of a client: routed, admitted and durable, or refused.',
    labels: [],
    buckets: quick,
    span: { name: 'message.accept', kind: 'internal' },
  },
  turn: {
    metric: 'caxton_turn_duration_seconds',
    help: 'One attempt of an agent at a message, its commit included.',
    labels: ['capability'],
    buckets: long,
    span: { name: 'agent.turn', kind: 'consumer' },
  },
  model: {
    metric: 'caxton_model_call_duration_seconds',
    help: 'One answer of a model.',
    labels: ['provider', 'model'],
    buckets: long,
    span: { name: 'model.call', kind: 'client' },
  },
  tool: {
    metric: 'caxton_tool_call_duration_seconds',
    help: 'One call of a tool that was made and not replayed.',
    labels: ['tool'],
    buckets: long,
    span: { name: 'tool.call', kind: 'client' },
  },
  memory_search: {
    metric: 'caxton_memory_search_duration_seconds',
    help: 'One search in memory, the vector of its query included.',
    labels: [],
    buckets: quick,
    span: { name: 'memory.search', kind: 'internal' },
  },
  webhook: {
    metric: 'caxton_webhook_delivery_duration_seconds',
    help: 'One attempt to tell a webhook, until its receiver had answered.',
    labels: [],
    buckets: quick,
    span: { name: 'webhook.deliver', kind: 'client' },
  },
  sweep: {
    metric: 'caxton_sweep_duration_seconds',
    help: 'One sweep of a worker over mail, leases and deadlines.',
    labels: [],
    buckets: quick,
  },
} as const satisfies Record<string, Timing>;

/** What lies between two moments, known when it is over. */
export const spans = {
  queue_wait: {
    metric: 'caxton_queue_wait_seconds',
    help: 'From the acceptance of a message to its first turn.',
    labels: ['capability'],
    buckets: long,
  },
  message: {
    metric: 'caxton_message_duration_seconds',
    help: 'From the acceptance of a message to its end by a turn.',
    labels: ['capability', 'status'],
    buckets: long,
  },
  request: {
    metric: 'caxton_http_request_duration_seconds',
    help: 'One HTTP request, until its answer was sent; streams and held answers included.',
    labels: ['method', 'route', 'status'],
    buckets: quick,
  },
} as const satisfies Record<string, Timing>;

/** What is only counted. */
export const tallies = {
  tokens: {
    metric: 'caxton_model_tokens_total',
    help: 'Tokens that models read (input) and wrote (output), for which agent and capability.',
    labels: ['agent', 'capability', 'provider', 'model', 'direction'],
  },
  cost: {
    metric: 'caxton_model_cost_total',
    help: 'What these tokens cost by the price table, in the currency.',
    labels: ['agent', 'capability', 'provider', 'model', 'currency'],
  },
  chore_failures: {
    metric: 'caxton_sweep_chore_failures_total',
    help: 'Chores of the sweeper that failed; the next sweep does them again.',
    labels: ['chore'],
  },
  validation_gaps: {
    metric: 'caxton_validation_gaps_total',
    help: 'Data that no check refused and the database did, by class of SQLSTATE and operation.',
    labels: ['class', 'operation'],
  },
} as const satisfies Record<string, Measure>;

export type Stage = keyof typeof stages;
export type Span = keyof typeof spans;
export type Tally = keyof typeof tallies;

type Labelled<One extends { readonly labels: readonly string[] }> = Readonly<
  Record<One['labels'][number], string>
>;

export type StageLabels<Name extends Stage> = Labelled<(typeof stages)[Name]>;
export type SpanLabels<Name extends Span> = Labelled<(typeof spans)[Name]>;
export type TallyLabels<Name extends Tally> = Labelled<(typeof tallies)[Name]>;
