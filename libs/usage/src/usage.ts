import type { Caller, Database } from '#platform';
import {
  readDearestConversations,
  type ConversationFigures,
  type DearestTerms,
} from './reading/dearest.repository.js';
import type { Figures } from './reading/figures.js';
import { readUsage, type UsageGroup, type UsageTerms } from './reading/usage.repository.js';
import { readTotal } from './reading/total.repository.js';
import { readEverOfAgents, type AgentFigures } from './reading/ever.repository.js';

/** What happened, exactly counted: it costs the same however much did. */
export class Usage {
  constructor(private readonly database: Database) {}

  /** What these agents did, ever; one entry per agent and capability that anything is known of. */
  async ofAgents(caller: Caller, agentIds: readonly string[]): Promise<AgentFigures[]> {
    return this.database.read(caller, (tx) => readEverOfAgents(tx, agentIds));
  }

  /** What happened from one hour to another, told apart; groups in the order of their keys. */
  async between(caller: Caller, terms: UsageTerms): Promise<UsageGroup[]> {
    return this.database.read(caller, (tx) => readUsage(tx, terms));
  }

  /** The dearest conversations first, of those that were at work from one hour to another. */
  async ofConversations(caller: Caller, terms: DearestTerms): Promise<ConversationFigures[]> {
    return this.database.read(caller, (tx) => readDearestConversations(tx, terms));
  }

  /** All that happened in the workspace today (UTC), or ever. */
  async total(caller: Caller, when: 'today' | 'ever'): Promise<Figures> {
    return this.database.read(caller, (tx) => readTotal(tx, when));
  }
}
