import { EmbeddingRounds } from './embedding-rounds.js';

/** Rounds that end when they are told to. */
function openRounds(): {
  rounds: EmbeddingRounds;
  begun: AbortSignal[];
  said: string[];
  end: (made: number | Error) => void;
} {
  const begun: AbortSignal[] = [];
  const said: string[] = [];
  let settle: (made: number | Error) => void = () => undefined;
  const catchUp = (signal: AbortSignal = new AbortController().signal): Promise<number> => {
    begun.push(signal);
    return new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => {
        reject(signal.reason as Error);
      });
      settle = (made) => {
        if (typeof made === 'number') resolve(made);
        else reject(made);
      };
    });
  };
  const say = (_facts: object, message: string): void => {
    said.push(message);
  };
  const settler = { settle: () => Promise.resolve(0) };
  const log = { info: say, warn: say };
  const rounds = new EmbeddingRounds({ vectors: { catchUp }, settler, log });
  return {
    ...{ rounds, begun, said },
    end: (made) => {
      settle(made);
    },
  };
}

describe(EmbeddingRounds, () => {
  it('makes one round at a time, and does not keep the sweep waiting for it', async () => {
    const { rounds, begun, end } = openRounds();
    await rounds.look();
    await rounds.look();
    expect(begun).toHaveLength(1);
    end(0);
    await rounds.ended;
    await rounds.look();
    expect(begun).toHaveLength(2);
    await rounds.stop();
  });

  it('tells of many vectors, not of few', async () => {
    const { rounds, said, end } = openRounds();
    for (const made of [3, 500]) {
      await rounds.look();
      end(made);
      await rounds.ended;
    }
    expect(said).toEqual(['Memories have their vectors now.']);
  });

  it('tells of a round that failed, and goes on with the next', async () => {
    const { rounds, begun, said, end } = openRounds();
    await rounds.look();
    end(new Error('no room'));
    await rounds.ended;
    await rounds.look();
    expect(said).toEqual(['Vectors could not be made; it is tried again.']);
    expect(begun).toHaveLength(2);
    await rounds.stop();
  });

  it('ends its round at a stop without a word, and begins no other', async () => {
    const { rounds, begun, said } = openRounds();
    await rounds.look();
    await rounds.stop();
    await rounds.look();
    expect(begun.map(({ aborted }) => aborted)).toEqual([true]);
    expect(said).toEqual([]);
  });
});
