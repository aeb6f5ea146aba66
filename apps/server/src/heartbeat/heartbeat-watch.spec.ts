import { HeartbeatWatch } from './heartbeat-watch.js';

describe(HeartbeatWatch, () => {
  it('calls a heart stopped after so many looks in a row without a beat', () => {
    const watch = new HeartbeatWatch(3);
    expect([0, 0, 0, 0].map((beats) => watch.isStopped(beats))).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });

  it('forgets what was missed with every beat', () => {
    const watch = new HeartbeatWatch(3);
    const beats = [0, 0, 0, 1, 1, 1, 2, 2];
    expect(beats.some((count) => watch.isStopped(count))).toBe(false);
  });
});
