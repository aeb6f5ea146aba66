import type { Caller, Database } from '#platform';
import { countActiveConversations } from './work-load.repository.js';

/** What is being worked on, or waits for it. Its cost is that of what waits, not of what ever happened. */
export class WorkLoad {
  constructor(private readonly database: Database) {}

  /** Conversations in which something is pending. */
  async activeConversations(caller: Caller): Promise<number> {
    return this.database.read(caller, countActiveConversations);
  }
}
