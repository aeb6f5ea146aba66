import { randomUUID } from 'node:crypto';
import { arrivals } from './queue-names.js';
import type { QueueOpener } from './queue-opener.fixture.js';
import { gate, until } from './until.fixture.js';

/** What becomes of bells for mail that has just come, on every ground. */
export function describeArrivals(opener: () => QueueOpener): void {
  it('rings for mail of many capabilities in one lane', async () => {
    const queues = await opener().open();
    const heard = new Set<string>();
    const workers = queues.openWorkers((id) => Promise.resolve(void heard.add(id)), 4);
    await workers.listen(new Set([arrivals]));
    const rings = Array.from({ length: 30 }, (_, n) => String(n)).map((mailboxId) => ({
      ...{ mailboxId, lane: `cap.${mailboxId}` },
    }));
    expect(await queues.ringer.ring(rings, 'arrival')).toBe(true);
    await until(() => heard.size === 30);
  });

  it('does not let a flooded capability keep another waiting, though no turn ends', async () => {
    const prefix = `{bells-${randomUUID()}}`;
    const [full, free] = [await opener().open(prefix), await opener().open(prefix)];
    const [never, heard]: [string[], string[]] = [[], []];
    const { opened, open: finish } = gate();
    const busy = full.openWorkers((id) => (never.push(id), opened), 1);
    await busy.listen(new Set([arrivals, 'cap.flooded']));
    const flood = Array.from({ length: 100 }, (_, n) => ({
      ...{ lane: 'cap.flooded', mailboxId: `flood-${String(n)}` },
    }));
    await full.ringer.ring(flood, 'arrival');
    await until(() => never.length === 1);
    await full.ringer.ring([{ lane: 'cap.other', mailboxId: 'other' }], 'arrival');
    const other = free.openWorkers((id) => Promise.resolve(void heard.push(id)), 1);
    await other.listen(new Set(['cap.other']));
    await until(() => heard.length === 1);
    finish();
    expect([heard, never]).toEqual([['other'], ['flood-0']]);
  });

  describeSorting(opener);
}

function describeSorting(opener: () => QueueOpener): void {
  it('leaves to others what a picky worker does not listen to', async () => {
    const prefix = `{bells-${randomUUID()}}`;
    const [one, another] = [await opener().open(prefix), await opener().open(prefix)];
    const [ofPicky, ofOther]: [string[], string[]] = [[], []];
    const picky = one.openWorkers((id) => Promise.resolve(void ofPicky.push(id)), 1, true);
    await picky.listen(new Set([arrivals, 'cap.own']));
    const rings = ['own', 'other'].map((mailboxId) => ({ mailboxId, lane: `cap.${mailboxId}` }));
    await one.ringer.ring(rings, 'arrival');
    await until(() => ofPicky.length === 1);
    const other = another.openWorkers((id) => Promise.resolve(void ofOther.push(id)), 1);
    await other.listen(new Set(['cap.other']));
    await until(() => ofOther.length === 1);
    expect([ofPicky, ofOther]).toEqual([['own'], ['other']]);
  });

  it('hears where mail arrives what an earlier version rings for mail without a capability', async () => {
    const queues = await opener().open();
    const heard: string[] = [];
    const workers = queues.openWorkers((id) => Promise.resolve(void heard.push(id)), 1);
    await workers.listen(new Set([arrivals]));
    await queues.ringer.ring([{ lane: 'direct', mailboxId: 'm' }]);
    await until(() => heard.length === 1);
  });
}
