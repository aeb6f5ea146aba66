import { Counter, Gauge, Registry } from 'prom-client';
import type { RunningApi } from '../../../api/src/index.js';
import type { LoopLag } from './event-loop-lag.js';
import type { Figures } from './figures.js';
import type { DispatchFigures } from '#webhooks';
import { addAttempts, addDeliveries } from './webhook-metrics.js';
import { addWorker, type WorkerFigures } from './worker-metrics.js';

/** What one process tells: an API the server's figures, a worker its own, a server both. */
export interface MetricSources {
  readonly server?: Figures | undefined;
  /** Messages that this API did not take, by the code of the refusal. */
  readonly refused?: ReadonlyMap<string, number> | undefined;
  /** Data that checks of this API let through and the database refused. */
  readonly gaps?: ReturnType<RunningApi['gaps']> | undefined;
  readonly worker?: WorkerFigures | undefined;
  /** Of an API that tells webhooks. */
  readonly webhooks?: DispatchFigures | undefined;
  readonly loopLag?: LoopLag | undefined;
}

/** As Prometheus text. */
export async function composeMetrics(sources: MetricSources): Promise<string> {
  const { server, refused, gaps, worker, loopLag } = sources;
  const webhooks = worker?.webhooks ?? sources.webhooks;
  const registry = new Registry();
  if (server !== undefined) addServer(registry, server);
  if (refused !== undefined) addRefused(registry, refused);
  if (gaps !== undefined) addGaps(registry, gaps);
  if (worker !== undefined) addWorker(registry, worker);
  if (webhooks !== undefined) addAttempts(registry, webhooks);
  if (loopLag !== undefined) addLoopLag(registry, loopLag);
  return registry.metrics();
}

/** The contract's five metrics (quick start section 17). */
function addServer(registry: Registry, figures: Figures): void {
  const agents = gauge(registry, 'caxton_agents_total', 'Deployed agents.', 'type');
  agents.set({ type: 'configuration' }, 0);
  for (const { kind, count } of figures.agents) agents.set({ type: kind }, count);
  addMessages(registry, figures);
  addCapabilities(registry, figures);
  addWaiting(registry, figures);
  addDeliveries(registry, figures.webhooks);
  const help = 'Entities that agents remember.';
  const entities = gauge(registry, 'caxton_memory_entities_total', help, 'scope');
  entities.set({ scope: 'workspace' }, 0);
  for (const { scope, count } of figures.memories) entities.set({ scope }, count);
}

/** Every message was delivered once; the other states are how it ended. */
function addMessages(registry: Registry, { messages }: Figures): void {
  const metric = gauge(
    registry,
    'caxton_messages_total',
    'Messages delivered so far, and how many of them ended in which state.',
    'status',
  );
  metric.set({ status: 'delivered' }, 0);
  for (const { status, count } of messages) {
    metric.inc({ status: 'delivered' }, count);
    if (status !== 'delivered') metric.inc({ status }, count);
  }
}

function addWaiting(registry: Registry, { waiting }: Figures): void {
  const help = 'Messages whose turns are suspended, until people decide.';
  new Gauge({ name: 'caxton_messages_waiting', help, registers: [registry] }).set(waiting);
}

/** Of this process since its start: what was refused is written down nowhere. */
function addRefused(registry: Registry, refused: ReadonlyMap<string, number>): void {
  const counter = new Counter({
    name: 'caxton_messages_refused_total',
    help: 'Messages that this API did not take (429 or 503), by the code of the answer.',
    labelNames: ['reason'],
    registers: [registry],
  });
  for (const [reason, count] of refused) counter.inc({ reason }, count);
}

/** Of this process since its start; nothing where there are none, as there should not be. */
function addGaps(registry: Registry, gaps: ReturnType<RunningApi['gaps']>): void {
  const counter = new Counter({
    name: 'caxton_validation_gaps_total',
    help: 'Requests whose data no check refused and the database did, by class of SQLSTATE and operation.',
    labelNames: ['class', 'operation'],
    registers: [registry],
  });
  for (const { class: kind, operation, count } of gaps) {
    counter.inc({ class: kind, operation }, count);
  }
}

function addLoopLag(registry: Registry, lag: LoopLag): void {
  const help = 'How late the event loop of this process was within the last minutes.';
  const metric = gauge(registry, 'caxton_event_loop_lag_seconds', help, 'quantile');
  for (const [quantile, seconds] of lag) metric.set({ quantile: String(quantile) }, seconds);
}

function addCapabilities(registry: Registry, { messages }: Figures): void {
  const requests = gauge(
    registry,
    'caxton_capability_requests_total',
    'Messages sent to a capability so far.',
    'capability',
  );
  const times = gauge(
    registry,
    'caxton_response_time_seconds',
    'Average time from acceptance to the end of a message to a capability.',
    'capability',
  );
  for (const capability of new Set(messages.map((figure) => figure.capability))) {
    if (capability === null) continue;
    const own = messages.filter((figure) => figure.capability === capability);
    const settled = own.filter(({ status }) => status !== 'delivered');
    requests.set({ capability }, sum(own.map(({ count }) => count)));
    const ended = sum(settled.map(({ count }) => count));
    if (ended > 0) times.set({ capability }, sum(settled.map(({ seconds }) => seconds)) / ended);
  }
}

function gauge<Label extends string>(
  registry: Registry,
  name: string,
  help: string,
  label: Label,
): Gauge<Label> {
  return new Gauge({ name, help, labelNames: [label], registers: [registry] });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
