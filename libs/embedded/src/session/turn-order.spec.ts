import { TurnOrder } from './turn-order.js';

class Queue {
  canTake = true;

  constructor(
    readonly name: string,
    public work: number,
  ) {}

  get hasWork(): boolean {
    return this.work > 0;
  }
}

function take(order: TurnOrder<Queue>, count: number): string {
  let names = '';
  for (let taken = 0; taken < count; taken += 1) {
    const next = order.next();
    if (next === undefined) break;
    next.work -= 1;
    names += next.name;
  }
  return names;
}

function orderOf(...queues: Queue[]): TurnOrder<Queue> {
  const order = new TurnOrder<Queue>();
  for (const queue of queues) order.enter(queue);
  return order;
}

describe(TurnOrder, () => {
  it('gives everybody one piece in turn, however much one has', () => {
    const order = orderOf(new Queue('a', 5), new Queue('b', 2), new Queue('c', 1));

    expect(take(order, 10)).toBe('abcabaaa');
  });

  it('gives nothing to the others while one holds the session', () => {
    const a = new Queue('a', 2);
    const order = orderOf(a, new Queue('b', 1));
    order.hold(a);

    expect(take(order, 10)).toBe('aa');

    order.letGo();
    expect(take(order, 10)).toBe('b');
  });

  it('passes over who does not read its answers, and remembers it', () => {
    const slow = new Queue('s', 1);
    slow.canTake = false;
    const order = orderOf(slow, new Queue('b', 2));

    expect(take(order, 10)).toBe('bb');

    slow.canTake = true;
    expect(take(order, 10)).toBe('s');
  });

  it('waits for a holder who does not read its answers', () => {
    const holder = new Queue('a', 1);
    const order = orderOf(holder, new Queue('b', 1));
    order.hold(holder);
    holder.canTake = false;

    expect(order.next()).toBeUndefined();
  });

  it('does not lose who enters twice', () => {
    const a = new Queue('a', 2);
    const order = orderOf(a);
    order.enter(a);

    expect(take(order, 10)).toBe('aa');
  });
});
