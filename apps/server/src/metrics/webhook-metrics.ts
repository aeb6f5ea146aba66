import { Counter, Gauge, type Registry } from 'prom-client';
import type { DeliveryFigures, DispatchFigures } from '#webhooks';

/** What waits to be told to webhooks that are enabled, over all processes. */
export function addDeliveries(registry: Registry, { waiting, oldest }: DeliveryFigures): void {
  const registers = [registry];
  const count = {
    name: 'caxton_webhook_deliveries_waiting',
    help: 'Webhook deliveries to be made.',
  };
  new Gauge({ ...count, registers, aggregator: 'max' }).set(waiting);
  const age = { name: 'caxton_webhook_delivery_age_seconds', help: 'Age of the oldest of them.' };
  new Gauge({ ...age, registers, aggregator: 'max' }).set(oldest);
}

/** How the attempts of this process went since its start. */
export function addAttempts(registry: Registry, { attempts, disabled }: DispatchFigures): void {
  const registers = [registry];
  const made = new Counter({
    name: 'caxton_webhook_attempts_total',
    help: 'Attempts to tell webhooks by this process, by how they went.',
    labelNames: ['outcome'],
    registers,
  });
  for (const [outcome, count] of attempts) made.inc({ outcome }, count);
  const ended = new Counter({
    name: 'caxton_webhooks_disabled_total',
    help: 'Webhooks that this process disabled, because their receiver is gone or failed for days.',
    labelNames: ['reason'],
    registers,
  });
  for (const [reason, count] of disabled) ended.inc({ reason }, count);
}
