import { callsTools, neverAnswers, startOpenAiStub } from '#testing';
import { ContractFetch } from '../support/contract-fetch.js';
import { eventually } from '../support/eventually.js';
import { modes, onRedis, type Ground } from '../support/grounds.js';
import { ServerUnderTest, type RunningServer } from '../support/server-under-test.js';
import { describeWith } from '../support/test-servers.js';
import { agentsDir, Cancelling, startSilence } from './cancelling.js';

/** The turns under test take a minute; on a busy machine a second may become some. */
const soonMs = 4_000;

describe.each(modes)('cancelling in the %s mode', (_mode, title, servers, openGround) => {
  describeWith(servers, title, () => {
    let ground: Ground;
    let stub: Awaited<ReturnType<typeof startOpenAiStub>>;
    let silence: Awaited<ReturnType<typeof startSilence>>;
    let server: RunningServer;
    let at: Cancelling;

    beforeAll(async () => {
      ground = await openGround();
      stub = await startOpenAiStub();
      silence = await startSilence();
      server = await ServerUnderTest.start({
        settings: {
          ...ground.settings,
          CAXTON_AGENTS_DIR: agentsDir,
          CAXTON_LLM_BASE_URL: stub.baseUrl,
          CAXTON_LLM_MODEL: 'stub-model',
          CAXTON_LLM_API_KEY: 'key-for-the-test',
          CAXTON_EGRESS_ALLOW: silence.url,
        },
      });
      at = new Cancelling(await ContractFetch.of(server.url));
      await at.api.call('/api/v1/agents', {
        body: {
          name: 'Thinker',
          capabilities: ['think'],
          tools: ['http_client'],
          system_prompt: 'You think.',
        },
      });
    });

    afterAll(async () => {
      await server.process.stop();
      await stub.close();
      silence.close();
      await ground.remove();
    });

    it('stops a running turn within a second and tells whoever waits', async () => {
      const id = 'msg-sleep';
      const message = { capability: 'sleep', content: {}, conversation_id: 'sleep', wait: '40s' };
      const waiting = at.api.call('/api/v1/messages', { body: { ...message, message_id: id } });
      await eventually(
        () => at.api.call(`/api/v1/messages/${id}`),
        ({ body }) => body['status'] === 'processing',
      );
      const askedAt = performance.now();
      const { status, body } = await at.cancel(id, { reason: 'changed my mind' });
      const { body: answer } = await waiting;
      expect(performance.now() - askedAt).toBeLessThan(soonMs);
      expect([200, 202]).toContain(status);
      expect(body).toMatchObject({ message_id: id, conversation_id: 'sleep' });
      expect(answer).toMatchObject({
        status: 'cancelled',
        reply: {
          performative: 'failure',
          content: { code: 'CANCELLED', reason: expect.stringContaining('mind') as string },
        },
      });
      expect(await at.detail(id)).toMatchObject({
        status: 'cancelled',
        cancellation: { requested_by: 'api_client', reason: 'changed my mind' },
      });
      expect(await at.talk('sleep')).toEqual([
        ['api_client', 'request', 'cancelled', null],
        ['Sleeper', 'failure', null, 'CANCELLED'],
      ]);
      const again = await at.cancel(id);
      expect(again).toMatchObject({ status: 200, body: { outcome: 'cancelled' } });
    });

    it('frees the connection to a model that never answers', async () => {
      stub.script(neverAnswers());
      const id = await at.send('think', 'think');
      await eventually(
        () => Promise.resolve(stub.requests.length),
        (count) => count > 0,
      );
      const askedAt = performance.now();
      await at.cancel(id);
      await stub.deserted();
      expect(performance.now() - askedAt).toBeLessThan(soonMs);
      expect(await at.ended(id)).toMatchObject({
        status: 'cancelled',
        model: { model: 'stub-model' },
      });
    });

    it('says of an unsafe tool that was at work that its outcome is unknown', async () => {
      const order = { method: 'POST', url: silence.url, json: { buy: 1 } };
      stub.script(callsTools({ name: 'http_client', arguments: order }), neverAnswers());
      const id = await at.send('think', 'unsafe');
      await silence.asked;
      await at.cancel(id);
      expect(await at.ended(id)).toMatchObject({
        status: 'cancelled',
        error: { code: 'CANCELLED', outcome_unknown: ['http_client'] },
      });
    });

    it('cancels what agents asked one another because of it', async () => {
      const id = await at.send('plan', 'chain');
      const { body } = await eventually(
        () =>
          at.api.call<{ messages: { id: string; routed_to?: string; status?: string }[] }>(
            '/api/v1/conversations/chain/messages',
          ),
        (reply) => reply.body.messages.some(({ routed_to: to }) => to === 'Sleeper'),
      );
      const last = body.messages.find(({ routed_to: to }) => to === 'Sleeper')?.id ?? '';
      await at.running(last);
      const cancelled = await at.cancel(id);
      expect(cancelled.body.messages.map((message) => message.message_id)).toEqual([id, last]);
      expect(await at.ended(last)).toMatchObject({ status: 'cancelled' });
      expect(await at.talk('chain')).toEqual([
        ['api_client', 'request', 'completed', null],
        ['Planner', 'request', 'completed', null],
        ['Analyst', 'request', 'cancelled', null],
        ['Sleeper', 'failure', null, 'CANCELLED'],
      ]);
    });

    it('wakes the agent that asked when only its question is cancelled', async () => {
      await at.send('plan', 'question');
      const { body } = await eventually(
        () =>
          at.api.call<{ messages: { id: string; routed_to?: string }[] }>(
            '/api/v1/conversations/question/messages',
          ),
        (reply) => reply.body.messages.some(({ routed_to: to }) => to === 'Sleeper'),
      );
      const question = body.messages.find(({ routed_to: to }) => to === 'Sleeper')?.id ?? '';
      await at.running(question);
      await at.cancel(question);
      expect((await at.talk('question')).at(-1)).toEqual([
        'Sleeper',
        'failure',
        'completed',
        'CANCELLED',
      ]);
    });

    it('cancels a message that is to be tried again; the next one goes on', async () => {
      const first = await at.send('stumble', 'stumble');
      const second = await at.send('stumble', 'stumble', { well: true });
      await at.until(first, ({ attempts, status }) => attempts === 1 && status === 'delivered');
      expect(await at.cancel(first)).toMatchObject({ status: 200, body: { outcome: 'cancelled' } });
      expect(await at.ended(second)).toMatchObject({ status: 'completed' });
    });

    it('leaves what has ended as it is, and says so', async () => {
      const id = await at.send('stumble', 'ended', { well: true });
      await at.ended(id);
      expect(await at.cancel(id)).toMatchObject({
        status: 200,
        body: { outcome: 'settled', messages: [{ outcome: 'settled', status: 'completed' }] },
      });
    });

    it('ends everything open in a conversation, which is then completed', async () => {
      const ids = await Promise.all(
        [1, 2, 3, 4, 5].map((n) => at.send(n % 2 === 0 ? 'stumble' : 'sleep', 'all')),
      );
      await at.running(ids[0] ?? '');
      const { body } = await at.cancel('all', {}, 'conversations');
      const { cancelled, cancelling, settled } = body.counts;
      expect(cancelled + cancelling).toBe(5);
      expect(settled).toBe(0);
      await at.talk('all');
      for (const id of ids) expect(await at.detail(id)).toMatchObject({ status: 'cancelled' });
      expect(await at.cancel('all', undefined, 'conversations')).toMatchObject({
        status: 200,
        body: { outcome: 'settled', messages: [] },
      });
    });

    it('ends at its deadline what waits and what runs, also what others asked because of it', async () => {
      const sentAt = performance.now();
      const running = await at.send('plan', 'deadline', {}, { timeout: '2s' });
      const waiting = await at.send('sleep', 'deadline', {}, { timeout: '2s' });
      await at.ended(waiting);
      const talk = await at.talk('deadline');
      expect(performance.now() - sentAt).toBeLessThan(2_000 + 2 * soonMs);
      expect(talk).toContainEqual(['Analyst', 'request', 'expired', null]);
      expect(await at.detail(waiting)).toMatchObject({
        status: 'expired',
        error: { code: 'DEADLINE_EXCEEDED' },
      });
      const { reply_by: replyBy } = await at.detail(running);
      expect(Date.parse(replyBy ?? '')).toBeGreaterThan(0);
    });

    it.each([
      ['/api/v1/messages/none/cancel', 'MESSAGE_NOT_FOUND'],
      ['/api/v1/conversations/none/cancel', 'CONVERSATION_NOT_FOUND'],
    ])('knows nothing of %s', async (path, code) => {
      const { status, body } = await at.api.call(path, { method: 'POST' });
      expect({ status, body }).toMatchObject({ status: 404, body: { error: { code } } });
    });

    it.each([
      ['an empty reason', { reason: '' }],
      ['a number as reason', { reason: 7 }],
      ['a reason that is too long', { reason: 'x'.repeat(501) }],
      ['text', '"text"'],
      ['a list', '[]'],
    ])('refuses as body %s', async (_what, body) => {
      const { status } = await at.api.call('/api/v1/messages/none/cancel', { body });
      expect(status).toBe(400);
    });
  });
});

