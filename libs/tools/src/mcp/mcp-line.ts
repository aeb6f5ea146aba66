import { Client, type ClientOptions, type Transport } from '@modelcontextprotocol/client';
import { z } from 'zod';
import type { JsonObject } from '#protocol';
import { ToolFault } from '../tool.errors.js';
import type { McpLimits } from './guarded-mcp-fetch.js';
import { judgeAhead } from './judge-tools.js';
import { describeOffer, type OfferedTool } from './offered-tool.js';

/** More tools are no choice that a model can make; more pages are a server that never ends. */
const mostTools = 128;
const mostPages = 8;

/** What a conversation with a server may take, and when it is to be left. */
export interface TalkOptions extends McpLimits {
  readonly signal: AbortSignal;
  /** Hosts, with their subdomains, that the agent's policy leaves it. @default any */
  readonly domains?: readonly string[] | undefined;
}

/** One conversation with one server. */
export interface McpTalk {
  /** The revision of the protocol that both speak. */
  readonly protocolVersion: string;
  /** Every tool that it offers now. @throws {ToolFault} when there are too many */
  tools(): Promise<OfferedTool[]>;
  call(name: string, args: JsonObject): Promise<JsonObject>;
}

/** What came of a conversation, with the secrets that went out in it. */
export interface Talked<T> {
  readonly result: T;
  readonly revealed: readonly string[];
}

/** The way to one server. */
export interface McpLine {
  talk<T>(options: TalkOptions, act: (talk: McpTalk) => Promise<T>): Promise<Talked<T>>;
}

const clientOptions: ClientOptions = {
  // The newest revision of the protocol or the one before.
  versionNegotiation: { mode: 'auto', probe: { timeoutMs: 10_000 } },
  // The schemas are the server's own, patterns included: nothing is run against them.
  jsonSchemaValidator: {
    getValidator: () => (data) => ({ valid: true, data: data as never, errorMessage: undefined }),
  },
};

/** Connects; both sides know then which revision they speak. */
export async function connectTo(
  transport: Transport,
  { totalMs, signal }: Pick<TalkOptions, 'totalMs' | 'signal'>,
): Promise<Client> {
  const client = new Client({ name: 'caxton', version: '1.0.0' }, clientOptions);
  try {
    await client.connect(transport, { timeout: totalMs, signal });
    return client;
  } catch (error) {
    await client.close().catch(() => undefined);
    throw error;
  }
}

/** One page of tools. What each of them looks like is judged one by one: a bad one harms no other. */
const toolPage = z.looseObject({ tools: z.array(z.unknown()), nextCursor: z.string().optional() });

/**
 * What may be said over a connection. Its answers are checked by nothing of the server's own; what it offers
 * is told without the secrets that it was sent.
 */
export function talkOver(
  client: Client,
  { totalMs, signal }: Pick<TalkOptions, 'totalMs' | 'signal'>,
  secrets: readonly string[],
): McpTalk {
  const options = { timeout: totalMs, signal };
  return {
    protocolVersion: client.getNegotiatedProtocolVersion() ?? 'unknown',
    tools: async () => {
      const offered = await describeOffer(await listTools(client, options), secrets);
      await judgeAhead(offered);
      return offered;
    },
    call: async (name, args) =>
      (await client.callTool({ name, arguments: args }, options)) as unknown as JsonObject,
  };
}

async function listTools(
  client: Client,
  options: { readonly timeout: number; readonly signal: AbortSignal },
): Promise<unknown[]> {
  if (client.getServerCapabilities()?.tools === undefined) return [];
  const tools: unknown[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const params = cursor === undefined ? {} : { cursor };
    const answer = await client.request({ method: 'tools/list', params }, toolPage, options);
    tools.push(...answer.tools);
    if (tools.length > mostTools) break;
    cursor = answer.nextCursor;
    if (cursor === undefined) return tools;
  }
  const most = `${String(mostTools)} tools on ${String(mostPages)} pages`;
  throw new ToolFault('TOOL_FAILED', `the server offers more than ${most}`);
}
