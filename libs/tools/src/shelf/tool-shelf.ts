import {
  WorkspaceCache,
  type Caller,
  type ChangeChannel,
  type Clock,
  type Database,
} from '#platform';
import type { GuardedFetch } from '../egress/guarded-request.js';
import { createHttpTool } from '../http-tool/create-http-tool.js';
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
}

/** The tools of one workspace at one moment. */
export interface StockedShelf {
  /** Built-in tools first. */
  readonly box: ToolBox;
  /** How the registered ones were registered, by name. */
  readonly registered: ReadonlyMap<string, RegisteredTool>;
}

/**
 * The tools of each workspace, those built in and those registered, in memory: no turn reads them from
 * Postgres. A tool that was registered is there for the next turn of every process.
 */
export class ToolShelf {
  private readonly cache: WorkspaceCache<StockedShelf>;

  constructor(private readonly ground: ShelfGround) {
    const { database, channel, clock } = ground;
    const reading = {
      topic: toolsTopic,
      stamp: readToolsStamp,
      read: async (tx: Parameters<typeof readToolsStamp>[0]) =>
        this.stock(await readRegisteredTools(tx)),
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
  private stock(tools: readonly RegisteredTool[]): StockedShelf {
    const { builtIn, fetch, secrets } = this.ground;
    const free = tools.filter(({ definition }) => builtIn.find(definition.name) === undefined);
    const made = free.map(({ definition }) => createHttpTool(definition, fetch, secrets));
    return {
      box: new ToolBox([...builtIn.list(), ...made]),
      registered: new Map(free.map((tool) => [tool.definition.name, tool])),
    };
  }
}
