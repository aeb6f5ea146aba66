import { InvalidCodeAgent } from '../runtime.errors.js';
import type { CodeAgent } from './define-agent.js';

/** The code agents that this process can run, by name. */
export class CodeAgents {
  private readonly byName: ReadonlyMap<string, CodeAgent>;

  /** @throws {InvalidCodeAgent} when two have the same name */
  constructor(agents: readonly CodeAgent[]) {
    const byName = new Map<string, CodeAgent>();
    for (const agent of agents) {
      if (byName.has(agent.name)) {
        throw new InvalidCodeAgent(`Two code agents are named ${agent.name}.`);
      }
      byName.set(agent.name, agent);
    }
    this.byName = byName;
  }

  /** Nothing when another worker has its code. */
  find(name: string): CodeAgent | undefined {
    return this.byName.get(name);
  }

  /** All of them, for announcing. */
  list(): readonly CodeAgent[] {
    return [...this.byName.values()];
  }
}
