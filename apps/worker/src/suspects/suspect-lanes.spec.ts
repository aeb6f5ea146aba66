import type { SuspectLane } from './suspect-lane.js';
import { SuspectLanes } from './suspect-lanes.js';

function played(name: string, acts: string[]): SuspectLane {
  const did = (act: string) => (): Promise<void> => {
    acts.push(`${name} ${act}`);
    return Promise.resolve();
  };
  return {
    prepare: did('prepare'),
    fill: did('fill'),
    stop: did('stop'),
  } as unknown as SuspectLane;
}

describe(SuspectLanes, () => {
  it('prepares the process for many when suspects are foreseen, fills and stops all', async () => {
    const acts: string[] = [];
    const alone = ['first', 'second'].map((name) => played(name, acts));
    const late: number[] = [];
    const lanes = new SuspectLanes({
      ...{ together: played('together', acts), alone },
      foresee: () => Promise.resolve(late[0]),
    });
    expect(await lanes.foresee()).toBeUndefined();
    expect(acts).toEqual([]);
    late.push(800);
    expect(await lanes.foresee()).toBe(800);
    await lanes.fill();
    await lanes.stop();
    expect(acts).toEqual([
      'together prepare',
      ...['together fill', 'first fill', 'second fill'],
      ...['together stop', 'first stop', 'second stop'],
    ]);
  });
});
