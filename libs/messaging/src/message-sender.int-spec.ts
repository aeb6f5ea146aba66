import { isGranted, ProtocolError, type SendMessage } from '#protocol';
import type { Caller } from '#platform';
import type { RouteDecision } from '#agents';
import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../test/support/migrated-database.js';
import { addAgent, client, deliver, openAfterCommit, request } from './messaging.fixture.js';
import { MessageSender } from './message-sender.js';
import { openMessaging, type Messaging } from './open-messaging.js';

describe(MessageSender.name, () => {
  let opened: MigratedDatabase;
  let messaging: Messaging;
  let books: { id: string; name: string };
  const { channel } = openAfterCommit();
  const seller: Caller = { ...client, grants: { capabilities: ['sales-*'] } };

  /** Everything is done by one agent; who is not granted a capability is refused, as by the real one. */
  const router = {
    route: (caller: Caller, { capability = '' }): Promise<RouteDecision> => {
      if (!isGranted(caller.grants?.capabilities, capability))
        throw new ProtocolError('NOT_GRANTED', `You are not granted '${capability}'`);
      const decided = { strategy: 'best_match' as const, reason: 'the only one', candidates: [] };
      return Promise.resolve({ ...decided, agents: [{ ...books, versionNumber: 1 }] });
    },
  };

  beforeAll(async () => {
    opened = await createMigratedDatabase();
    books = await addAgent(opened.database, 'Books');
    const { database } = opened;
    messaging = openMessaging({
      ...{ database, router, channel, isEmbedded: false, bell: { ring: () => undefined } },
    });
  });
  afterAll(() => opened.close());

  const command = (id: string, capability: string): SendMessage => ({
    message_id: id,
    capability,
    performative: 'request',
    content: { ask: 'x' },
  });
  const send = async (caller: Caller, said: SendMessage): Promise<string> =>
    messaging.sender.send(caller, said).then(
      ({ replayed }) => (replayed ? 'replayed' : 'sent'),
      (error: unknown) => (error instanceof ProtocolError ? error.code : String(error)),
    );

  it('gives nobody the answer of a request that they are not granted, though somebody was answered', async () => {
    const finance = command('msg-finance', 'finance');
    expect(await send(client, finance)).toBe('sent');
    expect(await send(seller, finance)).toBe('NOT_GRANTED');
    expect(await send(client, finance)).toBe('replayed');
  });

  it('gives an answer again within the grants, until the conversation holds more than those', async () => {
    const sales = command('msg-sales', 'sales-help');
    expect(await send(seller, sales)).toBe('sent');
    expect(await send(seller, sales)).toBe('replayed');
    const { conversation_id: id } = await messaging.lookup.detail(client, 'msg-sales');
    await deliver(opened.database, [{ ...request(books, id), capability: 'finance' }]);
    expect(await send(seller, sales)).toBe('NOT_GRANTED');
    expect(await send(client, sales)).toBe('replayed');
  });
});
