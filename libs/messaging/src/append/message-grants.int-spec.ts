import type { Grants, SendMessage } from '#protocol';
import { createId, type Caller } from '#platform';
import type { RouteDecision } from '#agents';
import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../../test/support/migrated-database.js';
import { ConversationReach } from '../conversation/conversation-reach.js';
import { DeadLetters } from '../dead-letters/dead-letters.js';
import { Requeue } from '../dead-letters/requeue.js';
import { composeFailure, describeFailure } from '../failure.js';
import type { Turn, TurnOutcome } from '../mailbox/turn.js';
import { openMessaging } from '../open-messaging.js';
import {
  addAgent,
  answer,
  client,
  deliver,
  look,
  openAfterCommit,
  openMailbox,
  request,
  setStatus,
} from '../messaging.fixture.js';
import type { NewMessage } from '../new-message.js';

const bounds: Grants = { capabilities: ['echo', 'data-*'] };
const narrower: Grants = { capabilities: ['data-*'] };

describe('the grants of a message', () => {
  let opened: MigratedDatabase;
  let agent: { id: string; name: string };
  let other: { id: string; name: string };
  const routedFor: Caller[] = [];
  const { afterCommit, channel } = openAfterCommit();
  const router = {
    route: (caller: Caller): Promise<RouteDecision> => {
      routedFor.push(caller);
      return Promise.resolve({
        ...{ strategy: 'best_match' as const, reason: 'the only one', candidates: [] },
        agents: [{ ...agent, versionNumber: 1 }],
      });
    },
  };

  beforeAll(async () => {
    opened = await createMigratedDatabase();
    agent = await addAgent(opened.database, 'Echo');
    other = await addAgent(opened.database, 'Other');
  });
  beforeEach(() => {
    routedFor.length = 0;
  });
  afterAll(() => opened.close());

  const grantsOf = async (id: string): Promise<unknown> =>
    (await look(opened.database, 'select grants from messages where id = $1', [id]))[0]?.['grants'];

  async function begin(grants?: Grants): Promise<Turn> {
    const message = { ...request(agent, createId('conv')), ...(grants ? { grants } : {}) };
    const [id] = await deliver(opened.database, [message]);
    const turn = await openMailbox(opened.database, 'worker').claim(id ?? '');
    if (turn === undefined) throw new Error('nothing to claim');
    return turn;
  }

  const sent = (turn: Turn, more: Partial<NewMessage> = {}): NewMessage => ({
    ...request(other, turn.lease.conversationId),
    ...{ sender: agent.name, hops: 1, causeId: turn.message.id, event: 'message.sent', ...more },
  });
  const commit = async (turn: Turn, messages: NewMessage[]): Promise<void> => {
    const outcome: TurnOutcome = { ...answer(turn), messages };
    await openMailbox(opened.database, 'worker').commit(turn, outcome, false);
  };

  it('are those of its sender, written in the commit that accepts it', async () => {
    const { database } = opened;
    const messaging = openMessaging({
      ...{ database, router, channel, isEmbedded: false, bell: { ring: () => undefined } },
    });
    const send = async (grants: Grants | undefined): Promise<string> => {
      const caller = { ...client, principal: 'key', ...(grants ? { grants } : {}) };
      const command = { capability: 'echo', performative: 'request', content: {} } as SendMessage;
      return (await messaging.sender.send(caller, command)).answer.message_id;
    };
    expect(await grantsOf(await send(bounds))).toEqual(bounds);
    expect(await grantsOf(await send(undefined))).toBeNull();
    expect(routedFor.map(({ grants }) => grants)).toEqual([bounds, undefined]);
  });

  it('stay those of the first when a request is repeated by somebody who has more', async () => {
    const { database } = opened;
    const { sender } = openMessaging({
      ...{ database, router, channel, isEmbedded: false, bell: { ring: () => undefined } },
    });
    const id = createId('msg');
    const command = {
      ...{ capability: 'echo', performative: 'request', content: {}, message_id: id },
    } as SendMessage;
    await sender.send({ ...client, grants: narrower }, command);
    expect((await sender.send(client, command)).replayed).toBe(true);
    expect(await grantsOf(id)).toEqual(narrower);
  });

  it('are known to the turn on it', async () => {
    expect((await begin(bounds)).message.grants).toEqual(bounds);
    expect((await begin()).message.grants).toBeUndefined();
  });

  it('go on with what its turn sends, also where nobody says so', async () => {
    const turn = await begin(bounds);
    const [forgot, said] = [sent(turn), sent(turn, { grants: narrower })];
    await commit(turn, [forgot, said]);
    expect([await grantsOf(forgot.id), await grantsOf(said.id)]).toEqual([bounds, narrower]);
  });

  it('go on with the failure that an agent is told of', async () => {
    const turn = await begin(bounds);
    const failure = { code: 'X', reason: 'It failed.', retryable: false, suggestion: 'None.' };
    const failed = { ...turn.message, sender: other.name, attempts: 1 };
    const told = composeFailure(failure, failed, agent.name, {
      receiver: other.name,
      agent: other,
    });
    if (told === undefined) throw new Error('Nobody is told.');
    await commit(turn, [told]);
    expect(await grantsOf(told.id)).toEqual(bounds);
  });

  it('are none where whoever began the chain had none, and its messages know their root', async () => {
    const turn = await begin();
    const message = sent(turn);
    await commit(turn, [message]);
    const [row] = await look(
      opened.database,
      'select grants, root_id from messages where id = $1',
      [message.id],
    );
    expect(row).toEqual({ grants: null, root_id: turn.message.id });
  });

  async function fail(turn: Turn): Promise<void> {
    const subject = { ...turn.message, attempts: 1 };
    const error = describeFailure(
      { code: 'X', reason: 'It failed.', retryable: true, suggestion: 'None.' },
      subject,
    );
    const outcome = { ...answer(turn), status: 'failed' as const, messages: [], error };
    await openMailbox(opened.database, 'worker').commit(turn, outcome, false);
  }

  const openLetters = (): DeadLetters =>
    new DeadLetters(
      opened.database,
      new Requeue(opened.database, router, afterCommit),
      new ConversationReach(opened.database),
    );

  it('bound where a dead letter may go, whoever puts it back', async () => {
    const turn = await begin(bounds);
    await fail(turn);
    await setStatus(opened.database, agent.id, 'removed');
    await openLetters().requeue({ ...client, principal: 'operator' }, turn.message.id);
    expect(routedFor).toMatchObject([{ principal: 'operator', grants: bounds }]);
    expect(await grantsOf(turn.message.id)).toEqual(bounds);
    await setStatus(opened.database, agent.id, 'running');
  });

  it('bound which dead letters of many are put back', async () => {
    const turn = await begin();
    await fail(turn);
    const command = { filter: { agent: agent.name }, limit: 9, dry_run: false };
    const letters = openLetters();
    expect(await letters.requeueAll({ ...client, grants: { agents: ['Other'] } }, command)).toEqual(
      expect.objectContaining({
        requeued: 0,
        skipped: [expect.objectContaining({ message_id: turn.message.id, code: 'NOT_GRANTED' })],
      }),
    );
    expect(await letters.requeueAll(client, command)).toMatchObject({ requeued: 1, skipped: [] });
  });
});
