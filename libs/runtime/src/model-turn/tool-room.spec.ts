import fc from 'fast-check';
import { batchCalls } from './batch-calls.js';
import { ToolRoom } from './tool-room.js';

describe(ToolRoom, () => {
  it('shows a result that fits as it is', () => {
    expect(new ToolRoom(4_000).fit({ rows: [1, 2] }, 'call-1')).toEqual({ rows: [1, 2] });
  });

  it('cuts the long text of a download first and says where the whole of it is', () => {
    const shown = new ToolRoom(4_000).fit({ status: 200, body: 'x'.repeat(50_000) }, 'call-1');
    expect(shown).toMatchObject({
      status: 200,
      body: expect.stringContaining('step:call-1') as string,
    });
  });

  it('keeps any number of results within the budget and a little', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60_000), { minLength: 1, maxLength: 10 }), (sizes) => {
        const room = new ToolRoom(8_000);
        const shown = sizes.map((size) => JSON.stringify(room.fit(['y'.repeat(size)], 'c')).length);
        expect(shown.reduce((sum, size) => sum + size, 0)).toBeLessThan(32_000 + 10 * 4_200);
      }),
    );
  });
});

describe(batchCalls, () => {
  const call = (id: string, args: unknown = {}) => ({
    id,
    arguments: args,
    reads: !id.startsWith('w'),
  });
  const split = (...calls: ReturnType<typeof call>[]): string[][] =>
    batchCalls(calls, ({ reads }) => reads).map((batch) => batch.map(({ id }) => id));

  it('lets calls that only read run beside each other', () => {
    expect(split(call('a'), call('b'), call('c'))).toEqual([['a', 'b', 'c']]);
  });

  it('runs a call that changes something alone and in its place', () => {
    expect(split(call('a'), call('w'), call('b'), call('c'))).toEqual([['a'], ['w'], ['b', 'c']]);
  });

  it('makes a call wait for the one whose result it names', () => {
    expect(split(call('fetch-1'), call('b', { source: 'step:fetch-1' }))).toEqual([
      ['fetch-1'],
      ['b'],
    ]);
  });

  it('keeps every call, once and in order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('r', 'w'), { maxLength: 40 }), (kinds) => {
        const calls = kinds.map((kind, index) => call(`${kind}-${String(index)}-`));
        expect(split(...calls).flat()).toEqual(calls.map(({ id }) => id));
      }),
    );
  });
});
