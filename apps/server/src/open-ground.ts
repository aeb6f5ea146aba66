import cluster from 'node:cluster';
import { openAgents, type Agents } from '#agents';
import {
  chooseEmbedder,
  embeddingSettingsOf,
  LocalTextEmbedder,
  type TextEmbedder,
  type WatchedTextEmbedder,
} from '#embeddings';
import { MemoryView } from '#memory';
import { openPlatform, type Env, type Platform, type PlatformOptions } from '#platform';
import { greetPrograms, McpRegistry, ToolRegistry, type McpPrograms, type ToolShelf } from '#tools';
import {
  everyEntity,
  openMcpPrograms,
  openToolBox,
  openToolShelf,
  openTraces,
} from '../../worker/src/index.js';
import type { Closers } from './closers.js';
import { countProcesses } from './processes/count-processes.js';
import { warnOfFewConnections } from './processes/warn-of-few-connections.js';

/** What the parts of one process share. */
export interface Ground {
  readonly env: Env;
  readonly platform: Platform;
  readonly agents: Agents;
  /** Compares capabilities and tools; always the one that ships with the server. */
  readonly embedder: TextEmbedder;
  /** Makes the vectors of memory. */
  readonly memoryEmbedder: WatchedTextEmbedder;
  /** What agents may be given to do. */
  readonly tools: {
    readonly shelf: ToolShelf;
    readonly registry: ToolRegistry;
    readonly mcp: McpRegistry;
  };
  /** MCP servers that this process runs. */
  readonly programs: McpPrograms;
}

/** Opens the platform and the registry on it; what must be closed again is put on the pile. */
export async function openGround(
  env: Env,
  options: Omit<PlatformOptions, 'entities'>,
  closers: Closers,
): Promise<Ground> {
  const platform = await openPlatform(env, { entities: everyEntity, ...options });
  // Closed last: what ends with the process is in its traces too.
  closers.add(await openTraces(env, platform.log));
  closers.add(() => platform.stop());
  const embedder = new LocalTextEmbedder();
  closers.add(() => embedder.stop());
  const memoryEmbedder = chooseEmbedder(embeddingSettingsOf(env), embedder);
  closers.add(() => memoryEmbedder.stop());
  await warnIfFirst(env, platform);
  const { database, events: channel, clock, log } = platform;
  const programs = await openMcpPrograms({ env, clock, log });
  closers.add(() => programs.close());
  const builtIn = openToolBox({ env });
  const shelf = openToolShelf({ env, database, channel, clock, builtIn, programs });
  closers.add(() => {
    shelf.close();
  });
  const view = new MemoryView(database);
  const agents = openAgents({
    database,
    channel,
    knownTools: async (caller) => (await shelf.of(caller)).box.list(),
    withheldTools: async (caller) => (await shelf.of(caller)).withheld,
    remembersUnder: async (caller, name) => (await view.count(caller, [`agent:${name}`])).size > 0,
    embedder,
    defaultStrategy: env.CAXTON_ROUTING_STRATEGY,
    mostAgents: env.CAXTON_MAX_AGENTS,
    clock,
  });
  closers.add(() => {
    agents.close();
  });
  const mcp = new McpRegistry({ database, channel, lines: shelf.lines });
  await greetPrograms({ registry: mcp, database, channel, log }, programs);
  const tools = { shelf, mcp, registry: new ToolRegistry(database, channel, builtIn) };
  return { env, platform, agents, embedder, memoryEmbedder, tools, programs };
}

/** The first of several processes looks for all of them. */
async function warnIfFirst(env: Env, platform: Platform): Promise<void> {
  if (cluster.worker?.id === 1) await warnOfFewConnections(env, platform, countProcesses(env));
}
