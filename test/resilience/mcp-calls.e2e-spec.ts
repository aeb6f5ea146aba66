import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { callsTools, says, startOpenAiStub, type ModelScript } from '#testing';
import { ContractFetch } from '../support/contract-fetch.js';
import { eventually } from '../support/eventually.js';
import { createDataDir, ServerUnderTest } from '../support/server-under-test.js';

/** An MCP server with one tool that counts how often it was called. */
async function startCounting(): Promise<{
  readonly url: string;
  readonly calls: () => number;
  readonly stop: () => void;
}> {
  let calls = 0;
  const answers: Readonly<Record<string, () => object>> = {
    initialize: () => ({
      protocolVersion: '2025-11-25',
      capabilities: { tools: {} },
      serverInfo: { name: 'counting', version: '1' },
    }),
    'tools/list': () => ({ tools: [{ name: 'pay', inputSchema: { type: 'object' } }] }),
    'tools/call': () => {
      calls += 1;
      return { content: [{ type: 'text', text: 'paid' }] };
    },
  };
  const server = createServer((request, response) => {
    void readText(request).then((text) => {
      const { id, method = '' } = JSON.parse(text || '{}') as { id?: number; method?: string };
      if (id === undefined) return response.writeHead(202).end();
      const result = answers[method]?.();
      const error = { code: -32_601, message: 'no such method' };
      response.writeHead(200, { 'content-type': 'application/json' });
      const answer = result === undefined ? { error } : { result };
      return response.end(JSON.stringify({ jsonrpc: '2.0', id, ...answer }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}/mcp`,
    calls: () => calls,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function readText(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString();
}

/** Pays first, then says what it was told. */
const payAndTell: ModelScript = ({ body }) => {
  const told = (body['messages'] as { role: string }[]).some(({ role }) => role === 'tool');
  return told ? says('Done.') : callsTools({ name: 'bank__pay', arguments: {} });
};

describe('an unsafe call of a tool of an MCP server', () => {
  it('is made at most once although the process dies over it, and is told to be unknown', async () => {
    const data = createDataDir();
    const [stub, bank] = await Promise.all([startOpenAiStub(payAndTell), startCounting()]);
    const settings = {
      ...{ CAXTON_DATA_DIR: data.path, CAXTON_EGRESS_ALLOW: bank.url, CAXTON_LEASE: '2s' },
      ...{ CAXTON_LLM_BASE_URL: stub.baseUrl, CAXTON_LLM_API_KEY: 'key', CAXTON_LLM_MODEL: 'stub' },
    };
    try {
      const death = { point: 'tool.execute', when: 'after', nth: 1, fault: 'kill' };
      const first = await ServerUnderTest.start({
        settings: { ...settings, CAXTON_FAULTS: JSON.stringify([death]) },
        nodeFlags: ['--conditions=caxton-faults'],
      });
      await order(await ContractFetch.of(first.url), bank.url);
      expect(await first.process.end()).toMatchObject({ signal: 'SIGKILL' });
      const second = await ServerUnderTest.start({ settings });
      try {
        const api = await ContractFetch.of(second.url);
        const { body } = await eventually(
          () => api.call<{ status: string }>('/api/v1/messages/payment'),
          (seen) => !['delivered', 'processing'].includes(seen.body.status),
        );
        expect(body).toMatchObject({ status: 'completed' });
        expect(JSON.stringify(stub.requests)).toContain('OUTCOME_UNKNOWN');
        expect(bank.calls()).toBe(1);
      } finally {
        await second.process.stop();
      }
    } finally {
      await stub.close();
      bank.stop();
      data.remove();
    }
  }, 120_000);
});

async function order(api: ContractFetch, url: string): Promise<void> {
  await api.call('/api/v1/mcp-servers', { body: { name: 'bank', url } });
  const agent = { name: 'Payer', capabilities: ['paying'], system_prompt: 'You pay.' };
  await api.call('/api/v1/agents', { body: { ...agent, tools: ['bank__pay'] } });
  const ids = { message_id: 'payment', conversation_id: 'bank' };
  await api.call('/api/v1/messages', { body: { capability: 'paying', content: {}, ...ids } });
}
