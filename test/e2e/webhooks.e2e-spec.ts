import { Webhook as Verifier } from 'standardwebhooks';
import { ContractFetch } from '../support/contract-fetch.js';
import { eventually } from '../support/eventually.js';
import { modes, type Ground } from '../support/grounds.js';
import { ServerUnderTest, type RunningServer } from '../support/server-under-test.js';
import { pasteFor } from '../support/shell.js';
import { describeWith } from '../support/test-servers.js';
import { WebhookReceiver } from '../support/webhook-receiver.js';
import { printed } from './quick-start/printed-blocks.js';

const agent = {
  name: 'DataAnalyzer',
  capabilities: ['data-analysis'],
  system_prompt: 'You analyze data.',
};

interface Registered {
  readonly webhook_id: string;
  readonly signing_secret: string;
}

const grounds = modes.filter(([mode]) => mode !== 'database');

describe.each(grounds)('webhooks in the %s mode', (_mode, title, servers, openGround) => {
  describeWith(servers, title, () => {
    let ground: Ground;
    let receiver: WebhookReceiver;
    let server: RunningServer;
    let api: ContractFetch;
    let id: string;
    let secret: string;

    beforeAll(async () => {
      ground = await openGround();
      receiver = await WebhookReceiver.start();
      server = await ServerUnderTest.start({
        settings: {
          ...ground.settings,
          CAXTON_EGRESS_ALLOW: `127.0.0.1:${String(receiver.port)}`,
        },
      });
      api = await ContractFetch.of(server.url);
      await api.call('/api/v1/agents', { body: agent });
    });
    afterAll(async () => {
      await server.process.stop();
      await receiver.stop();
      await ground.remove();
    });

    it('registers the webhook of section 20 as it is printed', async () => {
      const { status, body } = await pasteFor(printed('20. Webhook Notifications'), api);
      const told = expect.stringContaining('report-generation') as string;

      expect([status, body]).toMatchObject([
        201,
        {
          url: 'https://your-app.com/webhooks/caxton',
          events: ['message.response', 'conversation.complete'],
          filter: { capabilities: ['data-analysis', 'report-generation'] },
          authentication: { type: 'bearer' },
          status: 'enabled',
          warnings: [
            { field: 'filter.capabilities[1]', code: 'CAPABILITY_UNAVAILABLE', message: told },
          ],
        },
      ]);
      expect(JSON.stringify(body)).not.toContain('your-webhook-token');
      ({ webhook_id: id, signing_secret: secret } = body as Registered);
      expect(secret).toMatch(/^whsec_/);
    });

    it('tells its receiver of the answer and of the end of the conversation, signed', async () => {
      const path = `/api/v1/webhooks/${id}`;
      const elsewhere = { url: receiver.url };
      expect(await api.call(path, { method: 'PATCH', body: elsewhere })).toMatchObject({
        ...{ status: 422, body: { error: { code: 'WEBHOOK_TOKEN_NEEDED' } } },
      });
      const authentication = { type: 'bearer', token: 'your-webhook-token' };
      await api.call(path, { method: 'PATCH', body: { ...elsewhere, authentication } });
      await api.call('/api/v1/messages', {
        body: {
          ...{ capability: 'data-analysis', conversation_id: 'conv-001' },
          content: { request: 'Analyze Q3 sales trends' },
        },
      });
      const received = await eventually(
        () => Promise.resolve(receiver.received),
        (seen) => seen.length === 2,
      );
      const told = received.map(({ body, headers }) => {
        expect(headers.authorization).toBe('Bearer your-webhook-token');
        return new Verifier(secret).verify(body, headers as Record<string, string>);
      });

      expect(told).toContainEqual(
        expect.objectContaining({
          type: 'message.response',
          data: expect.objectContaining({
            conversation_id: 'conv-001',
            agent: 'DataAnalyzer',
            capability: 'data-analysis',
          }) as object,
        }),
      );
      expect(told).toContainEqual(expect.objectContaining({ type: 'conversation.complete' }));
    });

    it('shows its deliveries a page at a time, tests it, and makes a delivery again', async () => {
      const path = `/api/v1/webhooks/${id}`;
      const { status, body: test } = await api.call(`${path}/test`, { method: 'POST' });
      expect([status, test['event']]).toEqual([202, 'webhook.test']);
      const page = await eventually(
        () => api.call(`${path}/deliveries?status=delivered&limit=2`),
        ({ body }) => JSON.stringify(body).includes(String(test['delivery_id'])),
      );
      expect(page.body).toMatchObject({
        deliveries: [{ event: 'webhook.test', attempts: [{ status: 204, problem: null }] }, {}],
      });
      const next = String(page.body['next_cursor']);
      const { body: rest } = await api.call(
        `${path}/deliveries?status=delivered&limit=2&cursor=${next}`,
      );
      expect(rest['deliveries']).toHaveLength(1);

      const again = `${path}/deliveries/${String(test['delivery_id'])}/redeliver`;
      expect(await api.call(again, { method: 'POST' })).toHaveProperty('status', 202);
      const ids = await eventually(
        () => Promise.resolve(receiver.ids),
        (seen) => seen.filter((one) => one === test['delivery_id']).length === 2,
      );
      expect(ids.filter((one) => one === test['delivery_id'])).toHaveLength(2);
    });

    it.each([
      ['http://192.168.1.5/hook', 'private address'],
      ['http://127.0.0.1/hook', 'CAXTON_EGRESS_ALLOW'],
      ['https://your-app.com:9999/hook', 'port 9999 is not one of 80, 443, 8080, 8443'],
    ])('refuses %s, where nothing would ever arrive', async (url, why) => {
      const body = { url, events: ['message.failed'] };
      const made = await api.call('/api/v1/webhooks', { method: 'POST', body });
      const changed = await api.call(`/api/v1/webhooks/${id}`, { method: 'PATCH', body: { url } });
      for (const { status, body: told } of [made, changed])
        expect([status, told]).toMatchObject([
          400,
          {
            error: {
              details: {
                errors: [{ field: 'url', message: expect.stringContaining(why) as string }],
              },
            },
          },
        ]);
    });

    it('gives a repetition of a registration the same secret, which is kept nowhere else', async () => {
      const headers = { 'idempotency-key': 'hook-once' };
      const body = { url: 'https://your-app.com/other', events: ['message.failed'] };
      const first = await api.call('/api/v1/webhooks', { method: 'POST', body, headers });
      const again = await api.call('/api/v1/webhooks', { method: 'POST', body, headers });

      expect(again.body).toEqual(first.body);
      const { body: list } = await api.call('/api/v1/webhooks');
      expect(list['total']).toBe(2);
      expect(JSON.stringify(list)).not.toContain('whsec_');
    });

    it('ends a circle through a receiver that sends a message for each answer', async () => {
      const events = ['message.response'];
      await api.call(`/api/v1/webhooks/${id}`, { method: 'PATCH', body: { events } });
      const say = (hop?: string) =>
        api.call('/api/v1/messages', {
          body: { capability: 'data-analysis', content: { request: 'Again' } },
          headers: hop === undefined ? {} : { 'caxton-hop': hop },
        });
      let told = receiver.received.length;
      const hops: number[] = [];
      let answer = await say();
      while (answer.status === 200 && hops.length < 20) {
        told += 1;
        const received = await eventually(
          () => Promise.resolve(receiver.received),
          (seen) => seen.length >= told,
        );
        const hop = String(received[told - 1]?.headers['caxton-hop']);
        hops.push(Number(hop));
        answer = await say(hop);
      }
      expect(hops).toEqual([2, 4, 6, 8, 10, 12, 14]);
      expect([answer.status, answer.body]).toMatchObject([
        422,
        { error: { code: 'HOP_LIMIT_EXCEEDED', details: { hops: 14, max_hops: 12 } } },
      ]);
    });

    it('removes it with what was still to be delivered', async () => {
      const { status } = await api.call(`/api/v1/webhooks/${id}`, { method: 'DELETE' });
      expect(status).toBe(200);
      const { body } = await api.call(`/api/v1/webhooks/${id}/deliveries`);
      expect(body).toMatchObject({ error: { code: 'WEBHOOK_NOT_FOUND' } });
    });
  });
});

