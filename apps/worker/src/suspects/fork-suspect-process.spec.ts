import { conditionsOf, forkSuspectProcess } from './fork-suspect-process.js';

describe(forkSuspectProcess, () => {
  it('tells once that it has ended, and why, when it cannot be started', async () => {
    const child = forkSuspectProcess(new URL('nowhere.js', import.meta.url), '/nowhere/node');
    const failures: (Error | undefined)[] = [];
    child.onExit((failure) => failures.push(failure));
    child.tell({ kind: 'run', mailboxId: '7' });
    await new Promise<void>((resolve) => {
      child.onExit(() => {
        resolve();
      });
    });
    child.end();
    child.kill();
    await new Promise<void>((resolve) => {
      child.onExit(() => {
        resolve();
      });
    });
    expect(failures).toEqual([expect.objectContaining({ code: 'ENOENT' })]);
  });
});

describe(conditionsOf, () => {
  it.each([
    [[], []],
    [['--conditions=caxton-faults'], ['--conditions=caxton-faults']],
    [
      ['--conditions', 'one', '-C', 'two'],
      ['--conditions', 'one', '-C', 'two'],
    ],
    [['--max-old-space-size=64', '-C=one', '--inspect=9229', '--enable-source-maps'], ['-C=one']],
  ])('hands the child of %j the flags %j', (flags, handed) => {
    expect(conditionsOf(flags)).toEqual(handed);
  });
});
