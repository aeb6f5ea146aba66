import type { Caller, Database } from '#platform';
import { readEverOfAgents, type AgentFigures } from './reading/ever.repository.js';

/** What happened, exactly counted: it costs the same however much did. */
export class Usage {
  constructor(private readonly database: Database) {}

  /** What these agents did, ever; one entry per agent and capability that anything is known of. */
  async ofAgents(caller: Caller, agentIds: readonly string[]): Promise<AgentFigures[]> {
    return this.database.read(caller, (tx) => readEverOfAgents(tx, agentIds));
  }
}