const apart = modes.filter(([mode]) => mode === 'database');

describe.each(apart)(
  'webhooks of an API apart from its workers, %s',
  (_mode, title, servers, openGround) => {
    describeWith(servers, title, () => {
      it('are told by the API itself, where no worker could open their secrets', async () => {
        const ground = await openGround();
        const receiver = await WebhookReceiver.start();
        const server = await ServerUnderTest.start({
          command: ['api', 'start'],
          settings: {
            ...ground.settings,
            CAXTON_EGRESS_ALLOW: `127.0.0.1:${String(receiver.port)}`,
          },
        });
        const api = await ContractFetch.of(server.url);
        const body = { url: receiver.url, events: ['webhook.disabled'] };
        const { body: hook } = await api.call<{ webhook_id: string }>('/api/v1/webhooks', { body });
        await api.call(`/api/v1/webhooks/${hook.webhook_id}/test`, { method: 'POST' });
        const [received] = await eventually(
          () => Promise.resolve(receiver.received),
          (seen) => seen.length === 1,
        );
        expect(JSON.parse(received?.body ?? '{}')).toHaveProperty('type', 'webhook.test');
        const metrics = await (await fetch(server.metricsUrl)).text();
        expect(metrics).toContain('caxton_webhook_attempts_total{outcome="failed"} 0');
        expect(metrics).toContain('caxton_webhook_deliveries_waiting');
        await server.process.stop();
        await receiver.stop();
        await ground.remove();
      });
    });
  },
);
