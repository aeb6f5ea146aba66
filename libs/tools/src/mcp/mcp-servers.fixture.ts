import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { JsonObject } from '#protocol';
import type { McpTestServer } from '../../../../test/support/everything-server.js';

async function serve(listener: RequestListener): Promise<McpTestServer> {
  const server = createServer(listener);
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/mcp`,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A server of the current revision and nothing before it. */
export function startCurrent(): Promise<McpTestServer> {
  const handler = createMcpHandler(
    () => {
      const server = new McpServer({ name: 'current', version: '1.0.0' });
      server.registerTool(
        'add',
        { description: 'Adds.', inputSchema: z.object({ a: z.number(), b: z.number() }) },
        ({ a, b }) => ({ content: [{ type: 'text', text: String(a + b) }] }),
      );
      return server;
    },
    { legacy: 'reject' },
  );
  return serve(toNodeHandler(handler) as RequestListener);
}

/** A server whose answer to a call is a stream of events that never ends. */
export async function startEndless(offered: JsonObject): Promise<McpTestServer> {
  const timers = new Set<NodeJS.Timeout>();
  const server = await serve((request, response) => {
    void readJson(request).then((message) => {
      const { id, method = '', params = {} } = message as Asked;
      if (id === undefined) {
        response.writeHead(202).end();
        return;
      }
      if (method === 'tools/call') {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        const progress = { jsonrpc: '2.0', method: 'notifications/progress', params: {} };
        const send = (): boolean => response.write(`data: ${JSON.stringify(progress)}\n\n`);
        timers.add(setInterval(send, 10));
        return;
      }
      const answer = answerFor(() => ({ result: { tools: [offered] } }), method, params);
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ jsonrpc: '2.0', id, ...(answer as JsonObject) }));
    });
  });
  return {
    url: server.url,
    stop: async () => {
      for (const timer of timers) clearInterval(timer);
      await server.stop();
    },
  };
}

/** What is asked of a server. */
interface Asked {
  readonly id?: number;
  readonly method?: string;
  readonly params?: JsonObject;
}

/** What a hostile server does when it is asked something; `undefined` leaves the request open for ever. */
export type Mischief = (method: string, params: JsonObject) => JsonObject | string | undefined;

/** A server that speaks the protocol by hand and may do anything. `asked` keeps the methods. */
export async function startHostile(
  mischief: Mischief,
): Promise<McpTestServer & { readonly asked: string[] }> {
  const asked: string[] = [];
  const server = await serve((request, response) => {
    void readJson(request).then((message) => {
      const { id, method, params = {} } = message as Asked;
      asked.push(method ?? request.method ?? '');
      if (id === undefined || method === undefined) {
        response.writeHead(202).end();
        return;
      }
      const answer = answerFor(mischief, method, params);
      if (answer === undefined) return;
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(
        typeof answer === 'string' ? answer : JSON.stringify({ jsonrpc: '2.0', id, ...answer }),
      );
    });
  });
  return { ...server, asked };
}

function answerFor(
  mischief: Mischief,
  method: string,
  params: JsonObject,
): JsonObject | string | undefined {
  if (method === 'initialize') {
    const serverInfo = { name: 'hostile', version: '1' };
    const { protocolVersion = '2025-11-25' } = params;
    return { result: { protocolVersion, capabilities: { tools: {} }, serverInfo } };
  }
  if (method === 'server/discover')
    return { error: { code: -32_601, message: 'Method not found' } };
  return mischief(method, params);
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  const text = Buffer.concat(pieces).toString();
  return text === '' ? {} : JSON.parse(text);
}
