import { Counter, Registry } from 'prom-client';
import type { MetricsOfProcess } from './add-up-metrics.js';
import type { LoopLag } from './event-loop-lag.js';
import type { Figures } from './figures.js';
import { addGround, type Disk } from './ground-metrics.js';
import { addStanding } from './standing-metrics.js';
import type { Standing } from './standing.repository.js';
import { TypedGauge } from './typed-gauge.js';
import type { Readiness } from '#protocol';
import type { DispatchFigures } from '#webhooks';
import { addContract } from './contract-metrics.js';
import { addAttempts } from './webhook-metrics.js';
import { addWorker, type WorkerFigures } from './worker-metrics.js';

/** What one process tells: an API the server's figures, a worker its own, a server both. */
export interface MetricSources {
  readonly server?: Figures | undefined;
  /** How things stand in the database; missing while it does not answer. */
  readonly standing?: Standing | undefined;
  /** Messages that this API did not take, by the code of the refusal. */
  readonly refused?: ReadonlyMap<string, number> | undefined;
  readonly worker?: WorkerFigures | undefined;
  /** Of an API that tells webhooks. */
  readonly webhooks?: DispatchFigures | undefined;
  readonly loopLag?: LoopLag | undefined;
  /** What this process stands on. */
  readonly ground?: { readonly checks: Readiness['checks']; readonly disk: Disk | undefined };
}

/** What is there of them. */
export function composeMetrics(sources: MetricSources): Promise<MetricsOfProcess> {
  const registry = new Registry();
  addShared(registry, sources);
  addOwn(registry, sources);
  return registry.getMetricsAsJSON();
}

/** What holds for all processes. */
function addShared(registry: Registry, { server, standing }: MetricSources): void {
  if (server !== undefined) addContract(registry, server);
  if (standing !== undefined) addStanding(registry, standing);
}

/** What holds for this process. */
function addOwn(registry: Registry, sources: MetricSources): void {
  const { ground, refused, worker, loopLag } = sources;
  const webhooks = worker?.webhooks ?? sources.webhooks;
  if (ground !== undefined) addGround(registry, ground.checks, ground.disk);
  if (refused !== undefined) addRefused(registry, refused);
  if (worker !== undefined) addWorker(registry, worker);
  if (webhooks !== undefined) addAttempts(registry, webhooks);
  if (loopLag !== undefined) addLoopLag(registry, loopLag);
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

function addLoopLag(registry: Registry, lag: LoopLag): void {
  const help = 'How late the event loop of this process was within the last minutes.';
  const metric = new TypedGauge('summary', {
    ...{ name: 'caxton_event_loop_lag_seconds', help },
    ...{ labelNames: ['quantile'], registers: [registry], aggregator: 'max' },
  });
  for (const [quantile, seconds] of lag) metric.set({ quantile: String(quantile) }, seconds);
}
