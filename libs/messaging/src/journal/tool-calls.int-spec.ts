import type { ToolCallFilter, ToolCallList } from '#protocol';
import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../../test/support/migrated-database.js';
import { MessageLookup } from '../conversation/message-lookup.js';
import type { Turn } from '../mailbox/turn.js';
import { addAgent, answer, client, deliver, openMailbox, request } from '../messaging.fixture.js';
import type { CallAccount, DoneStep } from './step.js';
import { listToolCalls } from './tool-calls.repository.js';
import { TurnJournal } from './turn-journal.js';

const call = (no: number, name: string, account: CallAccount, isKept = true): DoneStep => ({
  ...{ no, kind: 'tool', name, requestHash: `h${String(no)}`, idempotencyKey: undefined },
  ...{ response: { ok: true }, tokens: { input: 0, output: 0 }, durationMs: 5 },
  ...{ arguments: { n: no }, account, isKept },
});

describe(listToolCalls, () => {
  let opened: MigratedDatabase;
  let lookup: MessageLookup;
  const asked = { first: '', second: '' };

  /** Two agents call tools, each in its turn; the second one is in the middle of a call. */
  beforeAll(async () => {
    opened = await createMigratedDatabase();
    const { database } = opened;
    lookup = new MessageLookup(database);
    const journal = new TurnJournal(database);
    const begin = async (name: string): Promise<Turn> => {
      const agent = await addAgent(database, name);
      const [box = ''] = await deliver(database, [request(agent, `talk-${name}`)]);
      const turn = await openMailbox(database, `worker-${name}`).claim(box);
      if (turn === undefined) throw new Error('Nothing to claim.');
      return turn;
    };
    const first = await begin('Analyst');
    await journal.note(first, [
      { ...call(1, 'gpt', { outcome: 'ok' }), kind: 'model' },
      call(2, 'csv_parser', { outcome: 'ok' }, false),
      call(3, 'http_client', { outcome: 'refused', errorCode: 'TOOL_POLICY_DENIED' }),
    ]);
    await journal.start(
      first,
      { ...call(4, 'http_client', { outcome: 'ok' }), idempotencyKey: 'k-4' },
      true,
    );
    await openMailbox(database, 'worker-Analyst').commit(first, answer(first), false);
    const second = await begin('Payer');
    const begun = { ...call(1, 'pay', { outcome: 'ok' }), idempotencyKey: 'k-1' };
    await journal.start(second, begun, true);
    const failed: CallAccount = { outcome: 'failed', errorCode: 'TOOL_FAILED' };
    const ended = { no: 1, state: 'done', response: { ok: false }, account: failed } as const;
    await journal.finish(second, ended, true);
    await journal.start(second, { ...begun, no: 2, requestHash: 'h-2' }, true);
    Object.assign(asked, { first: first.message.id, second: second.message.id });
  });
  afterAll(() => opened.close());

  const list = (filter: ToolCallFilter = {}, limit = 10, cursor?: string): Promise<ToolCallList> =>
    lookup.toolCalls(client, filter, { limit, cursor });
  const brief = ({ tool_calls: calls }: ToolCallList): [string, string, string | null][] =>
    calls.map(({ tool, outcome, error_code: code }) => [tool, outcome, code]);

  it('has every call of a tool with how it ended, the newest first', async () => {
    expect(brief(await list())).toEqual([
      ['pay', 'running', null],
      ['pay', 'failed', 'TOOL_FAILED'],
      ['http_client', 'unknown', null],
      ['http_client', 'refused', 'TOOL_POLICY_DENIED'],
      ['csv_parser', 'ok', null],
    ]);
  });

  it('says who called what for whom', async () => {
    const { tool_calls: calls } = await list({ tool: 'csv_parser' });
    expect(calls).toMatchObject([
      {
        ...{ message_id: asked.first, step: 2, conversation_id: 'talk-Analyst', agent: 'Analyst' },
        ...{ capability: 'echo', arguments: { n: 2 }, attempts: 1, duration_ms: 5 },
      },
    ]);
  });

  it.each<[ToolCallFilter, number]>([
    [{ agent: 'Payer' }, 2],
    [{ agent: 'Nobody' }, 0],
    [{ outcome: 'refused' }, 1],
    [{ outcome: 'unknown' }, 1],
    [{ outcome: 'running' }, 1],
    [{ conversation: 'talk-Analyst' }, 3],
    [{ conversation: 'talk-Analyst', tool: 'http_client' }, 2],
    [{ since: '2020-01-01T00:00:00Z' }, 5],
    [{ until: '2020-01-01T00:00:00Z' }, 0],
  ])('is narrowed by %j to %d', async (filter, count) => {
    expect((await list(filter)).tool_calls).toHaveLength(count);
  });

  it('is narrowed to a message', async () => {
    expect((await list({ message: asked.second })).tool_calls).toHaveLength(2);
  });

  it('comes in pages', async () => {
    const first = await list({}, 2);
    const second = await list({}, 2, first.next_cursor);
    const third = await list({}, 2, second.next_cursor);
    expect(third).not.toHaveProperty('next_cursor');
    const all = [first, second, third].flatMap(brief);
    expect(all).toEqual(brief(await list()));
  });

  it('is of the workspace only', async () => {
    const stranger = { workspace: 'elsewhere', principal: 'api_client' };
    expect(await lookup.toolCalls(stranger, {}, { limit: 10 })).toEqual({ tool_calls: [] });
  });
});
