import { FigureCounter, type Figures } from './figures.js';

/** A counter on a clock of its own, whose every count takes so long. */
function counterThatTakes(milliseconds: number): {
  counter: FigureCounter<Figures>;
  counts: () => number;
  wait: (milliseconds: number) => void;
} {
  let now = 0;
  let counts = 0;
  const count = (): Promise<Figures> => {
    counts += 1;
    now += milliseconds;
    return Promise.resolve({
      agents: [],
      messages: [],
      memories: [],
      waiting: 0,
      webhooks: { waiting: 0, oldest: 9 },
    });
  };
  return {
    counter: new FigureCounter(count, () => now),
    counts: () => counts,
    wait: (more) => {
      now += more;
    },
  };
}

describe(FigureCounter, () => {
  it('counts once for all who ask within five seconds', async () => {
    const { counter, counts, wait } = counterThatTakes(1);
    await Promise.all([counter.read(), counter.read()]);
    wait(4_999);
    await counter.read();
    expect(counts()).toBe(1);
    wait(1);
    await counter.read();
    expect(counts()).toBe(2);
  });

  it('counts the less often the longer it takes', async () => {
    const { counter, counts, wait } = counterThatTakes(1_000);
    await counter.read();
    wait(49_999);
    await counter.read();
    expect(counts()).toBe(1);
    wait(1);
    await counter.read();
    expect(counts()).toBe(2);
  });

  it('counts again after a failure', async () => {
    const answers = [
      Promise.reject(new Error('away')),
      Promise.resolve({
        agents: [],
        messages: [],
        memories: [],
        waiting: 0,
        webhooks: { waiting: 0, oldest: 9 },
      }),
    ];
    let now = 0;
    const counter = new FigureCounter(
      () => answers.shift() ?? Promise.reject(new Error()),
      () => now,
    );
    await expect(counter.read()).rejects.toThrow('away');
    now = 5_000;
    await expect(counter.read()).resolves.toEqual({
      agents: [],
      messages: [],
      memories: [],
      waiting: 0,
      webhooks: { waiting: 0, oldest: 9 },
    });
  });

  it('tells the figures of before while it counts, and when that fails', async () => {
    let now = 0;
    let settle: (() => void) | undefined;
    const counts = [
      () => Promise.resolve(1),
      () =>
        new Promise<number>(
          (_, reject) =>
            (settle = () => {
              reject(new Error('too long'));
            }),
        ),
      () => Promise.resolve(3),
    ];
    const counter = new FigureCounter<number>(
      () => counts.shift()?.() ?? Promise.reject(new Error()),
      () => now,
    );
    expect(await counter.read()).toBe(1);
    now = 5_000;
    expect(await counter.read()).toBe(1);
    settle?.();
    expect(await counter.read()).toBe(1);
    now = 60_000;
    await counter.read();
    expect(await counter.read()).toBe(3);
  });
});
