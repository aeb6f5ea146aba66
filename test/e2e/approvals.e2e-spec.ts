import { join } from 'node:path';
import { callsTools, says, startOpenAiStub, type ModelStub } from '#testing';
import { openChargeDesk, type ChargeDesk } from '../resilience/charge-desk.js';
import { ContractFetch } from '../support/contract-fetch.js';
import { eventually } from '../support/eventually.js';
import { modes, type Ground } from '../support/grounds.js';
import { runCaxton } from '../support/run-caxton.js';
import { ServerUnderTest, type RunningServer } from '../support/server-under-test.js';
import { describeWith } from '../support/test-servers.js';

interface Asked {
  readonly id: string;
  readonly approval_id: string;
  readonly status: string;
  readonly arguments: Record<string, unknown>;
  readonly decided_by: string | null;
}

interface Detail {
  readonly status: string;
  readonly attempts: number;
  readonly error: { readonly code: string } | null;
}

/** What somebody has to decide, as those who wait are told. */
interface Decision {
  readonly decide_at: string;
}

const isOver = ({ status }: Detail): boolean =>
  !['delivered', 'processing', 'waiting'].includes(status);

describe.each(modes)('approvals in the %s mode', (_mode, title, servers, openGround) => {
  describeWith(servers, title, () => {
    let ground: Ground;
    let stub: ModelStub;
    let desk: ChargeDesk;
    let server: RunningServer;
    let api: ContractFetch;
    let asked = 0;

    /** Pays with a tool that may be called once, then says what it was told of that. */
    function script(): void {
      asked = 0;
      stub.script(({ body }) => {
        asked += 1;
        const told = (body['messages'] as { role: string; content: unknown }[]).findLast(
          ({ role }) => role === 'tool',
        );
        const call = { method: 'POST', url: desk.url, json: { amount: 7 } };
        return told === undefined
          ? callsTools({ name: 'http_client', arguments: call })
          : says(JSON.stringify({ told: JSON.stringify(told.content) }));
      });
    }

    async function start(): Promise<void> {
      server = await ServerUnderTest.start({
        settings: {
          ...ground.settings,
          CAXTON_AGENTS_DIR: join(import.meta.dirname, 'approving'),
          CAXTON_LLM_PROVIDER: 'openai-compatible',
          CAXTON_LLM_BASE_URL: stub.baseUrl,
          CAXTON_LLM_MODEL: 'stub-model',
          CAXTON_LLM_API_KEY: 'key-for-the-test',
          CAXTON_EGRESS_ALLOW: desk.url,
          CAXTON_LEASE: '2s',
          DESK_URL: desk.url,
        },
      });
      api = await ContractFetch.of(server.url);
    }

    beforeAll(async () => {
      [ground, stub, desk] = await Promise.all([openGround(), startOpenAiStub(), openChargeDesk()]);
      await start();
      await api.call('/api/v1/agents', {
        body: {
          name: 'Payer',
          capabilities: ['pay'],
          tools: ['http_client'],
          tool_policies: { http_client: { needs_approval: true, approval_timeout: '2h' } },
          system_prompt: 'Pay.',
        },
      });
    });

    afterAll(async () => {
      await server.process.stop();
      await Promise.all([stub.close(), desk.close()]);
      await ground.remove();
    });

    async function send(capability: string, id: string, content: object = {}): Promise<void> {
      const body = { capability, content, message_id: id, conversation_id: `talk-${id}` };
      await api.call('/api/v1/messages', { body });
    }

    /** What the turn on a message asks of people, as soon as it does. */
    async function untilAsked(id: string): Promise<Asked> {
      const path = `/api/v1/approvals?status=pending&conversation=talk-${id}`;
      const { body } = await eventually(
        () => api.call<{ approvals: Asked[] }>(path),
        ({ body: { approvals } }) => approvals.length > 0,
      );
      const [first] = body.approvals;
      if (first === undefined) throw new Error('Nothing is asked.');
      return first;
    }

    async function decide(approvalId: string, body: object, headers: Record<string, string> = {}) {
      return api.call(`/api/v1/approvals/${approvalId}`, { body, headers });
    }

    async function untilOver(id: string): Promise<Detail> {
      const { body } = await eventually(
        () => api.call<Detail>(`/api/v1/messages/${id}`),
        ({ body: detail }) => isOver(detail),
      );
      return body;
    }

    const lastWords = async (id: string): Promise<unknown> => {
      const path = `/api/v1/conversations/talk-${id}/messages`;
      const { body } = await api.call<{ messages: { content: unknown }[] }>(path);
      return body.messages.at(-1)?.content;
    };

    /** The one call of a message, in the record of calls and among its steps. */
    async function expectAudited(
      message: string,
      { id, ...call }: { id: string; edited: boolean; arguments?: object; outcome?: string },
    ): Promise<void> {
      const { outcome = 'ok', ...shown } = { ...call, approval_id: id };
      const calls = await api.call(`/api/v1/tool-calls?message=${message}`);
      expect(calls.body).toMatchObject({ tool_calls: [{ ...shown, outcome }] });
      const { body } = await api.call<{ steps: { kind: string }[] }>(
        `/api/v1/messages/${message}/steps`,
      );
      expect(body.steps.filter(({ kind }) => kind === 'tool')).toMatchObject([shown]);
    }

    it('outlives a server that is killed, takes one decision of fifty, and calls the tool once', async () => {
      script();
      const before = desk.effects.length;
      await send('pay', 'once', { request: 'Pay 7.' });
      const { id, arguments: shown } = await untilAsked('once');
      expect(shown).toEqual({ method: 'POST', url: desk.url, json: { amount: 7 } });
      const { body: waiting } = await api.call<Detail>('/api/v1/messages/once');
      expect(waiting).toMatchObject({ status: 'waiting', attempts: 1 });
      await server.process.stop('SIGKILL');
      await start();
      const { body: still } = await api.call<Asked>(`/api/v1/approvals/${id}`);
      expect(still).toMatchObject({ status: 'pending', arguments: shown });
      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, n) =>
          decide(id, { decision: 'approve', decided_by: `person-${String(n)}` }),
        ),
      );
      const won = answers.filter(({ status }) => status === 200);
      expect(won).toHaveLength(1);
      const lost = answers.filter(({ status }) => status === 409);
      expect(lost).toHaveLength(49);
      for (const { body } of lost) {
        expect(JSON.stringify(body)).toContain(String(won[0]?.body['decided_by']));
      }
      expect(await untilOver('once')).toMatchObject({ status: 'completed', attempts: 1 });
      expect(desk.effects.slice(before).map(({ body }) => body)).toEqual([{ amount: 7 }]);
      expect(asked).toBe(2);
    });

    it('tells whoever waits for the reply, and readers, who has to decide and where', async () => {
      script();
      const body = {
        capability: 'pay',
        content: { request: 'Pay 7.' },
        conversation_id: 'talk-told',
      };
      const told = await api.call<{ status: string; waiting_for: Decision[]; message_id: string }>(
        '/api/v1/messages?wait=2s',
        { body },
      );
      const { id } = await untilAsked('told');
      const decision = {
        ...{
          approval_id: id,
          name: 'http_client',
          agent: 'Payer',
          message_id: told.body.message_id,
        },
        decide_at: `/api/v1/approvals/${id}`,
      };
      const waits = { status: 'waiting', waiting_for: [decision] };
      expect(told.body).toMatchObject({ ...waits, reply: null });
      const message = await api.call(`/api/v1/messages/${told.body.message_id}`);
      expect(message.body).toMatchObject(waits);
      const conversation = await api.call('/api/v1/conversations/talk-told');
      expect(conversation.body).toMatchObject({
        ...{ status: 'active', waiting_for: [decision], messages: [{ status: 'waiting' }] },
      });
      const graph = await api.call('/api/v1/conversations/talk-told/graph');
      expect(graph.body).toMatchObject({ nodes: [waits] });
      const [asked] = told.body.waiting_for;
      const { status } = await api.call(asked?.decide_at ?? '', { body: { decision: 'deny' } });
      expect(status).toBe(200);
      await untilOver(told.body.message_id);
      const after = await api.call('/api/v1/conversations/talk-told');
      expect(after.body).not.toHaveProperty('waiting_for');
    });

    it('shows the stream what is asked and decided, under numbers without a gap', async () => {
      const types: string[] = [];
      const ids: unknown[] = [];
      for await (const { data, id } of api.follow('/api/v1/conversations/talk-once?follow=true')) {
        if (data === undefined || id === undefined) continue;
        const { type } = data as { type: string };
        types.push(type);
        ids.push(id);
        if (type === 'conversation.completed') break;
      }
      expect(types).toEqual(
        expect.arrayContaining(['approval.requested', 'turn.suspended', 'approval.decided']),
      );
      expect(ids).toEqual(ids.map((_, index) => index + 1));
    });

    it('makes the call with other arguments when a person edits them, if they fit the schema', async () => {
      script();
      await send('pay', 'edited', { request: 'Pay 7.' });
      const { id, arguments: shown } = await untilAsked('edited');
      const misfit = await decide(id, { decision: 'edit', arguments: { ...shown, url: 7 } });
      expect(misfit.status).toBe(422);
      expect(JSON.stringify(misfit.body)).toContain('arguments.url');
      const edit = { decision: 'edit', arguments: { ...shown, json: { amount: 5 } } };
      const key = { 'idempotency-key': 'edit-once' };
      expect((await decide(id, edit, key)).status).toBe(200);
      const again = await decide(id, edit, key);
      expect(again.headers.get('idempotency-replayed')).toBe('true');
      expect(await untilOver('edited')).toMatchObject({ status: 'completed', attempts: 1 });
      expect(desk.effects.at(-1)?.body).toEqual({ amount: 5 });
      const { told } = (await lastWords('edited')) as { told: string };
      expect(told).toMatch(
        /^"<data-(\w+)>.*receipt.*<\/data-\1>.*Note: a person allowed.*\\"amount\\":5/,
      );
      await expectAudited('edited', { id, edited: true, arguments: edit.arguments });
    });

    it('tells the model why a person said no, and calls nothing', async () => {
      script();
      const before = desk.effects.length;
      await send('pay', 'denied', { request: 'Pay 7.' });
      const { id } = await untilAsked('denied');
      const command = ['approval', 'deny', id, '--reason', 'too much'];
      const denied = await runCaxton(command, { env: { CAXTON_URL: server.url } });
      expect(denied.out).toBe(`${id} is denied: http_client, asked for by Payer.\n`);
      expect(await untilOver('denied')).toMatchObject({ status: 'completed' });
      expect(JSON.stringify(await lastWords('denied'))).toMatch(/APPROVAL_DENIED.*too much/);
      expect(desk.effects).toHaveLength(before);
      await expectAudited('denied', { id, edited: false, outcome: 'refused' });
    });

    it('lets a code agent ask as it makes steps, and makes none of them twice', async () => {
      const before = desk.effects.length;
      await send('refund', 'code', { order: 1, amount: 9 });
      const { id, arguments: shown } = await untilAsked('code');
      expect(shown).toEqual({ order: 1, amount: 9 });
      const tooMuch = { decision: 'edit', arguments: { order: 1, amount: 900 } };
      expect((await decide(id, tooMuch)).status).toBe(422);
      await server.process.stop('SIGKILL');
      await start();
      await decide(id, { decision: 'edit', arguments: { order: 1, amount: 4 } });
      expect(await untilOver('code')).toMatchObject({ status: 'completed', attempts: 1 });
      expect(desk.effects.slice(before).map(({ body }) => body)).toEqual([
        'look',
        { order: 1, amount: 4 },
      ]);
      expect(await lastWords('code')).toMatchObject({ refunded: 4 });
    });

    it('fails with APPROVAL_EXPIRED when nobody decides in time', async () => {
      await send('refund', 'late', { order: 2, amount: 1, patience: '1s' });
      const { id } = await untilAsked('late');
      expect(await untilOver('late')).toMatchObject({
        status: 'failed',
        error: { code: 'APPROVAL_EXPIRED' },
      });
      expect(await lastWords('late')).toMatchObject({ code: 'APPROVAL_EXPIRED' });
      expect((await decide(id, { decision: 'approve' })).status).toBe(409);
    });

    it('is withdrawn when its message is cancelled', async () => {
      await send('refund', 'stopped', { order: 3, amount: 1 });
      const { id } = await untilAsked('stopped');
      await api.call('/api/v1/messages/stopped/cancel', { body: {} });
      const { body } = await api.call<Asked>(`/api/v1/approvals/${id}`);
      expect(body.status).toBe('withdrawn');
      expect((await decide(id, { decision: 'approve' })).status).toBe(409);
    });

    it('refuses a decision that is none, and an approval that nobody knows', async () => {
      const unknown = 'apr-0199c1a2-5f0e-7c3d-9a51-3f2d8c1b7e60';
      expect((await decide(unknown, { decision: 'approve' })).status).toBe(404);
      expect((await decide(unknown, { decision: 'edit' })).status).toBe(400);
      expect((await decide('nonsense', { decision: 'approve' })).status).toBe(400);
    });
  });
});
