import type { RoutingStrategy } from '#protocol';
import type { Env } from '#platform';

/** What the server was started with, as far as it is told: no secret is among it. */
export interface ToldSettings {
  readonly host: string;
  readonly port: number;
  readonly maxAgents: number;
  readonly agentTimeoutMs: number;
  /** Whoever answers when no worker of this process has chosen a model. */
  readonly provider: string;
  readonly strategy: RoutingStrategy;
}

export function toldSettingsOf(env: Env): ToldSettings {
  return {
    host: env.CAXTON_HOST,
    port: env.CAXTON_PORT,
    maxAgents: env.CAXTON_MAX_AGENTS,
    agentTimeoutMs: env.CAXTON_AGENT_TIMEOUT,
    provider: providerOf(env),
    strategy: env.CAXTON_ROUTING_STRATEGY,
  };
}

/** As a worker with the same settings would choose, but for an Ollama that it might find. */
function providerOf(env: Env): string {
  if (env.CAXTON_LLM_PROVIDER !== undefined) return env.CAXTON_LLM_PROVIDER;
  if (env.CAXTON_LLM_BASE_URL !== undefined) return 'openai-compatible';
  if (env.ANTHROPIC_API_KEY !== undefined) return 'anthropic';
  return env.OPENAI_API_KEY === undefined ? 'embedded' : 'openai';
}
