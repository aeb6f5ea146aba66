import { askAll } from './ask-all.js';
import type { Question } from './process-talk.js';

/** A process that tells nothing but that it was asked. */
function processOf(isReady: boolean) {
  const asked: Question[] = [];
  const ask = (question: Question): Promise<undefined> => {
    asked.push(question);
    return Promise.resolve(undefined);
  };
  return { pid: 1, isReady, asked, ask };
}

describe(askAll, () => {
  it('lets one process that is ready read the database for all, and asks the others for their own', async () => {
    const processes = [processOf(false), processOf(true), processOf(true)];
    const { metrics } = askAll(processes, () => Promise.resolve([]));
    expect(await metrics(true)).toEqual([[], []]);
    expect(processes.map(({ asked }) => asked)).toEqual([[], ['all-metrics'], ['metrics']]);
  });

  it('stands on nothing while no process is ready', async () => {
    const { ground } = askAll([processOf(false)], () => Promise.resolve([]));
    expect(await ground()).toEqual({ database: 'unreachable', queue: 'failing' });
  });
});
