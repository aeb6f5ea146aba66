import { join } from 'node:path';
import { openChargeDesk, type ChargeDesk } from '../resilience/charge-desk.js';
import { ContractFetch } from '../support/contract-fetch.js';
import { eventually } from '../support/eventually.js';
import { modes, type Ground } from '../support/grounds.js';
import { ServerUnderTest, type RunningServer } from '../support/server-under-test.js';
import { describeWith } from '../support/test-servers.js';

describe.each(modes)('asking others in the %s mode', (_mode, title, servers, openGround) => {
  describeWith(servers, title, () => {
    let ground: Ground;
    let desk: ChargeDesk;
    let server: RunningServer;
    let api: ContractFetch;

    async function start(): Promise<void> {
      server = await ServerUnderTest.start({
        settings: {
          ...ground.settings,
          CAXTON_AGENTS_DIR: join(import.meta.dirname, 'asking'),
          CAXTON_LLM_PROVIDER: 'embedded',
          CAXTON_LEASE: '2s',
          DESK_URL: desk.url,
        },
      });
      api = await ContractFetch.of(server.url);
    }

    beforeAll(async () => {
      [ground, desk] = await Promise.all([openGround(), openChargeDesk()]);
      await start();
    });
    afterAll(async () => {
      await server.process.stop();
      await desk.close();
      await ground.remove();
    });

    it('goes on with all answers, once, though the server is killed while it waits', async () => {
      const ids = { message_id: 'ask-1', conversation_id: 'ask' };
      await api.call('/api/v1/messages', { body: { capability: 'decide', content: {}, ...ids } });
      const pending = '/api/v1/approvals?status=pending&conversation=ask';
      const { body: asked } = await eventually(
        () => api.call<{ approvals: { id: string }[] }>(pending),
        ({ body }) => body.approvals.length > 0,
      );
      await eventually(
        () => api.call('/api/v1/messages/ask-1'),
        ({ body }) => body['status'] === 'waiting',
      );
      await eventually(
        () => Promise.resolve(desk.effects.length),
        (effects) => effects === 2,
      );
      await server.process.stop('SIGKILL');
      await start();
      await api.call(`/api/v1/approvals/${asked.approvals[0]?.id ?? ''}`, {
        body: { decision: 'approve' },
      });
      const { body: detail } = await eventually(
        () => api.call('/api/v1/messages/ask-1'),
        ({ body }) => body['status'] === 'completed',
      );
      expect(detail).toMatchObject({ attempts: 1 });
      const { body: talk } = await api.call<{ messages: { sender: string; content: object }[] }>(
        '/api/v1/conversations/ask/messages',
      );
      expect(talk.messages.at(-1)).toMatchObject({
        sender: 'Chief',
        content: { said: ['heavy', 'long'], complete: true },
      });
      expect(desk.effects.map(({ body }) => body)).toEqual([
        ...['begin', 'weigh'],
        { said: ['heavy', 'long'] },
      ]);
    });
  });
});
