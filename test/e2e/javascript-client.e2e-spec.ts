import { CaxtonClient, MessageFailedError, pages, verifyWebhook } from '#client';
import {
  createDataDir,
  ServerUnderTest,
  type RunningServer,
} from '../support/server-under-test.js';
import { eventually } from '../support/eventually.js';
import { WebhookReceiver } from '../support/webhook-receiver.js';
import { LossyProxy } from './clients/lossy-proxy.js';

const text = { text: 'Grüße' };

describe('the JavaScript client and the server', () => {
  const data = createDataDir();
  let receiver: WebhookReceiver;
  let server: RunningServer;
  let proxy: LossyProxy;
  let client: CaxtonClient;
  /** The same server over a way that loses things. */
  let shaky: CaxtonClient;

  beforeAll(async () => {
    receiver = await WebhookReceiver.start();
    server = await ServerUnderTest.start({
      settings: {
        CAXTON_DATA_DIR: data.path,
        CAXTON_AGENTS_DIR: `${import.meta.dirname}/agents`,
        CAXTON_EGRESS_ALLOW: `127.0.0.1:${String(receiver.port)}`,
      },
    });
    proxy = await LossyProxy.start(server.url);
    client = new CaxtonClient(server.url);
    shaky = new CaxtonClient(proxy.url);
  });
  afterAll(async () => {
    await proxy.stop();
    await server.process.stop();
    await receiver.stop();
    data.remove();
  });

  it('deploys, looks at, changes and removes an agent', async () => {
    const name = 'Terse';
    const deployed = await client.agents.deploy({
      name,
      capabilities: ['brevity'],
      system_prompt: 'Be short.',
    });
    expect(deployed).toMatchObject({ agent_id: name, status: 'deployed' });
    expect(await client.agents.get(name)).toMatchObject({ name, version_number: 1 });
    expect(await client.agents.update(name, { version: '1.1.0' })).toMatchObject({
      version: '1.1.0',
    });
    expect((await client.agents.list({ capability: 'brevity' })).agents).toMatchObject([{ name }]);
    expect(await client.agents.remove(name, { force: true })).toMatchObject({ status: 'removed' });
    await expect(client.agents.get(name)).rejects.toMatchObject({ code: 'AGENT_NOT_FOUND' });
  });

  it('tells each bad field of a deployment', async () => {
    const wrong = { name: 'X', capabilities: ['Not Kebab'], system_prompt: '' };
    await expect(client.agents.deploy(wrong)).rejects.toMatchObject({
      code: 'INVALID_AGENT_CONFIGURATION',
      status: 422,
      fields: expect.arrayContaining([
        expect.objectContaining({ field: 'capabilities[0]' }),
      ]) as unknown,
      requestId: expect.stringMatching(/^req-/) as string,
    });
  });

  it('sends a message, follows the conversation and reads it', async () => {
    const { conversation_id: id } = await client.messages.send({
      capability: 'echo',
      content: { ...text, delayMs: 200 },
    });
    const names: string[] = [];
    for await (const event of client.conversations.follow(id)) names.push(event.type);
    expect(names).toContain('message.replied');
    expect(names.at(-1)).toBe('conversation.completed');
    const { messages } = await client.conversations.get(id);
    expect(messages.at(-1)).toMatchObject({ sender: 'Echo', content: { said: text } });
  });

  it('says where a message would go, and sends nothing', async () => {
    const message = { capability: 'echo', content: text, conversation_id: 'only explained' };
    expect(await client.messages.explain(message)).toMatchObject({ dry_run: true });
    await expect(client.conversations.get('only explained')).rejects.toMatchObject({ status: 404 });
  });

  it('sends and waits for the reply, and stores the message once though every other answer is lost', async () => {
    const conversation_id = 'lost/answers?';
    proxy.lostAnswers = 2;
    const reply = await shaky.messages.sendAndWait({
      capability: 'echo',
      content: text,
      conversation_id,
    });
    expect(reply.content).toEqual({ said: text });
    const { messages } = await client.conversations.messages(conversation_id);
    expect(messages).toHaveLength(2);
  });

  it('tells why a message failed whose reply it waited for', async () => {
    const sent = client.messages.sendAndWait(
      { capability: 'echo', content: { delayMs: 1_500, ...text }, timeout: '500ms' },
      { timeoutMs: 20_000 },
    );
    await expect(sent).rejects.toMatchObject({
      name: MessageFailedError.name,
      code: 'DEADLINE_EXCEEDED',
    });
  });

  it('follows over a connection that breaks again and again: each number once, in order', async () => {
    const conversation_id = 'cut streams';
    for (const delayMs of [0, 0, 400])
      await client.messages.send({ capability: 'echo', content: { delayMs }, conversation_id });
    proxy.cuts = [1, 1, 1];
    const numbers: number[] = [];
    for await (const { id } of shaky.conversations.follow(conversation_id))
      if (id !== undefined) numbers.push(id);
    expect(proxy.cuts).toEqual([]);
    const { messages } = await client.conversations.get(conversation_id);
    expect(messages).toHaveLength(6);
    expect(numbers).toEqual(numbers.map((_number, index) => index + 1));
    expect(numbers.length).toBeGreaterThan(messages.length);
  });

  it('reads lists page by page', async () => {
    const seen: string[] = [];
    for await (const { conversations } of pages(client.conversations.list, { limit: 1 }))
      seen.push(...conversations.map(({ id }) => id));
    expect(seen).toEqual(expect.arrayContaining(['cut streams', 'lost/answers?']));
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('uploads bytes, reads their beginning and lets them go', async () => {
    const picture = new TextEncoder().encode('GIF89a and so on');
    const csv = await client.artifacts.upload('a,b\n1,2\n', { name: 'a.csv', type: 'text/csv' });
    expect(csv).toMatchObject({ name: 'a.csv', media_type: 'text/csv', size_bytes: 8 });
    const { artifact_id: id, media_type } = await client.artifacts.upload(picture);
    expect(media_type).toBe('image/gif');
    const whole = await client.artifacts.download(id);
    expect(new Uint8Array(await whole.arrayBuffer())).toEqual(picture);
    const part = await client.artifacts.download(csv.artifact_id, { range: 'bytes=0-2' });
    expect([part.status, await part.text()]).toEqual([206, 'a,b']);
    await client.artifacts.remove(id);
    await expect(client.artifacts.download(id)).rejects.toMatchObject({
      code: 'ARTIFACT_NOT_FOUND',
    });
  });

  it('remembers, recalls, and moves a memory as lines', async () => {
    const place = { agent_id: 'Echo', memory_scope: 'workspace' as const };
    await client.memory.remember({
      ...place,
      entity_name: 'acme',
      entity_type: 'customer',
      observations: ['Acme prefers the phone'],
    });
    const { results } = await client.memory.search({
      ...place,
      query: 'Acme prefers the phone',
      min_similarity: 0,
    });
    expect(JSON.stringify(results)).toContain('Acme prefers the phone');
    const names: string[] = [];
    for await (const { entities } of pages(client.memory.entities, place))
      names.push(...entities.map(({ entity_name: name }) => name));
    expect(names).toEqual(['acme']);
    const lines = await (await client.memory.exportLines(place)).text();
    expect(lines.split('\n')[0]).toContain('export_metadata');
    const imported = await client.memory.importLines(lines, { ...place, dry_run: true });
    expect(imported).toMatchObject({ dry_run: true });
  });

  it('makes a key that can do what it may, and no more', async () => {
    const { key, key_id } = await client.keys.create({ name: 'reader', scopes: ['agents:read'] });
    const reader = new CaxtonClient(server.url, { apiKey: key ?? '' });
    expect((await reader.agents.list()).total).toBeGreaterThan(0);
    await expect(reader.messages.send({ capability: 'echo', content: text })).rejects.toMatchObject(
      {
        code: 'FORBIDDEN',
        details: { missing_scopes: ['messages:send'] },
      },
    );
    await client.keys.revoke(key_id);
    await expect(
      new CaxtonClient(server.url, { apiKey: 'your-api-key' }).agents.list(),
    ).rejects.toMatchObject({ code: 'UNAUTHORIZED', status: 401 });
  });

  it('verifies what a webhook brings', async () => {
    const { signing_secret: secret = '', webhook_id } = await client.webhooks.register({
      url: receiver.url,
      events: ['message.response'],
    });
    await client.messages.sendAndWait({ capability: 'echo', content: text });
    const found = await eventually(
      async () => Promise.resolve(receiver.received[0]),
      (received) => received !== undefined,
    );
    const { body = '', headers = {} } = found ?? {};
    expect(await verifyWebhook(body, headers, secret)).toMatchObject({
      type: 'message.response',
      data: { content: { said: text } },
    });
    await expect(verifyWebhook(`${body} `, headers, secret)).rejects.toMatchObject({
      code: 'BAD_SIGNATURE',
    });
    await client.webhooks.remove(webhook_id);
  });

  it('reaches the server itself', async () => {
    expect(await client.server.health()).toMatchObject({ status: 'healthy' });
    const { examples } = await client.server.examples();
    expect(await client.server.example(examples[0]?.name ?? '')).toContain(',');
    expect((await client.workers.list()).workers).toHaveLength(1);
  });
});
