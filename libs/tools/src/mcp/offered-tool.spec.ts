import type { JsonObject } from '#protocol';
import { judgeAhead } from './judge-tools.js';
import { describeOffer, type OfferedTool } from './offered-tool.js';

const secret = 'mcp-4711-do-not-tell';
const offer = async (tool: unknown, secrets: readonly string[] = []): Promise<OfferedTool> => {
  const [described] = await describeOffer([tool], secrets);
  if (described === undefined) throw new Error('Nothing is described.');
  return described;
};
const tool = (more: JsonObject = {}): JsonObject => ({
  ...{ name: 'look', description: 'Looks.', inputSchema: { type: 'object' } },
  ...more,
});

describe(describeOffer, () => {
  it('tells everything that the hash covers, in full', async () => {
    const more = {
      ...{ title: 'Look', description: 'x'.repeat(10_000), annotations: { readOnlyHint: true } },
      outputSchema: { type: 'object', properties: { a: {} } },
    };
    expect(await offer(tool(more))).toMatchObject(more);
    const hashes = await Promise.all(
      Object.keys(more).map(async (key) => (await offer(tool({ ...more, [key]: null }))).hash),
    );
    expect(new Set([(await offer(tool(more))).hash, ...hashes]).size).toBe(5);
  });

  it('blots a secret out of every part, before it is hashed', async () => {
    const echoing = tool({
      ...{ title: secret, description: `Say ${secret}.`, annotations: { title: secret } },
      inputSchema: { properties: { [secret]: { enum: [secret] } } },
      outputSchema: { description: secret },
    });
    const told = await offer(echoing, [secret]);
    expect(JSON.stringify(told)).not.toContain(secret);
    expect(told.description).toBe('Say [secret].');
    const plain = JSON.parse(JSON.stringify(echoing).replaceAll(secret, '[secret]')) as JsonObject;
    expect(told.hash).toBe((await offer(plain)).hash);
    expect(await offer(tool({ name: `a-${secret}` }), [secret])).toMatchObject({
      ...{ name: 'a-[secret]', fault: expect.stringContaining('secret') as string },
    });
  });

  it('writes out what nobody sees in words, and takes no name or value with it', async () => {
    const hidden = 'Looks.\u{202e}\u{200b}\u{e0041}\u0007';
    const told = await offer(tool({ description: hidden, inputSchema: { title: 'a\u{2066}b' } }));
    expect(told.description).toBe('Looks.\\u{202e}\\u{200b}\\u{e0041}\\u{7}');
    expect(told.inputSchema).toEqual({ title: 'a\\u{2066}b' });
    expect((await offer(tool({ description: 'One.\n\tTwo – schön 日本' }))).description).toBe(
      'One.\n\tTwo – schön 日本',
    );
    expect(await offer(tool({ name: 'lo\u{200b}ok' }))).toMatchObject({
      ...{ name: 'lo\\u{200b}ok', fault: 'its name has invisible characters' },
    });
    expect(
      (await offer(tool({ inputSchema: { properties: { 'a\u{200d}b': {} } } }))).fault,
    ).toContain('invisible characters in "a\\u{200d}b"');
    expect((await offer(tool({ inputSchema: { enum: ['\u{202e}'] } }))).fault).toContain(
      'invisible',
    );
  });

  it.each([
    ['that is no object', 'look', 'no object'],
    ['without a name', { description: 'x' }, 'no name'],
    ['whose name is a number', tool({ name: 5 }), 'no name'],
    ['with a schema that is a list', tool({ inputSchema: [] }), 'its schema is no object'],
    ['with a long description', tool({ description: 'x'.repeat(20_000) }), 'longer than'],
    [
      'with a long schema',
      tool({ inputSchema: { description: 'x'.repeat(70_000) } }),
      'longer than',
    ],
    [
      'with a huge part',
      tool({ annotations: { a: 'x'.repeat(300_000) } }),
      'its description is longer than 262144 bytes',
    ],
    [
      'that is nested deep',
      tool({ inputSchema: nested(100) }),
      'its description is nested deeper than 64 levels',
    ],
    [
      'that is nested without end',
      tool({ inputSchema: nested(50_000) }),
      'its description is nested deeper',
    ],
  ])('makes one tool unusable %s, and no other', async (_what, bad, why) => {
    const [first, second, third] = await describeOffer([tool(), bad, tool({ name: 'other' })], []);
    expect(second?.fault).toContain(why);
    expect([first?.fault, third?.fault]).toEqual([undefined, undefined]);
  });

  it('takes no more of schemas than people and models can look at', async () => {
    const inputSchema = { description: 'x'.repeat(60_000) };
    const told = await describeOffer(
      Array.from({ length: 12 }, (_, at) => tool({ name: `t${String(at)}`, inputSchema })),
      [],
    );
    expect(told.filter(({ fault }) => fault === undefined)).toHaveLength(8);
    expect(told[11]?.fault).toContain('schemas of the server');
  });

  it('lets others have their turns between many large ones, described and judged', async () => {
    const properties = (at: number): JsonObject =>
      Object.fromEntries(
        Array.from({ length: 900 }, (_, no) => [
          `p${String(at)}_${String(no)}`,
          { type: 'string' },
        ]),
      );
    const tools = Array.from({ length: 12 }, (_, at) =>
      tool({
        name: `large${String(at)}`,
        inputSchema: { type: 'object', properties: properties(at) },
      }),
    );
    const turns = countTurns();
    const told = await describeOffer(tools, []);
    const described = turns.count();
    await judgeAhead(told);
    expect(described).toBeGreaterThanOrEqual(12);
    expect(turns.count() - described).toBeGreaterThanOrEqual(12);
    turns.stop();
  });
});

function nested(levels: number): JsonObject {
  let schema: JsonObject = {};
  for (let level = 0; level < levels; level += 1) schema = { items: schema };
  return schema;
}

/** Counts the turns that others get meanwhile. */
function countTurns(): { count: () => number; stop: () => void } {
  let turns = 0;
  let next: NodeJS.Immediate;
  const take = (): void => {
    turns += 1;
    next = setImmediate(take);
  };
  next = setImmediate(take);
  return {
    count: () => turns,
    stop: () => {
      clearImmediate(next);
    },
  };
}
