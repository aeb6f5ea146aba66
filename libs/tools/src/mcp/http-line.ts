import {
  ProtocolError,
  StreamableHTTPClientTransport,
  type Client,
} from '@modelcontextprotocol/client';
import type { McpServerDefinition, SecretReference } from '#protocol';
import type { GuardedFetch } from '../egress/guarded-request.js';
import type { SecretKeeper } from '../secrets/secret-keeper.js';
import { ToolFault } from '../tool.errors.js';
import { explainStatus, explainTalk } from './explain-talk.js';
import { GuardedMcpFetch } from './guarded-mcp-fetch.js';
import { connectTo, talkOver, type McpLine } from './mcp-line.js';
import { McpBroken } from './mcp.errors.js';
import type { McpTalk, Talked, TalkOptions } from './mcp-line.js';

/** What the line to servers stands on. */
export interface McpGround {
  readonly fetch: GuardedFetch;
  readonly secrets: SecretKeeper;
}

/** What says where a server is and who asks. */
export type HttpServer = Pick<McpServerDefinition, 'url' | 'headers'>;

/**
 * The line to a server over Streamable HTTP. Each conversation has connections of its own and ends with them:
 * a server that hangs or floods takes nobody with it. Whatever it sends is held to its time and size.
 */
export function httpLine(ground: McpGround, server: HttpServer): McpLine {
  return { talk: (options, act) => talkByHttp(ground, server, options, act) };
}

async function talkByHttp<T>(
  ground: McpGround,
  server: HttpServer,
  options: TalkOptions,
  act: (talk: McpTalk) => Promise<T>,
): Promise<Talked<T>> {
  const { signal, domains, ...limits } = options;
  const url = new URL(server.url);
  const revealed: string[] = [];
  const headers = writeHeaders(server, (reference) => {
    const value = ground.secrets.reveal(reference, url.hostname);
    revealed.push(value);
    return `${reference.prefix ?? ''}${value}`;
  });
  const road = new GuardedMcpFetch(ground.fetch, { url, headers }, limits, { signal, domains });
  try {
    const transport = openTransport(url, road);
    const client = await connectTo(transport, options);
    try {
      return { result: await act(talkOver(client, options, revealed)), revealed };
    } finally {
      leave(client, transport);
    }
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ToolFault) throw error;
    const refusal = explainStatus(road.status);
    throw road.failure === undefined && refusal !== undefined && !(error instanceof ProtocolError)
      ? new McpBroken(refusal, { cause: error })
      : explainTalk(road.failure ?? error, revealed);
  }
}

/** Servers before the current revision keep a session until they are told; nobody waits for that. */
function leave(client: Client, transport: StreamableHTTPClientTransport): void {
  transport
    .terminateSession()
    .catch(() => undefined)
    .finally(() => client.close())
    .catch(() => undefined);
}

function openTransport(url: URL, road: GuardedMcpFetch): StreamableHTTPClientTransport {
  return new StreamableHTTPClientTransport(url, {
    fetch: road.fetch,
    reconnectionOptions: {
      maxRetries: 0,
      initialReconnectionDelay: 1_000,
      maxReconnectionDelay: 1_000,
      reconnectionDelayGrowFactor: 1,
    },
  });
}

function writeHeaders(
  { headers = {} }: HttpServer,
  reveal: (reference: SecretReference) => string,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      typeof value === 'string' ? value : reveal(value),
    ]),
  );
}
