import { Counter, Gauge, type Registry } from 'prom-client';
import type { Figures } from './figures.js';
import { perCapability } from './per-capability.js';
import { TypedGauge } from './typed-gauge.js';
import { addDeliveries } from './webhook-metrics.js';

/** The contract's five metrics (quick start section 17), and what else waits: of all processes, whoever reads them. */
export function addContract(registry: Registry, figures: Figures): void {
  const agents = untyped(registry, 'caxton_agents_total', 'Deployed agents.', 'type');
  agents.set({ type: 'configuration' }, 0);
  for (const { kind, count } of figures.agents) agents.set({ type: kind }, count);
  addMessages(registry, figures);
  addCapabilities(registry, figures);
  addWaiting(registry, figures);
  addDeliveries(registry, figures.webhooks);
  const help = 'Entities that agents remember.';
  const entities = untyped(registry, 'caxton_memory_entities_total', help, 'scope');
  entities.set({ scope: 'workspace' }, 0);
  for (const { scope, count } of figures.memories) entities.set({ scope }, count);
}

/** Every message was delivered, once or again from the dead letters; the other states are how it ended. */
function addMessages(registry: Registry, { messages }: Figures): void {
  const metric = new Counter({
    name: 'caxton_messages_total',
    help: 'Messages delivered to agents so far, and how many of them ended in which state.',
    labelNames: ['status'],
    registers: [registry],
    aggregator: 'max',
  });
  metric.inc({ status: 'delivered' }, 0);
  for (const { status, count } of messages) {
    metric.inc({ status: 'delivered' }, count);
    if (status !== 'delivered') metric.inc({ status }, count);
  }
}

function addWaiting(registry: Registry, { waiting }: Figures): void {
  const help = 'Messages whose turns are suspended, until people decide.';
  const name = 'caxton_messages_waiting';
  new Gauge({ name, help, registers: [registry], aggregator: 'max' }).set(waiting);
}

function addCapabilities(registry: Registry, { messages }: Figures): void {
  const requests = new Counter({
    name: 'caxton_capability_requests_total',
    help: 'Messages sent to a capability so far.',
    labelNames: ['capability'],
    registers: [registry],
    aggregator: 'max',
  });
  const times = new Gauge({
    name: 'caxton_response_time_seconds',
    help: 'Average time from acceptance to the answer of a message to a capability.',
    labelNames: ['capability'],
    registers: [registry],
    aggregator: 'max',
  });
  for (const { capability, sent, answered, seconds } of perCapability(messages)) {
    requests.inc({ capability }, sent);
    if (answered > 0) times.set({ capability }, seconds / answered);
  }
}

/** What the contract calls a total and falls again, as when an agent is removed. */
function untyped<Label extends string>(
  registry: Registry,
  name: string,
  help: string,
  label: Label,
): TypedGauge<Label> {
  return new TypedGauge('untyped', {
    ...{ name, help, labelNames: [label], registers: [registry], aggregator: 'max' },
  });
}
