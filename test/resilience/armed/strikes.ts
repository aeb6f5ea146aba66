import { setTimeout as delay } from 'node:timers/promises';
import { Dice } from '../../simulation/dice.js';
import type { FaultOrder } from './fault-orders.js';

/** Told just before a fault strikes, so that a test knows that it did. */
type TellStrike = (strike: { readonly place: string; readonly fault: string }) => void;

/** Lets faults strike in this very process, when their place and time have come. */
export class Strikes {
  private passed = new Map<string, number>();
  private armed: readonly { readonly order: FaultOrder; readonly dice: Dice }[] = [];

  constructor(
    orders: readonly FaultOrder[],
    private readonly tell: TellStrike = () => undefined,
  ) {
    this.rearm(orders);
  }

  /** From now on these orders, and every place counts from one again. */
  rearm(orders: readonly FaultOrder[]): void {
    this.passed = new Map();
    this.armed = orders.map((order) => ({ order, dice: new Dice(order.seed) }));
  }

  /** A process passes a fault point, before its work or after it took effect. */
  async at(point: string, when: 'before' | 'after'): Promise<void> {
    const place = `${point} ${when}`;
    const time = (this.passed.get(place) ?? 0) + 1;
    this.passed.set(place, time);
    for (const { order, dice } of this.armed) {
      const isHere = (order.point === point || order.point === '*') && order.when === when;
      if (!isHere || !isTime(order, time) || !dice.happens(order.chance)) continue;
      this.tell({ place, fault: order.fault });
      await strike(order, place);
    }
  }
}

function isTime({ nth }: FaultOrder, time: number): boolean {
  return nth === undefined || nth === time;
}

async function strike({ fault, ms }: FaultOrder, place: string): Promise<void> {
  switch (fault) {
    case 'kill':
    case 'stop':
      process.kill(process.pid, fault === 'kill' ? 'SIGKILL' : 'SIGSTOP');
      return;
    case 'delay':
      await delay(ms);
      return;
    case 'fail':
      throw Object.assign(new Error(`Connection terminated unexpectedly (fault at ${place})`), {
        code: 'ECONNRESET',
      });
  }
}
