import { formatResponseTime, formatUptime, type AgentHealth, type AgentKind } from '#protocol';
import type { Caller, Database } from '#platform';
import { averageResponseMs, nothing, plus, processed, successRate, type Usage } from '#usage';
import type { FigureBoard } from '../figures/figure-board.js';
import { agentNotFound } from '../registry/agent.errors.js';
import { viewAgent, type AgentRow } from '../registry/agent-view.repository.js';
import { round } from '../routing/candidate.js';
import { judgeHealth } from './judge-health.js';

/** What whoever asks knows besides. */
export interface Surrounding {
  /** What it can recall takes so much room, in the contract's words. */
  readonly memoryUsage: string;
  /** Whether a worker takes the messages of such an agent. */
  readonly isServed: (agent: { readonly name: string; readonly kind: AgentKind }) => boolean;
}

/** How agents do: quick start section 13. */
export class AgentConditions {
  constructor(
    private readonly database: Database,
    private readonly board: FigureBoard,
    private readonly usage: Pick<Usage, 'ofAgents'>,
  ) {}

  /** @throws {ProtocolError} AGENT_NOT_FOUND */
  async read(
    caller: Caller,
    name: string,
    { memoryUsage, isServed }: Surrounding,
  ): Promise<AgentHealth> {
    const agent = await this.database.read(caller, (tx) => viewAgent(tx, name));
    if (agent === undefined) throw agentNotFound(name);
    const known = await this.usage.ofAgents(caller, [agent.id]);
    const all = known.reduce(plus, nothing);
    const { status, notes } = judgeHealth({
      status: agent.status,
      isServed: isServed(agent),
      recent: await this.readRecent(caller, agent),
    });
    return {
      agent: name,
      status,
      uptime: formatUptime(agent.uptime_ms),
      metrics: {
        messages_processed: processed(all),
        avg_response_time: formatResponseTime(averageResponseMs(all)),
        success_rate: round(successRate(all)),
        memory_usage: memoryUsage,
        last_activity: agent.last_activity.toISOString(),
      },
      capabilities: Object.fromEntries(
        agent.configuration.capabilities.map((capability) => {
          const own = known.find((each) => each.capability === capability) ?? nothing;
          return [capability, viewCapability(own)];
        }),
      ),
      ...(notes.length === 0 ? {} : { notes: [...notes] }),
    };
  }

  private async readRecent(
    caller: Caller,
    { id, configuration }: AgentRow,
  ): Promise<ReturnType<FigureBoard['look']>[]> {
    const provisions = configuration.capabilities.map((capability) => ({
      agentId: id,
      capability,
    }));
    await this.board.refresh(caller, provisions);
    return provisions.map((provision) => this.board.look(provision));
  }
}

function viewCapability(figures: typeof nothing): AgentHealth['capabilities'][string] {
  return {
    requests: figures.accepted,
    success_rate: round(successRate(figures)),
    avg_time: formatResponseTime(averageResponseMs(figures)),
  };
}
