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

/** What a hostile server does when it is asked something; `undefined` leaves the request open for ever. */
export type Mischief = (method: string, params: JsonObject) => JsonObject | string | undefined;

/** A server that speaks the protocol by hand and may do anything. `asked` keeps the methods. */
export async function startHostile(
  mischief: Mischief,
): Promise<McpTestServer & { readonly asked: string[] }> {
  const asked: string[] = [];
  const server = await serve((request, response) => {
    void readJson(request).then((message) => {
      const {
        id,
        method,
        params = {},
      } = message as {
        id?: number;
        method?: string;
        params?: JsonObject;
      };
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
