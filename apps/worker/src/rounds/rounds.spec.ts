import { Rounds } from './rounds.js';

/** Rounds that end when they are told to, and at a stop. */
function openRounds(): {
  rounds: Rounds;
  begun: AbortSignal[];
  said: string[];
  end: (error?: Error) => void;
} {
  const begun: AbortSignal[] = [];
  const said: string[] = [];
  let settle: (error?: Error) => void = () => undefined;
  const round = (stopping: AbortSignal): Promise<void> => {
    begun.push(stopping);
    return new Promise((resolve, reject) => {
      stopping.addEventListener('abort', () => {
        reject(stopping.reason as Error);
      });
      settle = (error) => {
        if (error === undefined) resolve();
        else reject(error);
      };
    });
  };
  const warn = (_facts: object, message: string): void => {
    said.push(message);
  };
  const rounds = new Rounds({ round, complaint: 'It is tried again.', log: { warn } });
  return {
    ...{ rounds, begun, said },
    end: (error) => {
      settle(error);
    },
  };
}

describe(Rounds, () => {
  it('makes one round at a time, and does not keep the sweep waiting for it', async () => {
    const { rounds, begun, end } = openRounds();
    await rounds.look();
    await rounds.look();
    expect(begun).toHaveLength(1);
    end();
    await rounds.ended;
    await rounds.look();
    expect(begun).toHaveLength(2);
    await rounds.stop();
  });

  it('tells of a round that failed, and goes on with the next', async () => {
    const { rounds, begun, said, end } = openRounds();
    await rounds.look();
    end(new Error('no room'));
    await rounds.ended;
    await rounds.look();
    expect(said).toEqual(['It is tried again.']);
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

  it('waits at a stop for the round that runs', async () => {
    const steps: string[] = [];
    let goOn: () => void = () => undefined;
    const round = async (): Promise<void> => {
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
      steps.push('round ended');
    };
    const rounds = new Rounds({ round, complaint: '', log: { warn: () => undefined } });
    await rounds.look();
    const stopped = rounds.stop().then(() => steps.push('stopped'));
    goOn();
    await stopped;
    expect(steps).toEqual(['round ended', 'stopped']);
  });
});
