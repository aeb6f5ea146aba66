import type { FaultPoint } from '#faults';
import { readOrders } from './fault-orders.js';
import { Strikes } from './strikes.js';

const strikes = new Strikes(readOrders(process.env['CAXTON_FAULTS']));

/**
 * Stands in for `#faults` in a process started with `--conditions=caxton-faults`: the same call, but
 * a fault strikes before the work or after it took effect, as CAXTON_FAULTS orders. A `fail` after the
 * work is the fault that mocks never make: it was applied, and the caller is told that it failed.
 */
export async function faultPoint<T>(name: FaultPoint, work: () => Promise<T>): Promise<T> {
  await strikes.at(name, 'before');
  const result = await work();
  await strikes.at(name, 'after');
  return result;
}
