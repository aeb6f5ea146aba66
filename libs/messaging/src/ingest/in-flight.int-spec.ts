import { EventEmitter, once } from 'node:events';
import { InFlight } from './in-flight.js';

describe(InFlight, () => {
  it('lets requests under one key go one after another, and others past them', async () => {
    const inFlight = new InFlight();
    const order: string[] = [];
    const run = (key: string, name: string): Promise<void> =>
      inFlight.oneAtATime([key], async () => {
        order.push(`${name} begins`);
        await Promise.resolve();
        order.push(`${name} ends`);
      });
    await Promise.all([run('k', 'first'), run('k', 'second'), run('other', 'third')]);
    expect(order.indexOf('second begins')).toBeGreaterThan(order.indexOf('first ends'));
    expect(order.indexOf('third begins')).toBeLessThan(order.indexOf('first ends'));
  });

  it('tells all who wait after two seconds, and none of them runs beside the first', async () => {
    const inFlight = new InFlight();
    const gate = new EventEmitter();
    const first = inFlight.oneAtATime(['k'], async () => once(gate, 'open'));
    let ran = 0;
    const work = async (): Promise<void> => {
      ran += 1;
    };
    const begun = performance.now();
    const others = await Promise.allSettled(
      Array.from({ length: 5 }, () => inFlight.oneAtATime(['k'], work)),
    );
    expect(performance.now() - begun).toBeLessThan(4_000);
    for (const other of others) {
      expect(other).toMatchObject({ reason: { code: 'IDEMPOTENCY_IN_PROGRESS' } });
    }
    const late = inFlight.oneAtATime(['k'], work);
    expect(ran).toBe(0);
    gate.emit('open');
    await Promise.all([first, late]);
    expect(ran).toBe(1);
  });
});
