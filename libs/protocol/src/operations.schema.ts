import { z } from 'zod';
import { wellBeing } from './agent-health.schema.js';
import { routingStrategy } from './capability.schema.js';

const memoryBackend = z.enum(['embedded', 'postgres']);
const uptime = z.string().meta({ examples: ['2h15m'] });

/** How the server is set up: quick start section 16. Secrets are no part of it. */
export const serverConfig = z
  .object({
    server: z.object({ host: z.string(), port: z.int(), version: z.string() }),
    runtime: z.object({
      max_agents: z.int().describe('Agents of a workspace; 0: any number.'),
      agent_timeout: z.string().meta({ examples: ['30s'] }),
      llm_provider: z.string(),
    }),
    memory: z.object({
      backend: memoryBackend,
      max_entities: z.int(),
      entities_count: z.int(),
    }),
    capabilities: z.object({ registered: z.int(), routing_strategy: routingStrategy }),
  })
  .meta({ id: 'ServerConfig' });
export type ServerConfig = z.infer<typeof serverConfig>;

/** How everything does at a glance: quick start section 18. */
export const dashboard = z
  .object({
    system: z.object({ status: wellBeing, uptime, version: z.string() }),
    agents: z.object({
      total: z.int(),
      running: z.int(),
      config_agents: z.int(),
      wasm_agents: z.int().describe('None: there are code agents in their place.'),
      code_agents: z.int(),
    }),
    capabilities: z.object({
      total: z.int(),
      active: z.int().describe('Those that a running agent has.'),
      avg_response_time: z
        .string()
        .describe('Of what was answered today (UTC); of all that ever was, before the first.'),
    }),
    memory: z.object({
      backend: memoryBackend,
      entities: z.int(),
      relationships: z.int(),
      usage: z.string().meta({ examples: ['12MB'] }),
    }),
    conversations: z.object({
      active: z.int(),
      total_today: z.int().describe('Begun today (UTC).'),
      avg_duration: z
        .string()
        .describe('Of those that ended today, from the message that began them or took them up.'),
    }),
  })
  .meta({ id: 'Dashboard' });
export type Dashboard = z.infer<typeof dashboard>;

/** One part that the server stands on. */
const partHealth = z.object({
  status: wellBeing,
  detail: z.string().describe('What was seen.'),
  remedy: z.string().optional().describe('What to do about it.'),
});
export type PartHealth = z.infer<typeof partHealth>;

/** How each part does that the server stands on. */
export const detailedHealth = z
  .object({
    status: wellBeing.describe('That of the worst part.'),
    version: z.string(),
    uptime,
    components: z.record(z.string(), partHealth),
  })
  .meta({ id: 'DetailedHealth' });
export type DetailedHealth = z.infer<typeof detailedHealth>;
