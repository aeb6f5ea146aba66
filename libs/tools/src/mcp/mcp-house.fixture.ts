import type { JsonObject, JsonValue } from '#protocol';
import {
  defaultWorkspace,
  systemClock,
  type Caller,
  type ChangeChannel,
  type Database,
} from '#platform';
import { type McpTestServer } from '../../../../test/support/everything-server.js';
import { createGuardedFetch } from '../egress/guarded-fetch.js';
import { SecretKeeper } from '../secrets/secret-keeper.js';
import { ToolRegistry } from '../shelf/tool-registry.js';
import { ToolShelf } from '../shelf/tool-shelf.js';
import { ToolBox } from '../tool-box.js';
import { ToolExecutor } from '../tool-executor.js';
import { judgeTools } from './judge-tools.js';
import { McpRegistry } from './mcp-registry.js';
import type { KnownMcpServer } from './mcp-server.js';
import { startHostile } from './mcp-servers.fixture.js';

export const client: Caller = { workspace: defaultWorkspace, principal: 'api_client' };

/** The event channel of one process. */
class SharedChannel implements ChangeChannel {
  private readonly listeners = new Set<(event: JsonValue) => void>();

  publish(_topic: string, event: JsonValue): void {
    for (const listener of this.listeners) listener(event);
  }

  subscribe(_topic: string, listener: (event: JsonValue) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

/** Registry and shelf of one process that may reach the given servers. */
export class McpHouse {
  readonly shelf: ToolShelf;
  readonly registry: McpRegistry;
  readonly tools: ToolRegistry;

  constructor(
    database: Database,
    urls: readonly string[],
    secrets: Readonly<Record<string, string>> = {},
  ) {
    const channel = new SharedChannel();
    this.shelf = new ToolShelf({
      ...{ database, channel, clock: systemClock, builtIn: new ToolBox([]) },
      fetch: createGuardedFetch({ allow: urls }),
      secrets: new SecretKeeper(secrets),
    });
    this.tools = new ToolRegistry(database, channel, new ToolBox([]));
    this.registry = new McpRegistry({ database, channel, lines: this.shelf.lines });
  }

  register(name: string, url: string, more: object = {}): Promise<KnownMcpServer> {
    return this.registry.register(client, { name, url, ...more }, (server) => server);
  }

  refresh(name: string): Promise<KnownMcpServer> {
    return this.registry.refresh(client, name, (server) => server);
  }

  approve(name: string, tools: Readonly<Record<string, string>>): Promise<KnownMcpServer> {
    return this.registry.approve(client, name, { tools }, (server) => server);
  }

  /** What comes of a call by an agent that may make it: `ok` or the code of its error. */
  async call(name: string, args: JsonObject = {}): Promise<string> {
    const { box } = await this.shelf.of(client);
    const outcome = await new ToolExecutor(box).execute(
      { id: 'c', name, arguments: args, idempotencyKey: 'key' },
      { allowed: [name], signal: new AbortController().signal, priorResult: () => undefined },
    );
    return outcome.ok ? 'ok' : outcome.error.code;
  }
}

/** How each tool stands, by the name that agents use. */
export const statuses = (server: KnownMcpServer): Record<string, string> =>
  Object.fromEntries(judgeTools(server).map(({ name, status }) => [name, status]));

/** The code of what is thrown, or `done`. */
export const codeOf = (act: Promise<unknown>): Promise<unknown> =>
  act.then(
    () => 'done',
    (error: unknown) => (error as { code: string }).code,
  );

/** A server whose tools a test changes while it runs. */
export interface ChangingServer extends McpTestServer {
  readonly asked: string[];
  offer(...tools: JsonObject[]): void;
}

export async function startChanging(...first: JsonObject[]): Promise<ChangingServer> {
  let tools = first;
  const server = await startHostile((method) =>
    method === 'tools/list'
      ? { result: { tools } }
      : { result: { content: [{ type: 'text', text: 'done' }] } },
  );
  return {
    ...server,
    offer: (...offered) => {
      tools = offered;
    },
  };
}

export const offeredTool = (name: string, description = `Does ${name}.`): JsonObject => ({
  ...{ name, description },
  inputSchema: { type: 'object', properties: {} },
});
