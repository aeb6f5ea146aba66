import type { ToolPolicy } from '#protocol';
import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../../test/support/migrated-database.js';
import { ToolExecutor } from '../tool-executor.js';
import { client, McpHouse, offeredTool } from './mcp-house.fixture.js';
import { McpLines } from './mcp-lines.js';
import { startHostile, type Mischief } from './mcp-servers.fixture.js';

const offers = { result: { tools: [offeredTool('look')] } };
const done = { result: { content: [{ type: 'text', text: 'done' }] } };

describe(McpLines, () => {
  let opened: MigratedDatabase;

  beforeAll(async () => {
    opened = await createMigratedDatabase();
  });
  afterAll(() => opened.close());

  /** A server with the tool `look` that does to calls what `act.now` says. */
  const withServer = async (
    act: { now: Mischief },
    work: (house: McpHouse) => Promise<void>,
  ): Promise<void> => {
    const server = await startHostile((method, params) =>
      method === 'tools/list' ? offers : act.now(method, params),
    );
    const house = new McpHouse(opened.database, [server.url]);
    try {
      await house.register('other', server.url);
      await work(house);
    } finally {
      await house.registry.remove(client, 'other');
      house.shelf.close();
      await server.stop();
    }
  };

  const callWithin = async (house: McpHouse, policy: ToolPolicy): Promise<string> => {
    const { box } = await house.shelf.of(client);
    const outcome = await new ToolExecutor(box).execute(
      { id: 'c', name: 'other__look', arguments: {}, idempotencyKey: 'key' },
      {
        ...{ allowed: ['other__look'], policies: { other__look: policy } },
        ...{ signal: new AbortController().signal, priorResult: () => undefined },
      },
    );
    return outcome.ok ? 'ok' : outcome.error.code;
  };

  it('do not hold the bounds of one agent against the server', async () => {
    await withServer({ now: () => done }, async (house) => {
      for (let times = 0; times < 6; times += 1) {
        expect(await callWithin(house, { domains: ['else.example'] })).toBe('EGRESS_DENIED');
      }
      expect(await house.call('other__look')).toBe('ok');
      expect(await house.registry.get(client, 'other')).toMatchObject({ failures: 0 });
    });
  });

  it.each<[string, Mischief]>([
    ['an error', () => ({ error: { code: -32_602, message: 'no' } })],
    [
      'more than anybody wants',
      () => ({ result: { content: [{ type: 'text', text: 'x'.repeat(1_100_000) }] } }),
    ],
  ])('take %s for a sign that the server is there', async (_answer, answers) => {
    const breaks: Mischief = () => 'no JSON';
    const act: { now: Mischief } = { now: breaks };
    await withServer(act, async (house) => {
      const fails = async (times: number): Promise<void> => {
        for (let made = 0; made < times; made += 1) {
          expect(await house.call('other__look')).not.toMatch(/ok|TOOL_UNAVAILABLE/);
        }
      };
      await fails(4);
      act.now = answers;
      await fails(1);
      act.now = breaks;
      await fails(4);
      act.now = () => done;
      expect(await house.call('other__look')).toBe('ok');
    });
  });
});
