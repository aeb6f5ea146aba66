import { ConcurrencyGauge } from './concurrency-gauge.js';

describe('a gauge of what is at work at the same time', () => {
  let now = 0;
  const open = (): ConcurrencyGauge => new ConcurrencyGauge(2, () => now);
  const pass = (ms: number): void => void (now += ms);

  it('tells the most, the mean, and how long there were enough', () => {
    const gauge = open();
    gauge.enter();
    pass(100);
    gauge.enter();
    pass(300);
    gauge.leave();
    expect(gauge.read()).toEqual({ most: 2, percentAtLeast: 75, mean: 1.75 });
  });

  it('begins again with what is at work', () => {
    const gauge = open();
    for (let n = 0; n < 5; n += 1) gauge.enter();
    pass(100);
    for (let n = 0; n < 4; n += 1) gauge.leave();
    gauge.reset();
    pass(100);
    expect(gauge.read()).toEqual({ most: 1, percentAtLeast: 0, mean: 1 });
  });
});
