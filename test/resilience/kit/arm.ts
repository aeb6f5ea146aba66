import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FaultOrderInput } from '../armed/fault-orders.js';
import type { Member } from './member.js';

/** With this flag of Node the fault points of a process are armed. */
export const armedFlags = ['--conditions=caxton-faults'] as const;

const ordersOf = (folder: string, name: string): string => join(folder, `${name}.orders.json`);
const strikesOf = (folder: string, name: string): string => join(folder, `${name}.strikes`);

/** The settings by which an armed process hears of orders, none at first, and tells of strikes. */
export function armingSettings(folder: string, name: string): Record<string, string> {
  writeFileSync(ordersOf(folder, name), '[]');
  return {
    CAXTON_FAULTS_FILE: ordersOf(folder, name),
    CAXTON_FAULTS_LOG: strikesOf(folder, name),
  };
}

/** Gives a running process new orders. Every place counts from one again. */
export function arm(folder: string, member: Member, orders: readonly FaultOrderInput[]): void {
  writeFileSync(ordersOf(folder, member.name), JSON.stringify(orders));
  if (member.isUp) member.signal('SIGUSR2');
}

/** How often a fault has struck in a process of that name. */
export function countStrikes(folder: string, name: string): number {
  const file = strikesOf(folder, name);
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').length - 1 : 0;
}

export function forgetStrikes(folder: string, name: string): void {
  rmSync(strikesOf(folder, name), { force: true });
}

/** A share of all client calls fails: half of them before the work, half after it took effect. */
export function failing(share: number, seed: number): FaultOrderInput[] {
  return (['before', 'after'] as const).map((when, index) => ({
    point: '*',
    when,
    fault: 'fail',
    chance: share / 2,
    seed: seed + index,
  }));
}
