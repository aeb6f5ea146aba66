import { Slots } from './slots.js';

const open = new AbortController().signal;

describe(Slots, () => {
  it('lets in as many as there are, then in the order they came', async () => {
    const slots = new Slots(2);
    const order: string[] = [];
    const enter = (name: string): Promise<() => void> =>
      slots.enter(open).then((leave) => {
        order.push(name);
        return leave;
      });

    const [first, second] = await Promise.all([enter('a'), enter('b')]);
    const third = enter('c');
    const fourth = enter('d');
    expect(order).toEqual(['a', 'b']);
    second();
    const leaveThird = await third;
    expect(order).toEqual(['a', 'b', 'c']);
    leaveThird();
    first();
    await fourth;
    expect(order).toEqual(['a', 'b', 'c', 'd']);
  });

  it('forgets who gives up waiting', async () => {
    const slots = new Slots(1);
    const leave = await slots.enter(open);
    const patience = new AbortController();
    const waiting = slots.enter(patience.signal);
    const next = slots.enter(open);

    patience.abort(new Error('given up'));

    await expect(waiting).rejects.toThrow('given up');
    await expect(slots.enter(patience.signal)).rejects.toThrow('given up');
    leave();
    (await next)();
    await expect(slots.enter(open)).resolves.toBeInstanceOf(Function);
  });

  it('loses no slot to who gives up at the moment it is free', async () => {
    const slots = new Slots(1);
    const leave = await slots.enter(open);
    const patience = new AbortController();
    const waiting = slots.enter(patience.signal);

    leave();
    patience.abort(new Error('given up'));

    await waiting.then(
      (leaveToo) => {
        leaveToo();
      },
      () => undefined,
    );
    await expect(slots.enter(open)).resolves.toBeInstanceOf(Function);
  });
});
