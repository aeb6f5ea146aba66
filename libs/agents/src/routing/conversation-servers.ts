import type { Caller, Database } from '#platform';
import { findServingAgent } from './serving.repository.js';

/** Conversations of which this process remembers who serves them. */
const mostKept = 10_000;

/**
 * Who serves a conversation. Known from the mailboxes, and remembered from the moment this process
 * chose: two messages at once in a new conversation go to the same agent.
 */
export class ConversationServers {
  /** In the order of choices: the first was made longest ago. */
  private readonly kept = new Map<string, string>();

  constructor(private readonly database: Database) {}

  /** Which of the agents this process chose for it; nothing when it chose none of them. */
  recall(caller: Caller, conversationId: string, agentIds: readonly string[]): string | undefined {
    const agentId = this.kept.get(keyOf(caller, conversationId));
    return agentId !== undefined && agentIds.includes(agentId) ? agentId : undefined;
  }

  /** Which of the agents serves it; nothing when none does. */
  async find(
    caller: Caller,
    conversationId: string,
    agentIds: readonly string[],
  ): Promise<string | undefined> {
    return (
      this.recall(caller, conversationId, agentIds) ??
      this.database.read(caller, (tx) => findServingAgent(tx, agentIds, conversationId))
    );
  }

  note(caller: Caller, conversationId: string, agentId: string): void {
    const key = keyOf(caller, conversationId);
    this.kept.delete(key);
    this.kept.set(key, agentId);
    const [oldest] = this.kept.keys();
    if (this.kept.size > mostKept && oldest !== undefined) this.kept.delete(oldest);
  }
}

function keyOf({ workspace }: Caller, conversationId: string): string {
  return JSON.stringify([workspace, conversationId]);
}
