import { defaultWorkspace, type Caller } from '#platform';
import { findFilterToNobody } from './filter-warnings.js';

const caller: Caller = { workspace: defaultWorkspace, principal: 'api_client' };

type Surroundings = Parameters<typeof findFilterToNobody>[0];

const surroundings = {
  cache: {
    newest: () =>
      Promise.resolve({
        agents: new Map([['DataAnalyzer', {}]]),
        capabilities: new Map([['data-analysis', {}]]),
      }),
  },
  log: { begun: () => Promise.resolve(['conv-001']) },
} as unknown as Surroundings;

describe(findFilterToNobody, () => {
  it('finds nothing in a filter of what is there', async () => {
    const filter = {
      ...{ agents: ['DataAnalyzer'], capabilities: ['data-analysis'], conversations: ['conv-001'] },
    };
    expect(await findFilterToNobody(surroundings, caller, filter)).toEqual([]);
    expect(await findFilterToNobody(surroundings, caller, {})).toEqual([]);
  });

  it('names each thing that nobody has, and the nearest that somebody has', async () => {
    const found = await findFilterToNobody(surroundings, caller, {
      agents: ['DataAnalyzer', 'DataAnalyser'],
      capabilities: ['data-analysys'],
      conversations: ['other-9'],
    });
    expect(found).toEqual([
      {
        field: 'filter.capabilities[0]',
        code: 'CAPABILITY_UNAVAILABLE',
        message:
          'no agent provides data-analysys (did you mean data-analysis?); until then nothing is told of it',
      },
      expect.objectContaining({ field: 'filter.agents[1]', code: 'AGENT_UNKNOWN' }),
      expect.objectContaining({ field: 'filter.conversations[0]', code: 'CONVERSATION_UNKNOWN' }),
    ]);
  });
});
