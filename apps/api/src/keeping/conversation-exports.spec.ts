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

type Sources = ConstructorParameters<typeof ConversationExports>[0];

/** Of a conversation in which nothing was said, unless it is told otherwise. */
function openExports(get = found, more: Partial<Sources> = {}): ConversationExports {
  return new ConversationExports({
    log: {
      get,
      messages: () => Promise.resolve({ conversation_id: 'c', messages: [] }),
    },
    lookup: { steps: () => Promise.reject(new Error('No turn was asked for.')) },
    artifacts: { list: () => Promise.resolve({ artifacts: [], next: undefined }) },
    ...more,
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

  it('follows mail with the steps of its turn, over all pages, and counts everything at the end', async () => {
    const said = [
      { id: 'asked', routed_to: 'Analyst', sender: 'api_client' },
      { id: 'told', sender: 'Analyst' },
    ] as Awaited<ReturnType<Sources['log']['messages']>>['messages'];
    const pages = new Map([
      [undefined, { conversation_id: 'c', messages: said.slice(0, 1), next_cursor: 'second' }],
      ['second', { conversation_id: 'c', messages: said.slice(1) }],
    ]);
    const steps = [{ step: 1, name: 'csv_parser' }] as Awaited<
      ReturnType<Sources['lookup']['steps']>
    >['steps'];
    const exports = openExports(found, {
      log: {
        get: found,
        messages: (_caller, _id, { cursor }) =>
          Promise.resolve(pages.get(cursor) ?? { conversation_id: 'c', messages: [] }),
      },
      lookup: { steps: (_caller, id) => Promise.resolve({ message_id: id, steps, total: 1 }) },
    });
    const text = await exports.begin(caller, 'c', true);
    const lines = (await text.toArray()).map((line) => JSON.parse(String(line)) as unknown);
    expect(lines).toMatchObject([
      { record: 'conversation', id: 'c' },
      { record: 'message', id: 'asked' },
      { record: 'step', message_id: 'asked', name: 'csv_parser' },
      { record: 'message', id: 'told' },
      { record: 'end', messages: 2, steps: 1, artifacts: 0 },
    ]);
  });

  it('keeps no seat for those that could not begin', async () => {
    const exports = openExports(() => Promise.reject(new Error('Postgres is away.')));
    for (let count = 0; count < 9; count += 1) {
      await expect(exports.begin(caller, 'c', false)).rejects.toThrow('Postgres is away.');
    }
  });
});
