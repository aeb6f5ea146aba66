import type { Agents } from '#agents';
import { artifactSettingsOf, openArtifacts } from '#artifacts';
import type { Identity } from '#identity';
import type { WatchedTextEmbedder } from '#embeddings';
import { openMemory } from '#memory';
import { Doorbell, openMessaging, UnrungMail, type Messaging } from '#messaging';
import type { Env, Platform, RateLimits } from '#platform';
import type { KeyRing } from '#secrets';
import { Storage } from '#storage';
import { createEgressForesight, type McpRegistry, type ToolRegistry, type ToolShelf } from '#tools';
import { TrialBook } from '#trials';
import { readPrices, Usage } from '#usage';
import { openWebhooks, type Webhooks } from '#webhooks';
import type { ApiParts } from './api-parts.js';
import { countCapabilities } from './count-capabilities.js';
import { MemoryReporter } from './memory/memory-reporter.js';
import { MemoryKeeper } from './memory/memory-keeper.js';
import { MemorySetup } from './memory/memory-setup.js';
import { toldSettingsOf } from './operations/told-settings.js';
import { ImportLimits } from './memory-moving/import-limits.js';
import { RequestLimits, type RateQuotas } from './limits/request-limits.js';
import { RepeatSettings } from './repeats/claim-request.js';
import type { ServerFacts } from './server-facts.js';
import { ToolDesk } from './tools/tool-desk.js';
import { findFilterToNobody } from './webhooks/filter-warnings.js';

/** What the API of one process stands on. */
export interface ApiGround {
  readonly env: Env;
  readonly platform: Platform;
  readonly agents: Agents;
  readonly memoryEmbedder: WatchedTextEmbedder;
  readonly tools: {
    readonly shelf: ToolShelf;
    readonly registry: ToolRegistry;
    readonly mcp: McpRegistry;
  };
  readonly facts: ServerFacts;
  readonly identity: Identity;
  readonly rateLimits: RateLimits;
  readonly ring: KeyRing;
  /** Webhooks are delivered from here, not by processes whose way out is another. @default true */
  readonly delivers?: boolean;
}

/** Puts together what the controllers work with. */
export function composeApiParts(ground: ApiGround): ApiParts {
  const { env, platform, agents, memoryEmbedder: embedder, facts, tools } = ground;
  const { database, queues, events, mode, log, clock } = platform;
  const messaging = openMessaging({
    database,
    router: agents.router,
    bell: new Doorbell(queues, countCapabilities(agents, events), new UnrungMail(database)),
    channel: events,
    isEmbedded: mode === 'embedded',
    limits: { server: env.CAXTON_MAX_BACKLOG, capability: env.CAXTON_MAX_CAPABILITY_BACKLOG },
    clock,
  });
  const { registry, catalog } = agents;
  const memory = openMemory(database, embedder);
  const memoryKeeper = new MemoryKeeper({ memory, registry, database });
  const memorySetup = new MemorySetup({
    ...{ keeping: memory.keeping, embedder },
    isEmbedded: mode === 'embedded',
    connections: env.CAXTON_DATABASE_POOL,
  });
  return {
    ...{ facts, registry, catalog, memory, memoryKeeper, memorySetup, messaging, embedder },
    ...{ database, queues, log, clock },
    ...limitsOf(ground),
    identity: ground.identity,
    agentReach: agents.reach,
    templates: agents.templates,
    ...operationsOf(ground),
    webhooks: webhooksOf(ground, messaging.log),
    inspector: agents.inspector,
    trials: new TrialBook(database, events),
    versionHistory: agents.history,
    versionChoice: agents.choice,
    mcp: tools.mcp,
    toolDesk: new ToolDesk(tools.shelf, tools.registry, agents.toolUsers),
    memoryReporter: new MemoryReporter(memory.report, registry, embedder, memory.memory.figures),
    artifacts: openArtifacts(database, artifactSettingsOf(env), log).shelf,
  };
}

/** How much of what is taken. */
function limitsOf({
  env,
  rateLimits,
  platform: { clock },
}: ApiGround): Pick<
  ApiParts,
  'repeats' | 'uploadRules' | 'importLimits' | 'limits' | 'maxHops' | 'streams'
> {
  return {
    repeats: new RepeatSettings(env.CAXTON_IDEMPOTENCY_RETENTION, env.CAXTON_IDEMPOTENCY_REQUIRED),
    uploadRules: {
      allowedTypes: env.CAXTON_ARTIFACT_TYPES,
      keepForMs: env.CAXTON_ARTIFACT_RETENTION,
      maxBytes: env.CAXTON_ARTIFACT_MAX_BYTES,
    },
    importLimits: new ImportLimits(env.CAXTON_MAX_IMPORT, env.CAXTON_IMPORT_IDLE_TIMEOUT),
    limits: new RequestLimits(rateLimits, quotasOf(env), clock),
    maxHops: env.CAXTON_MAX_HOPS,
    streams: { most: env.CAXTON_MAX_STREAMS, patienceMs: env.CAXTON_STREAM_PATIENCE },
  };
}

function operationsOf({
  agents,
  platform,
  env,
  delivers = true,
}: ApiGround): Pick<
  ApiParts,
  | 'agentConditions'
  | 'roster'
  | 'usage'
  | 'storage'
  | 'prices'
  | 'settings'
  | 'dataDir'
  | 'delivers'
> {
  return {
    ...{ agentConditions: agents.conditions, roster: agents.roster },
    usage: new Usage(platform.database),
    storage: new Storage(platform.database, env),
    prices: readPrices(env.CAXTON_PRICES),
    settings: toldSettingsOf(env),
    dataDir: env.CAXTON_DATA_DIR,
    delivers,
  };
}

function webhooksOf(ground: ApiGround, log: Messaging['log']): Webhooks {
  const { platform, agents, ring } = ground;
  return openWebhooks(platform.database, ring, platform.clock, {
    foresight: {
      whyUnreachable: foresightOf(ground),
      findNobody: (caller, filter) =>
        findFilterToNobody({ cache: agents.cache, log }, caller, filter),
    },
    retentionMs: ground.env.CAXTON_DELIVERY_RETENTION,
  });
}

/** What this process may reach tells nothing of what others may. */
function foresightOf({
  env,
  delivers = true,
}: ApiGround): ((url: string) => string | undefined) | undefined {
  if (!delivers) return undefined;
  const { CAXTON_EGRESS_ALLOW: allow = [], CAXTON_EGRESS_DENY: deny = [] } = env;
  return createEgressForesight({ allow, deny });
}

function quotasOf(env: Env): RateQuotas {
  return {
    principal: env.CAXTON_RATE_LIMIT,
    workspace: env.CAXTON_RATE_LIMIT_WORKSPACE,
    address: env.CAXTON_RATE_LIMIT_ADDRESS,
    login: env.CAXTON_RATE_LIMIT_LOGIN,
  };
}
