import {
  WorkspaceCache,
  type Caller,
  type ChangeChannel,
  type Clock,
  type Database,
  type Tx,
} from '#platform';
import type { GuardedFetch } from '../egress/guarded-request.js';
import { createHttpTool } from '../http-tool/create-http-tool.js';
import { judgeAhead } from '../mcp/judge-tools.js';
import { McpLines } from '../mcp/mcp-lines.js';
import { readMcpServers, readMcpStamp } from '../mcp/mcp-server.repository.js';
import type { KnownMcpServer } from '../mcp/mcp-server.js';
import { McpWatch } from '../mcp/mcp-watch.js';
import { McpPrograms } from '../mcp/programs/mcp-programs.js';
import { openMcpTools, withheldMcpTools, type ShelvedMcpTool } from '../mcp/open-mcp-tools.js';
import type { SecretKeeper } from '../secrets/secret-keeper.js';
import { ToolBox } from '../tool-box.js';
import { toolsTopic } from './tool-channel.js';
import { readRegisteredTools, readToolsStamp, type RegisteredTool } from './tool.repository.js';

/** What a shelf stands on. */
export interface ShelfGround {
  readonly database: Database;
  readonly channel: ChangeChannel;
  readonly clock: Clock;
  /** The tools that every workspace has. */
  readonly builtIn: ToolBox;
  readonly fetch: GuardedFetch;
  readonly secrets: SecretKeeper;
  /** MCP servers that this process runs. @default none */
  readonly programs?: McpPrograms | undefined;
}

/** The tools of one workspace at one moment. */
export interface StockedShelf {
  /** Built-in tools first. */
  readonly box: ToolBox;
  /** How the registered ones were registered, by name. */
  readonly registered: ReadonlyMap<string, RegisteredTool>;
  /** Those of MCP servers, by name. */
  readonly mcp: ReadonlyMap<string, ShelvedMcpTool>;
  /** Why agents cannot be given a tool that a server offers, by name. */
  readonly withheld: ReadonlyMap<string, string>;
}

/**
 * The tools of each workspace, those built in and those registered, in memory: no turn reads them from
 * Postgres. A tool that was registered is there for the next turn of every process.
 */
export class ToolShelf {
  /** To the MCP servers of every workspace. */
  readonly lines: McpLines;
  private readonly watch: McpWatch;
  private readonly cache: WorkspaceCache<StockedShelf>;

  constructor(private readonly ground: ShelfGround) {
    const { database, channel, clock } = ground;
    this.watch = new McpWatch(ground);
    const { programs = new McpPrograms(new Map(), ground) } = ground;
    this.lines = new McpLines({ ...ground, programs, watch: this.watch });
    const reading = {
      topic: toolsTopic,
      stamp: async (tx: Tx) => `${await readToolsStamp(tx)} ${await readMcpStamp(tx)}`,
      read: async (tx: Tx) => {
        const tools = await readRegisteredTools(tx);
        const servers = await readMcpServers(tx);
        for (const { offered = [] } of servers) await judgeAhead(offered);
        return this.stock(tx.caller.workspace, tools, servers);
      },
    };
    this.cache = new WorkspaceCache(reading, database, channel, clock);
  }

  /** As new as everything that was heard of the caller's workspace. */
  of(caller: Caller): Promise<StockedShelf> {
    return this.cache.snapshot(caller);
  }

  close(): void {
    this.cache.close();
  }

  /** A tool built in later keeps its name from one that was registered before. */
  private stock(
    workspace: string,
    tools: readonly RegisteredTool[],
    servers: readonly KnownMcpServer[],
  ): StockedShelf {
    const { builtIn, fetch, secrets } = this.ground;
    const free = tools.filter(({ definition }) => builtIn.find(definition.name) === undefined);
    const made = free.map(({ definition }) => createHttpTool(definition, fetch, secrets));
    const mcp = openMcpTools(workspace, servers, { lines: this.lines, watch: this.watch });
    return {
      box: new ToolBox([...builtIn.list(), ...made, ...mcp.map(({ tool }) => tool)]),
      registered: new Map(free.map((tool) => [tool.definition.name, tool])),
      mcp: new Map(mcp.map((shelved) => [shelved.tool.name, shelved])),
      withheld: withheldMcpTools(servers),
    };
  }
}
