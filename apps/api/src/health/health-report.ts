import { formatUptime, type Health } from '#protocol';
import { localDeveloper, within, type Clock, type Database, type Queues } from '#platform';
import { type AgentRegistry } from '#agents';
import type { ServerFacts } from '../server-facts.js';

/** Longer than this a check counts as failed: the health call itself answers in time. */
const patienceMs = 800;

/** Looks at what the server stands on. */
export class HealthReport {
  constructor(
    private readonly facts: ServerFacts,
    private readonly database: Database,
    private readonly queues: Queues,
    private readonly registry: AgentRegistry,
    private readonly clock: Clock,
  ) {}

  /**
   * `unhealthy` without the database, `degraded` without the queue: messages are then accepted and
   * found by the sweeper, only later.
   */
  async read(): Promise<Health> {
    const [agents, queue] = await Promise.all([this.countAgents(), this.checkQueue()]);
    const { version, mode, startedAt, model } = this.facts;
    return {
      status: agents === undefined ? 'unhealthy' : queue ? 'healthy' : 'degraded',
      version,
      memory_backend: mode === 'embedded' ? 'embedded' : 'postgres',
      agents_count: agents ?? 0,
      uptime: formatUptime(this.clock.now() - startedAt),
      mode,
      ...(model === undefined ? {} : { llm: { ...model } }),
      checks: {
        database: agents === undefined ? 'unreachable' : 'ok',
        queue: queue ? 'ok' : 'failing',
      },
    };
  }

  /** One question answers two: whether Postgres is there, and how many agents. */
  private async countAgents(): Promise<number | undefined> {
    try {
      await within(this.database.ping(), patienceMs);
      return (await within(this.registry.list(localDeveloper, {}, { limit: 1 }), patienceMs)).total;
    } catch {
      return undefined;
    }
  }

  private async checkQueue(): Promise<boolean> {
    try {
      await within(this.queues.ping(), patienceMs);
      return this.queues.ringer.isHealthy;
    } catch {
      return false;
    }
  }
}
