import { embeddingRound } from './embedding-round.js';

/** What one round says that makes and settles so many vectors. */
async function saidOf(made: number, settled: number): Promise<string[]> {
  const said: string[] = [];
  const kit = {
    vectors: { catchUp: () => Promise.resolve(made) },
    settler: { settle: () => Promise.resolve(settled) },
    log: {
      info: (_facts: object, message: string) => {
        said.push(message);
      },
    },
  };
  await embeddingRound(kit, new AbortController().signal);
  return said;
}

describe(embeddingRound, () => {
  it('tells of many vectors, not of few', async () => {
    expect(await saidOf(3, 0)).toEqual([]);
    expect(await saidOf(500, 0)).toEqual(['Memories have their vectors now.']);
  });

  it('tells of vectors that were put into their index', async () => {
    expect(await saidOf(0, 1)).toEqual(['Vectors are in their index now.']);
  });

  it('hands on the signal that ends it', async () => {
    const seen: AbortSignal[] = [];
    const note = (signal: AbortSignal = new AbortController().signal): Promise<number> => {
      seen.push(signal);
      return Promise.resolve(0);
    };
    const stopping = new AbortController().signal;
    const kit = {
      ...{ vectors: { catchUp: note }, settler: { settle: note } },
      log: { info: () => undefined },
    };
    await embeddingRound(kit, stopping);
    expect(seen).toEqual([stopping, stopping]);
  });
});