describeWith(
  ['postgres', 'redis'],
  'cancelling with API and workers in processes of their own',
  () => {
    let ground: Ground;
    let server: RunningServer;
    let at: Cancelling;

    const startWorker = (): Promise<RunningServer> =>
      ServerUnderTest.start({
        settings: { ...ground.settings, CAXTON_AGENTS_DIR: agentsDir, CAXTON_LEASE: '3s' },
        command: ['worker', 'start'],
      });

    beforeAll(async () => {
      ground = await onRedis();
      server = await ServerUnderTest.start({
        settings: ground.settings,
        command: ['server', 'start', '--api-only'],
      });
      at = new Cancelling(await ContractFetch.of(server.url));
    });
    afterAll(async () => {
      await server.process.stop();
      await ground.remove();
    });

    it('reaches the turn in whichever worker it runs', async () => {
      const workers = [await startWorker(), await startWorker()];
      const ids = await Promise.all(
        ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => at.send('sleep', `spread-${name}`)),
      );
      for (const id of ids) await at.running(id);
      const askedAt = performance.now();
      await Promise.all(ids.map((id) => at.cancel(id)));
      for (const id of ids) expect(await at.ended(id)).toMatchObject({ status: 'cancelled' });
      expect(performance.now() - askedAt).toBeLessThan(2 * soonMs);
      for (const worker of workers) expect(await worker.process.stop()).toMatchObject({ code: 0 });
    });

    it('ends the message of a worker that was killed, without any worker', async () => {
      const worker = await startWorker();
      const id = await at.send('sleep', 'killed');
      await at.running(id);
      await worker.process.stop('SIGKILL');
      expect(await at.cancel(id)).toMatchObject({ status: 202, body: { outcome: 'cancelling' } });
      const { body } = await eventually(
        () => at.cancel(id),
        (reply) => reply.status === 200,
      );
      expect(body).toMatchObject({ outcome: 'cancelled' });
      expect(await at.talk('killed')).toHaveLength(2);
    });
  },
);
