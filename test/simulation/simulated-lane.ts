import type { Company } from '#messaging';
import type { CodeAgent } from '#runtime';
import { SimulatedWorker, type World } from './simulated-worker.js';

/** What a lane of suspects is. */
interface LaneRole {
  readonly company: Company;
  readonly seats: number;
  readonly createOwner: () => string;
  /** What the agent does in the process that is given. */
  readonly handleIn: (process: () => SimulatedWorker) => CodeAgent['handle'];
}

interface Running {
  readonly process: SimulatedWorker;
  readonly owner: string;
  readonly mailboxes: Set<string>;
}

/** How soon a parent learns that its child is dead. */
const noticeMs = 50;

/** Runs suspects in a process of their own, as `SuspectLane` does with a real one. */
export class SimulatedLane {
  private running: Running | undefined;

  constructor(
    private readonly world: World,
    private readonly role: LaneRole,
  ) {}

  fill(): void {
    const free = this.role.seats - (this.running?.mailboxes.size ?? 0);
    if (free <= 0) return;
    for (const mailboxId of this.world.sweep.takeDue(this.role.company, free)) this.run(mailboxId);
  }

  /** Its parent is gone: it gives back what it holds, and ends. No message is charged with that. */
  end(): void {
    if (this.running === undefined) return;
    if (this.running.process.isAlive) this.world.sweep.giveBack(this.running.owner);
    this.running.process.die();
    this.running = undefined;
  }

  private run(mailboxId: string): void {
    const { process, mailboxes } = this.running ?? this.open();
    mailboxes.add(mailboxId);
    void process.drain.runSuspect(mailboxId, this.role.company).then(() => {
      mailboxes.delete(mailboxId);
    });
  }

  private open(): Running {
    const owner = this.role.createOwner();
    const process: SimulatedWorker = new SimulatedWorker(this.world, {
      ...{ owner, sweeps: false, fillSuspects: () => undefined },
      handle: this.role.handleIn(() => process),
    });
    this.running = { process, owner, mailboxes: new Set() };
    this.watch(this.running);
    return this.running;
  }

  private watch(running: Running): void {
    const { time, sweep, store } = this.world;
    time.after(noticeMs, () => {
      if (this.running !== running || store.isDone) return;
      if (running.process.isAlive) {
        this.watch(running);
        return;
      }
      this.running = undefined;
      sweep.freeHeldBy(running.owner);
      this.fill();
    });
  }
}
