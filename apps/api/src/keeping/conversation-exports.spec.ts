import { once } from 'node:events';
import type { Readable } from 'node:stream';
import type { ConversationDetail } from '#protocol';
import { defaultWorkspace, systemClock, type Caller } from '#platform';
import { Shutdown } from '../http/shutdown.js';
import { ConversationExports } from './conversation-exports.js';

const caller: Caller = { workspace: defaultWorkspace, principal: 'api_client' };

const summary = {
  ...{ id: 'c', conversation_id: 'c', participants: [], message_count: 0, pending: 0 },
  ...{ tokens: { input: 0, output: 0 }, cost: 0 },
  ...{ status: 'completed' as const, created: '', last_activity: '' },
};

const found = (): Promise<ConversationDetail> => Promise.resolve({ ...summary, messages: [] });

/** Of a conversation in which nothing was said. */
function openExports(get = found): ConversationExports {
  return new ConversationExports({
    log: {
      get,
      messages: () => Promise.resolve({ conversation_id: 'c', messages: [] }),
    },
    lookup: { steps: () => Promise.reject(new Error('No turn was asked for.')) },
    artifacts: { list: () => Promise.resolve({ artifacts: [], next: undefined }) },
    shutdown: new Shutdown(),
    journal: { warn: () => undefined },
    clock: systemClock,
  });
}

describe(ConversationExports, () => {
  it('writes eight at the same time, also when nine are asked for at once', async () => {
    const exports = openExports();
    const asked = Array.from({ length: 9 }, () => exports.begin(caller, 'c', false));
    const begun = await Promise.allSettled(asked);
    expect(begun.map(({ status }) => status)).toEqual([
      ...Array<string>(8).fill('fulfilled'),
      'rejected',
    ]);
    expect(begun.at(-1)).toMatchObject({ reason: { code: 'RATE_LIMITED' } });
  });

  it.each([
    ['is read to its end', async (text: Readable) => (await text.toArray()).length],
    [
      'is left by its reader before the first byte',
      async (text: Readable) => once(text.destroy(), 'close'),
    ],
  ])('makes room when one %s', async (_what, end) => {
    const exports = openExports();
    const begun = await Promise.all(
      Array.from({ length: 8 }, () => exports.begin(caller, 'c', false)),
    );
    const [first] = begun;
    if (first !== undefined) await end(first);
    await expect(exports.begin(caller, 'c', false)).resolves.toBeDefined();
  });

  it('keeps no seat for those that could not begin', async () => {
    const exports = openExports(() => Promise.reject(new Error('Postgres is away.')));
    for (let count = 0; count < 9; count += 1) {
      await expect(exports.begin(caller, 'c', false)).rejects.toThrow('Postgres is away.');
    }
  });
});
