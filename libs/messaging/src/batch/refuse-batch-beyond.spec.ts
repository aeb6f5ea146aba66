import type { SentItem } from '#protocol';
import { defaultWorkspace, type Caller } from '#platform';
import { refuseBatchBeyond } from './refuse-batch-beyond.js';

const accepted = (index: number, conversation: string): SentItem =>
  ({ index, status: 'accepted', conversation_id: conversation }) as SentItem;
const refused = { index: 9, status: 'refused' } as SentItem;

describe(refuseBatchBeyond, () => {
  let asked: unknown[];
  const reach = {
    refuseBeyond: (_caller: Caller, named: object) => {
      asked.push(named);
      return Promise.resolve();
    },
  };
  const bounded: Caller = {
    ...{ workspace: defaultWorkspace, principal: 'usr-1', grants: { agents: ['A'] } },
  };

  beforeEach(() => {
    asked = [];
  });

  it('looks at each conversation once, however many messages went into it', async () => {
    const results = [accepted(0, 'a'), accepted(1, 'b'), accepted(2, 'a'), refused];
    await refuseBatchBeyond(reach, bounded, results);
    expect(asked).toEqual([{ conversationId: 'a' }, { conversationId: 'b' }]);
  });

  it('looks at none for whoever is not bounded', async () => {
    const { grants: _grants, ...free } = bounded;
    await refuseBatchBeyond(reach, free, [accepted(0, 'a')]);
    expect(asked).toEqual([]);
  });
});
