import { appendFileSync, readFileSync } from 'node:fs';
import type { FaultPoint } from '#faults';
import { readOrders } from './fault-orders.js';
import { Strikes } from './strikes.js';

/**
 * `CAXTON_FAULTS`: the orders at the start. `CAXTON_FAULTS_FILE`: where new orders are read from
 * whenever SIGUSR2 comes. `CAXTON_FAULTS_LOG`: where each strike is written down, before it happens.
 */
const { CAXTON_FAULTS, CAXTON_FAULTS_FILE, CAXTON_FAULTS_LOG } = process.env;

const strikes = new Strikes(readOrders(CAXTON_FAULTS), (strike) => {
  if (CAXTON_FAULTS_LOG) appendFileSync(CAXTON_FAULTS_LOG, `${JSON.stringify(strike)}\n`);
});

if (CAXTON_FAULTS_FILE) {
  process.on('SIGUSR2', () => {
    strikes.rearm(readOrders(readFileSync(CAXTON_FAULTS_FILE, 'utf8')));
  });
}

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
