import type { Member } from './member.js';

/** Starts processes again when they have ended by themselves, as systemd or Kubernetes does. */
export class Supervisor {
  private isStopped = false;

  constructor(members: readonly Member[]) {
    for (const member of members) void this.watch(member);
  }

  /** Lets go of the processes; those that run go on. */
  stop(): void {
    this.isStopped = true;
  }

  private async watch(member: Member): Promise<void> {
    while (!this.isStopped) {
      await member.ended();
      // Between its end and its next life somebody else may have been quicker.
      if (!this.isStopped) await member.start().catch(() => undefined);
    }
  }
}
