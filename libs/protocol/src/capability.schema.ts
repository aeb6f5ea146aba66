import { z } from 'zod';
import { agentName, capabilityName, timestamp } from './ids.js';

/** How busy: `low` below 0.3, `medium` below 0.7, else `high`; docs/routing.md says of what. */
const loadLevels = ['low', 'medium', 'high'] as const;
const loadLevel = z.enum(loadLevels).meta({ id: 'LoadLevel' });
export type LoadLevel = z.infer<typeof loadLevel>;

/** How a provider of a capability is chosen; the rules are in docs/routing.md. */
export const routingStrategies = [
  'best_match',
  'round_robin',
  'least_loaded',
  'sticky',
  'broadcast',
] as const;
export const routingStrategy = z.enum(routingStrategies).meta({ id: 'RoutingStrategy' });
export type RoutingStrategy = z.infer<typeof routingStrategy>;

/** One capability of the list: quick start section 5. */
const capabilitySummary = z
  .object({
    name: capabilityName,
    agents: z.array(agentName),
    description: z.string(),
    load: loadLevel,
    avg_response_time: z.string(),
  })
  .meta({ id: 'CapabilitySummary' });
export type CapabilitySummary = z.infer<typeof capabilitySummary>;

export const capabilityList = z
  .object({ capabilities: z.array(capabilitySummary) })
  .meta({ id: 'CapabilityList' });
export type CapabilityList = z.infer<typeof capabilityList>;

const provider = z
  .object({
    name: agentName,
    status: z.string(),
    confidence: z.number().min(0).max(1),
    load: loadLevel,
    last_used: timestamp.nullable(),
    success_rate: z.number().min(0).max(1),
    avg_response_time: z.string(),
    requests: z.int(),
  })
  .meta({ id: 'CapabilityProvider' });

/** One capability with its providers: quick start section 6. Figures are of what happened. */
export const capabilityDetail = z
  .object({
    capability: capabilityName,
    description: z.string(),
    agents: z.array(provider),
    routing_strategy: routingStrategy,
    total_requests: z.int(),
    avg_response_time: z.string(),
  })
  .meta({ id: 'CapabilityDetail' });
export type CapabilityDetail = z.infer<typeof capabilityDetail>;

/** Find capabilities by meaning rather than by name. */
export const capabilitySearch = z
  .object({
    query: z.string().min(1).max(2_000),
    limit: z.int().min(1).max(100).default(10),
    min_similarity: z.number().min(0).max(1).default(0),
  })
  .meta({
    id: 'CapabilitySearch',
    examples: [{ query: 'who can look for trends in my sales figures?', limit: 3 }],
  });
export type CapabilitySearch = z.infer<typeof capabilitySearch>;

export const capabilityMatches = z
  .object({
    query: z.string(),
    matches: z.array(
      z.object({
        capability: capabilityName,
        similarity: z.number().min(0).max(1),
        description: z.string(),
        agents: z.array(agentName),
      }),
    ),
  })
  .meta({ id: 'CapabilityMatches' });
export type CapabilityMatches = z.infer<typeof capabilityMatches>;
