/** Agents of which this process remembers when they had their turn. */
const mostKept = 10_000;

/** Whose turn was when, for round robin: a count per process, lost with it and no harm done. */
export class TurnCounter {
  private count = 0;
  /** In the order of turns: the first was longest ago. */
  private readonly turns = new Map<string, number>();

  /** Nothing for an agent that had none. */
  lastTurnOf(capability: string, agentId: string): number | undefined {
    return this.turns.get(`${agentId} ${capability}`);
  }

  note(capability: string, agentId: string): void {
    const key = `${agentId} ${capability}`;
    this.turns.delete(key);
    this.turns.set(key, (this.count += 1));
    const [oldest] = this.turns.keys();
    if (this.turns.size > mostKept && oldest !== undefined) this.turns.delete(oldest);
  }
}
