import { jest } from '@jest/globals';
import { faultPoint as unarmed } from '#faults';
import { readOrders, type FaultOrderInput } from './fault-orders.js';
import { faultPoint } from './faults.js';
import { Strikes } from './strikes.js';

const strikesOf = (...orders: FaultOrderInput[]): Strikes =>
  new Strikes(readOrders(JSON.stringify(orders)));

describe('an armed fault point', () => {
  it('does the work and no more when nothing is ordered, like the one in production', async () => {
    const work = jest.fn(() => Promise.resolve(7));
    expect(await faultPoint('model.ask', work)).toBe(7);
    expect(await unarmed('model.ask', work)).toBe(7);
    expect(work).toHaveBeenCalledTimes(2);
  });

  it('fails as a broken connection does, at its place and at no other', async () => {
    const strikes = strikesOf({ point: 'model.ask', when: 'after', fault: 'fail' });
    await strikes.at('model.ask', 'before');
    await strikes.at('tool.execute', 'after');
    await expect(strikes.at('model.ask', 'after')).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  it('strikes at the n-th time only, when that is ordered', async () => {
    const strikes = strikesOf({ point: '*', when: 'before', fault: 'fail', nth: 2 });
    await strikes.at('queue.ring', 'before');
    await expect(strikes.at('queue.ring', 'before')).rejects.toThrow();
    await strikes.at('queue.ring', 'before');
  });

  it('strikes with the chance that is ordered, alike for the same seed', async () => {
    const count = async (seed: number): Promise<number> => {
      const strikes = strikesOf({
        ...({ point: '*', when: 'after', fault: 'fail', chance: 0.1, seed } as const),
      });
      const times = Array.from({ length: 1_000 }, () => strikes.at('queue.ring', 'after'));
      const settled = await Promise.allSettled(times);
      return settled.filter(({ status }) => status === 'rejected').length;
    };
    expect(await count(7)).toBe(await count(7));
    expect(await count(7)).toBeGreaterThan(60);
    expect(await count(7)).toBeLessThan(140);
  });

  it('takes new orders, counts from one again, and tells of each strike', async () => {
    const struck: string[] = [];
    const strikes = new Strikes([], ({ place, fault }) => struck.push(`${fault} ${place}`));
    await strikes.at('queue.ring', 'before');
    strikes.rearm(
      readOrders(JSON.stringify([{ point: 'queue.ring', when: 'before', fault: 'delay', nth: 1 }])),
    );
    await strikes.at('queue.ring', 'before');
    await strikes.at('queue.ring', 'before');
    expect(struck).toEqual(['delay queue.ring before']);
  });

  it('refuses an order that it does not understand', () => {
    expect(() => readOrders('[{"point":"model.ask","when":"now","fault":"kill"}]')).toThrow();
  });
});
