import type { CodeAgent } from '../code/define-agent.js';
import { aProfile, aTurn, limits, surround } from '../runtime.fixture.js';
import { TurnRunner } from '../turn-runner.js';
import { refuseRepeats } from './refuse-repeats.js';

const { signal } = new AbortController();
const sender: CodeAgent = {
  ...{ name: 'Analyst', capabilities: ['data-analysis'] },
  handle: async (turn) => {
    await turn.send('report-generation', { again: true });
    return { said: true };
  },
};

async function outcomeOf(hops: number, times: number, code = sender) {
  const asked: string[][] = [];
  const around = surround({
    ...{ code: [code], profile: aProfile({ kind: 'code' }) },
    directory: {
      route: () =>
        Promise.resolve({
          ...{ strategy: 'best_match' as const, reason: 'the only one', candidates: [] },
          agents: [{ id: 'agt-2', name: 'Reporter', versionNumber: 1 }],
        }),
    },
    lineage: {
      agents: () => Promise.resolve(new Set()),
      repeats: (_turn, messages) => {
        asked.push(messages.map(({ capability = '' }) => capability));
        return Promise.resolve(times);
      },
    },
  });
  const end = await new TurnRunner(around, limits).run(aTurn({ hops }), signal);
  if (end.kind !== 'commit') throw new Error(`The turn ended with ${end.kind}.`);
  return { asked, messages: end.outcome.messages };
}

describe(refuseRepeats, () => {
  it('ends a turn that sends what was sent twice before, with a failure to whoever waits', async () => {
    const { messages } = await outcomeOf(4, 2);
    expect(messages).toMatchObject([
      { performative: 'failure', receiver: 'api_client', content: { code: 'PING_PONG' } },
    ]);
  });

  it('lets it be said once more', async () => {
    const { messages, asked } = await outcomeOf(4, 1);
    expect(messages.map(({ performative }) => performative)).toEqual(['request', 'inform']);
    expect(asked).toEqual([['report-generation']]);
  });

  it('looks at nothing in a short chain, nor where nothing is sent', async () => {
    const silent: CodeAgent = { ...sender, handle: () => ({ said: true }) };
    expect((await outcomeOf(3, 2)).asked).toEqual([]);
    expect((await outcomeOf(9, 2, silent)).asked).toEqual([]);
  });
});
