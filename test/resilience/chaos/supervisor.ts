import type { Member } from '../kit/member.js';
import type { Cluster } from '../kit/cluster.js';

const lookEveryMs = 250;

/** Starts again whatever has ended, as systemd or Kubernetes would; what a fault holds is left to it. */
export class Supervisor {
  private readonly starting = new Map<Member, Promise<void>>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly cluster: Cluster,
    private readonly isHeld: (name: string) => boolean,
  ) {}

  start(): void {
    this.timer = setInterval(() => {
      for (const member of this.cluster.members) this.look(member);
    }, lookEveryMs);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await Promise.all(this.starting.values());
  }

  private look(member: Member): void {
    if (member.isRunning || this.starting.has(member) || this.isHeld(member.name)) return;
    const start = member
      .start()
      // It could not: Postgres was away, say. The next look tries again.
      .catch(() => undefined)
      .finally(() => this.starting.delete(member));
    this.starting.set(member, start);
  }
}
