import { isGranted, meetOf, type Grants } from '#protocol';
import type { Turn } from '#messaging';

/**
 * How far the work of a turn may reach: as far as that of the message it is about, and no further than its agent.
 * Whatever it sends bears the same, so no chain of agents reaches further than whoever began it.
 */
export class Reach {
  private bounds: Grants | undefined;

  constructor({ grants }: Pick<Turn['message'], 'grants'>) {
    this.bounds = grants;
  }

  /** Absent: everywhere. */
  get grants(): Grants | undefined {
    return this.bounds;
  }

  /** The agent was given grants of its own. */
  narrow(grants: Grants | undefined): void {
    this.bounds = meetOf(this.bounds, grants);
  }

  /** Whether an agent may be sent to under one of its capabilities. */
  allows(agent: string, capability: string): boolean {
    return (
      isGranted(this.bounds?.agents, agent) && isGranted(this.bounds?.capabilities, capability)
    );
  }
}
