import { CaxtonClient } from '../caxton-client.js';
import { hangUp, json, refuse, ScriptedServer } from '../scripted-server.fixture.js';
import { sendAndWait } from './send-and-wait.js';

const message = { capability: 'a', content: { request: 'Go' } };
const accepted = { message_id: 'msg-1', conversation_id: 'c', routed_to: 'A', status: 'delivered' };
const reply = { id: 'msg-2', performative: 'inform', sender: 'A', content: { text: 'Done' } };

describe(sendAndWait, () => {
  let server: ScriptedServer;
  let client: CaxtonClient;

  beforeEach(async () => {
    server = await ScriptedServer.start();
    client = new CaxtonClient(server.url);
  });
  afterEach(async () => server.stop());

  const keys = (): unknown[] => server.received.map(({ headers }) => headers['idempotency-key']);

  it('has the server hold the request, and gives the reply', async () => {
    server.will(json({ ...accepted, status: 'completed', reply }));
    expect(await client.messages.sendAndWait(message)).toEqual(reply);
    expect(JSON.parse(server.received[0]?.body ?? '')).toEqual({ ...message, wait: '20000ms' });
  });

  it('asks again under the same key until the reply is there, also over a broken connection', async () => {
    server.will(
      json({ ...accepted, reply: null }),
      hangUp,
      json({ ...accepted, status: 'waiting', reply: null }),
      json({ ...accepted, status: 'completed', reply }),
    );
    expect(await client.messages.sendAndWait(message, { idempotencyKey: 'k' })).toEqual(reply);
    expect(keys()).toEqual(['k', 'k', 'k', 'k']);
  });

  it('tells why a message failed', async () => {
    const content = { code: 'TURN_TIMEOUT', reason: 'It took too long.', retryable: true };
    const failure = { ...reply, performative: 'failure', content };
    server.will(json({ ...accepted, status: 'failed', reply: failure }));
    await expect(client.messages.sendAndWait(message)).rejects.toMatchObject({
      name: 'MessageFailedError',
      code: 'TURN_TIMEOUT',
      message: 'It took too long.',
      reply: failure,
      accepted: { message_id: 'msg-1' },
    });
  });

  it('tells which message had no reply in time', async () => {
    const waiting = { ...accepted, status: 'waiting', reply: null };
    server.will(json(waiting), json(waiting), json(waiting));
    const sent = client.messages.sendAndWait(message, { timeoutMs: 1_000 });
    await expect(sent).rejects.toMatchObject({
      code: 'NO_REPLY',
      details: { message_id: 'msg-1', status: 'waiting' },
    });
  });

  it('tells which message ended without a reply', async () => {
    server.will(json({ ...accepted, status: 'completed', reply: null }));
    await expect(client.messages.sendAndWait(message)).rejects.toMatchObject({
      code: 'NO_REPLY',
      details: { status: 'completed' },
    });
  });

  it('does not wait for what was refused', async () => {
    server.will(refuse(404, 'INVALID_CAPABILITY'));
    await expect(client.messages.sendAndWait(message)).rejects.toMatchObject({ status: 404 });
    expect(server.received).toHaveLength(1);
  });
});
