import { createId } from '#platform';
import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../../test/support/migrated-database.js';
import {
  addAgent,
  answer,
  client,
  deliver,
  look,
  openMailbox,
  request,
} from '../messaging.fixture.js';
import type { NewMessage } from '../new-message.js';
import { ConversationLog } from './conversation-log.js';

describe('the graph of a conversation', () => {
  let opened: MigratedDatabase;
  let log: ConversationLog;
  const ids = { asked: '', sent: '', reply: '', report: '', forged: '' };

  /** A client asks, the analyst answers and hands on, the reporter answers; then the client forges an answer. */
  beforeAll(async () => {
    opened = await createMigratedDatabase();
    const { database } = opened;
    log = new ConversationLog(database);
    const analyst = await addAgent(database, 'Analyst');
    const reporter = await addAgent(database, 'Reporter');
    const asked = request(analyst, 'story');
    const [first = ''] = await deliver(database, [asked]);
    const mailbox = openMailbox(database, 'worker');
    const turn = await mailbox.claim(first);
    if (turn === undefined) throw new Error('Nothing to claim.');
    await look(
      database,
      `insert into turn_steps (workspace_id, message_id, step_no, kind, name, request_hash, state, finished_at)
       select 'default', $1, n, case when n % 2 = 0 then 'tool' else 'model' end, 'look_up', 'h', 'done', now()
       from generate_series(1, 4) n`,
      [asked.id],
    );
    const sent: NewMessage = {
      ...request(reporter, 'story', { request: 'Report.' }),
      ...{ sender: 'Analyst', capability: 'reporting', hops: 1, causeId: asked.id },
      ...{ event: 'message.sent', metadata: { rule: 'on_reply[0]' } },
    };
    const outcome = answer(turn);
    const [reply] = outcome.messages;
    if (reply === undefined) throw new Error('Nothing was answered.');
    const artifacts = [{ artifact_id: 'art_1', name: 'a.png' }];
    const messages = [sent, { ...reply, metadata: { artifacts } }];
    await mailbox.commit(turn, { ...outcome, messages }, false);
    const [second = ''] = (
      await look<{ id: string }>(database, 'select id::text from mailboxes where agent_id = $1', [
        reporter.id,
      ])
    ).map(({ id }) => id);
    const next = await mailbox.claim(second);
    if (next === undefined) throw new Error('Nothing to claim.');
    const report = answer(next);
    await mailbox.commit(next, report, false);
    const forged: NewMessage = {
      ...request(analyst, 'story', { text: 'I answer.' }),
      ...{ id: createId('msg'), inReplyTo: sent.id, metadata: { rule: 'on_reply[7]', artifacts } },
    };
    await deliver(database, [forged]);
    await mailbox.claim(first);
    Object.assign(ids, {
      ...{ asked: asked.id, sent: sent.id, reply: reply.id },
      ...{ report: report.messages[0]?.id, forged: forged.id },
    });
  });
  afterAll(() => opened.close());

  it('leads every message back to what it answers or what sent it', async () => {
    const graph = await log.graph(client, 'story', { limit: 10 });
    expect(graph).toMatchObject({ conversation_id: 'story', message_count: 5 });
    expect(graph.nodes.map(({ id }) => id)).toEqual([
      ...[ids.asked, ids.sent, ids.reply, ids.report, ids.forged],
    ]);
    expect(graph.edges).toEqual([
      { from: ids.sent, to: ids.asked, kind: 'caused_by' },
      { from: ids.reply, to: ids.asked, kind: 'in_reply_to' },
      { from: ids.report, to: ids.sent, kind: 'in_reply_to' },
    ]);
  });

  it('tells of each who sent it, whose mail it was, and what became of it', async () => {
    const { nodes } = await log.graph(client, 'story', { limit: 10 });
    expect(nodes[0]).toMatchObject({
      ...{ seq: 1, sender: 'api_client', capability: 'echo', agent: 'Analyst', hops: 0 },
      status: 'completed',
      tool_calls: [
        { step: 2, tool: 'look_up', state: 'done' },
        { step: 4, tool: 'look_up', state: 'done' },
      ],
    });
    expect(nodes[1]).toMatchObject({
      ...{ sender: 'Analyst', capability: 'reporting', agent: 'Reporter', hops: 1 },
      ...{ rule: 'on_reply[0]', status: 'completed' },
    });
    expect(nodes[2]).toMatchObject({
      receiver: 'api_client',
      artifacts: [{ artifact_id: 'art_1' }],
    });
    expect(nodes[2]).not.toHaveProperty('status');
    expect(nodes[2]).not.toHaveProperty('tool_calls');
  });

  it('believes nothing that a client says of causes, and shows the turn that runs', async () => {
    const { nodes } = await log.graph(client, 'story', { limit: 10 });
    const forged = nodes.at(-1);
    expect(forged).toMatchObject({ id: ids.forged, status: 'processing' });
    expect(forged?.started_at).not.toBeNull();
    expect(forged).not.toHaveProperty('rule');
    expect(forged).not.toHaveProperty('artifacts');
  });

  it('comes in pages, each with the edges of its messages', async () => {
    const first = await log.graph(client, 'story', { limit: 2 });
    expect(first.edges.map(({ from }) => from)).toEqual([ids.sent]);
    const cursor = first.next_cursor;
    const second = await log.graph(client, 'story', { limit: 3, cursor });
    expect(second.nodes.map(({ seq }) => seq)).toEqual([3, 4, 5]);
    expect(second.edges.map(({ to }) => to)).toEqual([ids.asked, ids.sent]);
    expect(second).not.toHaveProperty('next_cursor');
  });

  it('is of the conversations of the workspace only', async () => {
    const stranger = { workspace: 'elsewhere', principal: 'api_client' };
    const theirs = log.graph(stranger, 'story', { limit: 1 });
    await expect(theirs).rejects.toMatchObject({ code: 'CONVERSATION_NOT_FOUND' });
    await expect(log.graph(client, 'story', { limit: 1, cursor: 'x' })).rejects.toMatchObject({
      code: 'INVALID_REQUEST',
    });
  });
});
