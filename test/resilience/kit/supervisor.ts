import type { Member } from './member.js';

/** Starts processes again when they have ended by themselves, as systemd or Kubernetes does. */
export class Supervisor {
  private readonly stopped = new AbortController();

  constructor(members: readonly Member[]) {
    for (const member of members) void this.watch(member);
  }

  /** Lets go of the processes; those that run go on. */
  stop(): void {
    this.stopped.abort();
  }

  private async watch(member: Member): Promise<void> {
    while (!this.stopped.signal.aborted) {
      await member.ended();
      // Between its end and its next life somebody else may have been quicker.
      await this.startAgain(member).catch(() => undefined);
    }
  }

  private async startAgain(member: Member): Promise<void> {
    if (!this.stopped.signal.aborted) await member.start();
  }
}
