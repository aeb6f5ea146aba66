import fc from 'fast-check';
import { TurnSlots, type Release } from './turn-slots.js';

const never = (): never => {
  throw new Error('No slot was given.');
};

describe(TurnSlots.name, () => {
  it('gives no more slots than there are, and each again when it is given back', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.boolean(), { maxLength: 60 }),
        async (total, acts) => {
          const slots = new TurnSlots(total);
          const held: Release[] = [];
          let asked = 0;
          for (const takes of acts) {
            if (takes) {
              asked += 1;
              void slots.take().then((release) => held.push(release ?? never));
            } else held.shift()?.();
            await Promise.resolve();
            await Promise.resolve();
            expect(slots.inUse).toBeLessThanOrEqual(total);
            expect(slots.inUse).toBe(Math.min(total, held.length));
          }
          expect(asked).toBeGreaterThanOrEqual(held.length);
        },
      ),
    );
  });

  it('serves whoever came first', async () => {
    const slots = new TurnSlots(1);
    const first = await slots.take();
    const order: number[] = [];
    const waiting = [1, 2, 3].map((n) =>
      slots.take().then((release) => {
        order.push(n);
        release?.();
      }),
    );
    expect(slots.tryTake()).toBeUndefined();
    first?.();
    await Promise.all(waiting);
    expect(order).toEqual([1, 2, 3]);
    expect(slots.free).toBe(1);
  });

  it('does not get back one slot twice', () => {
    const slots = new TurnSlots(2);
    const release = slots.tryTake();
    slots.tryTake();
    release?.();
    release?.();
    expect(slots.inUse).toBe(1);
  });

  it('turns away who waits, and who comes, after it was closed', async () => {
    const slots = new TurnSlots(1);
    const release = slots.tryTake();
    const waiting = slots.take();
    slots.close();
    expect(await waiting).toBeUndefined();
    release?.();
    expect(await slots.take()).toBeUndefined();
    expect(slots.tryTake()).toBeUndefined();
    expect(slots.inUse).toBe(0);
  });

  it('says when nothing runs any more', async () => {
    const slots = new TurnSlots(2);
    await slots.whenIdle();
    const release = slots.tryTake();
    let isIdle = false;
    const idle = slots.whenIdle().then(() => {
      isIdle = true;
    });
    expect(isIdle).toBe(false);
    release?.();
    await idle;
    expect(isIdle).toBe(true);
  });
});
