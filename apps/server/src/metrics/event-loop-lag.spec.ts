import { eventually } from '../../../../test/support/eventually.js';
import { EventLoopLag } from './event-loop-lag.js';

function block(milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}

describe(EventLoopLag, () => {
  let lag: EventLoopLag;
  const worst = async (): Promise<number> => lag.read().get(1) ?? 0;
  const worstOnce = (isWanted: (seconds: number) => boolean): Promise<number> =>
    eventually(worst, isWanted);
  afterEach(() => {
    lag.stop();
  });

  it('tells how long the event loop was blocked, and that it was not for most of the time', async () => {
    lag = new EventLoopLag();
    await worstOnce((seconds) => seconds > 0);
    block(400);
    expect(await worstOnce((seconds) => seconds > 0.3)).toBeGreaterThan(0.3);
    expect(lag.read().get(0.5)).toBeLessThan(0.3);
  });

  it('forgets it after two windows at most', async () => {
    lag = new EventLoopLag(500);
    await worstOnce((seconds) => seconds > 0);
    block(400);
    expect(await worstOnce((seconds) => seconds > 0.3)).toBeGreaterThan(0.3);
    expect(await worstOnce((seconds) => seconds < 0.2)).toBeLessThan(0.2);
  });
});
