import { expiryRound } from './expiry-round.js';

const going = (): AbortSignal => new AbortController().signal;

describe(expiryRound, () => {
  it('forgets one kind after another, each until nothing of it is left', async () => {
    const asked: string[] = [];
    const kind = (name: string, full: number) => (): Promise<boolean> => {
      asked.push(name);
      return Promise.resolve(asked.filter((one) => one === name).length <= full);
    };
    await expiryRound([kind('steps', 2), kind('batches', 0)], going());
    expect(asked).toEqual(['steps', 'steps', 'steps', 'batches']);
  });

  it('forgets the other kinds when one cannot be forgotten, and tells of it', async () => {
    const asked: string[] = [];
    const failing = (): Promise<boolean> => Promise.reject(new Error('locked'));
    const other = (): Promise<boolean> => {
      asked.push('other');
      return Promise.resolve(false);
    };
    const round = expiryRound([failing, other], going());
    await expect(round).rejects.toMatchObject({ errors: [new Error('locked')] });
    expect(asked).toEqual(['other']);
  });

  it('ends at a stop, whatever is left', async () => {
    const stop = new AbortController();
    const asked: string[] = [];
    const stoppedMeanwhile = (): Promise<boolean> => {
      asked.push('one');
      stop.abort(new Error('The worker stops.'));
      return Promise.resolve(true);
    };
    const round = expiryRound([stoppedMeanwhile, stoppedMeanwhile], stop.signal);
    await expect(round).rejects.toThrow('The worker stops.');
    expect(asked).toEqual(['one']);
  });
});
