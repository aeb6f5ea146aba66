import { inPortions, type Rest } from './in-portions.js';

/** So many portions, and how often one was asked for. */
function work(left: number): { portion: () => Promise<boolean>; asked: () => number } {
  let asked = 0;
  const portion = (): Promise<boolean> => {
    asked += 1;
    return Promise.resolve(asked <= left);
  };
  return { portion, asked: () => asked };
}

/** Ends only at the signal. */
const restForever: Rest = (_milliseconds, stopping) =>
  new Promise((_resolve, reject) => {
    stopping.addEventListener('abort', () => {
      reject(stopping.reason as Error);
    });
  });

const signal = (): AbortSignal => new AbortController().signal;

describe(inPortions, () => {
  it('goes on until nothing is left', async () => {
    const { portion, asked } = work(3);
    await inPortions(portion, signal());
    expect(asked()).toBe(4);
  });

  it('leaves what is more than twenty portions to the next round', async () => {
    const { portion, asked } = work(1_000);
    await inPortions(portion, signal());
    expect(asked()).toBe(20);
  });

  it('does no more after the first that fails', async () => {
    const failing = (): Promise<boolean> => Promise.reject(new Error('no room'));
    await expect(inPortions(failing, signal())).rejects.toThrow('no room');
  });

  it('begins no portion when it is to stop', async () => {
    const { portion, asked } = work(1_000);
    const stopping = AbortSignal.abort(new Error('The worker stops.'));
    await expect(inPortions(portion, stopping)).rejects.toThrow('The worker stops.');
    expect(asked()).toBe(0);
  });

  it('rests twice as long as a portion took', async () => {
    const rests: number[] = [];
    const slow = async (): Promise<boolean> => {
      const until = performance.now() + 20;
      while (performance.now() < until) await Promise.resolve();
      return rests.length < 2;
    };
    await inPortions(slow, signal(), (milliseconds) => {
      rests.push(milliseconds);
      return Promise.resolve();
    });
    expect(rests.map((rested) => rested >= 40)).toEqual([true, true]);
  });

  it('is woken from its rest by a stop', async () => {
    const stop = new AbortController();
    const { portion, asked } = work(1_000);
    const whileItRests = (): Promise<boolean> => {
      setImmediate(() => {
        stop.abort(new Error('The worker stops.'));
      });
      return portion();
    };
    const forever = inPortions(whileItRests, stop.signal, restForever);
    await expect(forever).rejects.toThrow('The worker stops.');
    expect(asked()).toBe(1);
  });
});
