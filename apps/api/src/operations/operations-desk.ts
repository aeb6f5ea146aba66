import {
  formatBytes,
  formatResponseTime,
  formatSpan,
  formatUptime,
  ProtocolError,
  type Dashboard,
  type ServerConfig,
} from '#protocol';
import type { Caller, Clock } from '#platform';
import type { AgentRoster } from '#agents';
import type { OpenMemory } from '#memory';
import type { Messaging } from '#messaging';
import { averageConversationMs, averageResponseMs, type Figures, type Usage } from '#usage';
import type { HealthReport } from '../health/health-report.js';
import type { ServerFacts } from '../server-facts.js';
import type { ToldSettings } from './told-settings.js';

export interface OperationsKit {
  readonly facts: ServerFacts;
  readonly settings: ToldSettings;
  readonly roster: AgentRoster;
  readonly memory: Pick<OpenMemory, 'sizes' | 'keeping'>;
  readonly usage: Usage;
  readonly work: Messaging['work'];
  readonly health: Pick<HealthReport, 'read'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** Tells operators how the server is set up and how everything does. */
export class OperationsDesk {
  constructor(private readonly kit: OperationsKit) {}

  async config(caller: Caller, port: number | undefined): Promise<ServerConfig> {
    const { facts, settings, memory, roster } = this.kit;
    const { host, maxAgents, agentTimeoutMs, provider, strategy } = settings;
    const [{ capabilities }, { entities }, policy] = await Promise.all([
      roster.read(caller),
      memory.sizes.count(caller),
      memory.keeping.policy(caller),
    ]);
    return {
      server: { host, port: port ?? settings.port, version: facts.version },
      runtime: {
        max_agents: maxAgents,
        agent_timeout: formatSpan(agentTimeoutMs),
        llm_provider: facts.model?.provider ?? provider,
      },
      memory: {
        backend: this.backend,
        max_entities: policy.max_entities,
        entities_count: entities,
      },
      capabilities: { registered: capabilities.length, routing_strategy: strategy },
    };
  }

  /** @throws {ProtocolError} FORBIDDEN to whoever is granted less than the whole workspace */
  async dashboard(caller: Caller): Promise<Dashboard> {
    if (caller.grants !== undefined) throw ofAll();
    const { facts, memory, work, health, clock } = this.kit;
    const [{ status }, roster, counted, bytes, figures, active] = await Promise.all([
      health.read(),
      this.readRoster(caller),
      memory.sizes.count(caller),
      memory.sizes.ofWorkspace(caller),
      this.readFigures(caller),
      work.activeConversations(caller),
    ]);
    const { today, answered, ended } = figures;
    return {
      system: {
        status,
        uptime: formatUptime(clock.now() - facts.startedAt),
        version: facts.version,
      },
      agents: roster.agents,
      capabilities: {
        ...roster.capabilities,
        avg_response_time: formatResponseTime(averageResponseMs(answered)),
      },
      memory: {
        backend: this.backend,
        entities: counted.entities,
        relationships: counted.relations,
        usage: formatBytes(bytes),
      },
      conversations: {
        active,
        total_today: today.conversations_begun,
        avg_duration: formatResponseTime(averageConversationMs(ended)),
      },
    };
  }

  private get backend(): 'embedded' | 'postgres' {
    return this.kit.facts.mode === 'embedded' ? 'embedded' : 'postgres';
  }

  private async readRoster(caller: Caller): Promise<{
    readonly agents: Dashboard['agents'];
    readonly capabilities: Pick<Dashboard['capabilities'], 'total' | 'active'>;
  }> {
    const { agents, capabilities } = await this.kit.roster.read(caller);
    const code = agents.filter(({ kind }) => kind === 'code').length;
    return {
      agents: {
        total: agents.length,
        running: agents.filter(({ status }) => status === 'running').length,
        config_agents: agents.length - code,
        wasm_agents: 0,
        code_agents: code,
      },
      capabilities: {
        total: capabilities.length,
        active: capabilities.filter(({ providers }) =>
          providers.some(({ status }) => status === 'running'),
        ).length,
      },
    };
  }

  /** Averages are of today; of ever, where nothing happened today that they could be of. */
  private async readFigures(
    caller: Caller,
  ): Promise<Record<'today' | 'answered' | 'ended', Figures>> {
    const [today, ever] = await Promise.all([
      this.kit.usage.total(caller, 'today'),
      this.kit.usage.total(caller, 'ever'),
    ]);
    return {
      today,
      answered: today.completed + today.failed > 0 ? today : ever,
      ended: today.conversations_ended > 0 ? today : ever,
    };
  }
}

function ofAll(): ProtocolError {
  return new ProtocolError('FORBIDDEN', 'The dashboard is of the whole workspace', {
    suggestion: 'Use GET /api/v1/agents/{name}/health of an agent that you are granted',
  });
}
