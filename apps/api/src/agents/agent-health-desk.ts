import { formatBytes, type AgentHealth } from '#protocol';
import type { Caller } from '#platform';
import type { AgentConditions } from '#agents';
import { placesInSight, type OpenMemory } from '#memory';
import type { WorkerRoll } from '#messaging';

/** Puts together how an agent does. */
export class AgentHealthDesk {
  constructor(
    private readonly conditions: AgentConditions,
    private readonly sizes: OpenMemory['sizes'],
    private readonly roll: Pick<WorkerRoll, 'list'>,
  ) {}

  /** @throws {ProtocolError} AGENT_NOT_FOUND */
  async read(caller: Caller, name: string): Promise<AgentHealth> {
    const [{ workers }, bytes] = await Promise.all([
      this.roll.list(caller),
      this.sizes.read(caller, placesInSight({ agent: name })),
    ]);
    const running = workers.filter(({ status }) => status === 'running');
    return this.conditions.read(caller, name, {
      memoryUsage: formatBytes(bytes),
      isServed: (agent) =>
        running.some(
          ({ code_agents: code }) => agent.kind === 'configuration' || code.includes(agent.name),
        ),
    });
  }
}
