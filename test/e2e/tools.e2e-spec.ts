import { createServer, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { callsTools, says, startOpenAiStub } from '#testing';
import { ContractFetch } from '../support/contract-fetch.js';
import { modes, type Ground } from '../support/grounds.js';
import { ServerUnderTest, type RunningServer } from '../support/server-under-test.js';
import { describeWith } from '../support/test-servers.js';

const secret = 'crm-4711-do-not-tell';

/** A customer database that echoes what it was asked, the key included. */
async function startCrm() {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ name: 'Acme', sent: request.headers.authorization }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return { url, asked, stop: () => server.close() };
}

describe.each(modes)('tools in the %s mode', (_mode, title, servers, openGround) => {
  describeWith(servers, title, () => {
    let ground: Ground;
    let stub: Awaited<ReturnType<typeof startOpenAiStub>>;
    let crm: Awaited<ReturnType<typeof startCrm>>;
    let server: RunningServer;
    let api: ContractFetch;
    const told: unknown[] = [];
    const call = async (path: string, options?: object): Promise<Record<string, unknown>> => {
      const { status, body } = await api.call(path, options);
      told.push(body);
      return { ...body, http: status };
    };
    const events = async (id: string): Promise<string> => {
      const shown: string[] = [];
      for await (const { data } of api.follow(
        `/api/v1/conversations/${id}?follow=true&keep_open=false`,
      )) {
        shown.push(JSON.stringify(data));
      }
      told.push(shown);
      return shown.join('');
    };
    const definition = (): object => ({
      name: 'crm_lookup',
      description: 'Looks a customer up by number.',
      url: `${crm.url}/customers/{id}`,
      parameters: { type: 'object', required: ['id'], properties: { id: { type: 'string' } } },
      headers: { Authorization: { secret: 'env:CAXTON_SECRET_CRM', prefix: 'Bearer ' } },
    });

    beforeAll(async () => {
      ground = await openGround();
      stub = await startOpenAiStub();
      crm = await startCrm();
      server = await ServerUnderTest.start({
        settings: {
          ...ground.settings,
          CAXTON_LLM_BASE_URL: stub.baseUrl,
          CAXTON_LLM_MODEL: 'stub-model',
          CAXTON_LLM_API_KEY: 'key-for-the-test',
          CAXTON_EGRESS_ALLOW: `${crm.url}/`,
          CAXTON_SECRET_CRM: secret,
          CAXTON_SECRET_CRM_HOSTS: '127.0.0.1',
        },
      });
      api = await ContractFetch.of(server.url);
    });

    afterAll(async () => {
      await server.process.stop();
      await stub.close();
      crm.stop();
      await ground.remove();
    });

    it('are listed with their schema, source, safety and users', async () => {
      const { tools } = await call('/api/v1/tools');
      expect(tools).toContainEqual(
        expect.objectContaining({
          name: 'http_client',
          source: 'builtin',
          safety: 'read_only',
          reads_outside: true,
          used_by: 0,
        }),
      );
      expect(await call('/api/v1/tools/nobody')).toMatchObject({
        http: 404,
        error: { code: 'TOOL_NOT_FOUND' },
      });
    });

    it('are registered, used by the next turn, and keep their secret from everybody', async () => {
      const registered = await call('/api/v1/tools', { body: definition() });
      expect(registered).toMatchObject({ http: 201, source: 'http', safety: 'read_only' });
      expect(await call('/api/v1/tools', { body: definition() })).toMatchObject({
        http: 409,
        error: { code: 'TOOL_ALREADY_EXISTS' },
      });
      expect(
        await call('/api/v1/tools', { body: { ...definition(), name: 'X', timeout: 3 } }),
      ).toMatchObject({ http: 422, error: { code: 'INVALID_TOOL' } });
      const agent = {
        name: 'Seller',
        capabilities: ['sell'],
        tools: ['crm_lookup'],
        system_prompt: 'You sell.',
      };
      expect(await call('/api/v1/agents?strict=true', { body: agent })).toMatchObject({
        http: 201,
      });
      stub.script(callsTools({ name: 'crm_lookup', arguments: { id: '7' } }), says('It is Acme.'));
      const message = { capability: 'sell', content: {}, conversation_id: 'sale', wait: '30s' };
      expect(await call('/api/v1/messages', { body: message })).toMatchObject({
        http: 200,
        reply: { metadata: { tool_calls: ['crm_lookup'] } },
      });
      expect(crm.asked.map(({ url, headers }) => [url, headers.authorization])).toEqual([
        ['/customers/7', `Bearer ${secret}`],
      ]);
      expect(await call('/api/v1/tools/crm_lookup')).toMatchObject({ used_by: 1 });
      await call('/api/v1/conversations/sale/messages');
      expect(await events('sale')).toContain('Bearer [secret]');
    });

    it('are replaced and removed, and agents are told when they are gone', async () => {
      const replaced = { ...definition(), description: 'Other.', safety: 'unsafe' };
      expect(
        await call('/api/v1/tools/crm_lookup', { method: 'PUT', body: replaced }),
      ).toMatchObject({ http: 200, description: 'Other.', safety: 'unsafe', used_by: 1 });
      expect(await call('/api/v1/tools/http_client', { method: 'DELETE' })).toMatchObject({
        http: 409,
        error: { code: 'TOOL_NOT_CHANGEABLE' },
      });
      expect(await call('/api/v1/tools/crm_lookup', { method: 'DELETE' })).toMatchObject({
        http: 200,
        used_by: 1,
      });
      stub.script(callsTools({ name: 'crm_lookup', arguments: { id: '7' } }), says('It is gone.'));
      const message = { capability: 'sell', content: {}, conversation_id: 'gone', wait: '30s' };
      await call('/api/v1/messages', { body: message });
      expect(await events('gone')).toContain('TOOL_UNKNOWN');
      expect(crm.asked).toHaveLength(1);
    });

    it('tell no secret in any answer, event, request to the model or line of the log', async () => {
      const { output } = await server.process.stop();
      const everything = JSON.stringify([told, stub.requests]) + output;
      expect(everything).toContain('crm_lookup');
      expect(everything).not.toContain(secret);
    });
  });
});
