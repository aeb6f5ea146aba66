import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../../test/support/migrated-database.js';
import { ProtocolError } from '#protocol';
import { openDatabase, type Database } from '#platform';
import {
  addAgent,
  answer,
  client,
  deliver,
  openAfterCommit,
  openMailbox,
  request,
} from '../messaging.fixture.js';
import { ConversationReach } from '../conversation/conversation-reach.js';
import { DeadLetters } from './dead-letters.js';
import { Requeue } from './requeue.js';

/** Races are run so often that one of them is lost by any code that can lose it. */
const races = 12;

describe('operators on two API processes', () => {
  let opened: MigratedDatabase;
  let other: Database;
  let [here, there]: DeadLetters[] = [];
  let agent: { readonly id: string; readonly name: string };

  beforeAll(async () => {
    opened = await createMigratedDatabase();
    const { url } = opened;
    const pool = { pool: 10, entities: [], sessionLimits: true, onPoolError: () => undefined };
    other = await openDatabase({ url, ...pool });
    agent = await addAgent(opened.database, 'Doomed');
    [here, there] = [opened.database, other].map(operator);
  });
  afterAll(async () => {
    await other.close();
    await opened.close();
  });

  function operator(database: Database): DeadLetters {
    const router = { route: () => Promise.reject(new Error('Its agent is there.')) };
    const { afterCommit } = openAfterCommit();
    const reach = new ConversationReach(database);
    return new DeadLetters(database, new Requeue(database, router, afterCommit), reach);
  }

  /** Messages that have failed, each in a conversation of its own. */
  async function kill(name: string): Promise<string[]> {
    const mail = Array.from({ length: races }, (_, no) => request(agent, `${name}-${String(no)}`));
    const mailbox = openMailbox(opened.database, 'worker');
    for (const boxId of await deliver(opened.database, mail)) {
      const turn = await mailbox.claim(boxId);
      if (turn === undefined) throw new Error('Nothing to claim.');
      const error = { code: 'AGENT_FAILED', reason: 'It did not work.' };
      await mailbox.commit(turn, { ...answer(turn), status: 'failed', error }, false);
    }
    return mail.map(({ id }) => id);
  }

  /** What an operator was told: that it is done, or why not. */
  async function told(act: Promise<object> | undefined): Promise<string> {
    try {
      await act;
      return 'done';
    } catch (error) {
      if (error instanceof ProtocolError) return error.code;
      throw error;
    }
  }

  it('who put back and discard the same dead letter: one is done, the other told why not', async () => {
    for (const id of await kill('both')) {
      const [put, gone] = await Promise.all([
        told(here?.requeue(client, id)),
        told(there?.discard(client, id)),
      ]);
      const state = (await here?.get(client, id))?.state;
      expect([
        ['done', 'DEAD_LETTER_NOT_FOUND', 'requeued'],
        ['DEAD_LETTER_DISCARDED', 'done', 'discarded'],
      ]).toContainEqual([put, gone, state]);
    }
  });

  it('who put back many while they are discarded: what is counted is what was put back', async () => {
    const ids = await kill('many');
    const command = { filter: { agent: agent.name }, limit: 1_000, dry_run: false };
    const bulk = here?.requeueAll(client, command);
    const gone: string[] = [];
    for (const id of ids.toReversed()) {
      if ((await told(there?.discard(client, id))) === 'done') gone.push(id);
    }
    const done = await bulk;
    const back = done?.message_ids ?? [];
    expect([...back, ...gone].sort()).toEqual([...ids].sort());
    expect(done).toMatchObject({ requeued: back.length });
    for (const { code } of done?.skipped ?? []) expect(code).toBe('DEAD_LETTER_DISCARDED');
  });

  it('who both put back the same many: each is counted by the one who put it back', async () => {
    const ids = await kill('twice');
    const command = { filter: { agent: agent.name }, limit: 1_000, dry_run: false };
    const [one, two] = await Promise.all([
      here?.requeueAll(client, command),
      there?.requeueAll(client, command),
    ]);
    const back = [one, two].flatMap((done) => done?.message_ids ?? []);
    expect(back.sort()).toEqual([...ids].sort());
    expect((one?.requeued ?? 0) + (two?.requeued ?? 0)).toBe(ids.length);
    const skipped = [one, two].flatMap((done) => done?.skipped ?? []);
    for (const { code } of skipped) expect(code).toBe('DEAD_LETTER_REQUEUED');
  });
});
