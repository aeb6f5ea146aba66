import type { Clock, Logger } from '#platform';
import type { Lease } from '#messaging';

/** Renews leases in one statement and gives the mailboxes that are still ours: `Mailbox.renew`. */
export type RenewLeases = (leases: readonly Lease[]) => Promise<ReadonlySet<string>>;

/** A mailbox held by a turn of this process. */
interface Held {
  readonly lease: Lease;
  readonly controller: AbortController;
  /** When the last renewal that succeeded was asked for; by the monotonic clock. */
  renewedAt: number;
}

/** Parts of a lease after which it is renewed, and after which it counts as lost. */
const renewAfter = 1 / 3;
const fenceAfter = 0.8;
/** How often a lease is looked at in its life. */
const looks = 12;

/**
 * Keeps the leases of all running turns alive with one timer and one statement, and aborts a turn
 * whose lease could not be renewed for 0.8 of its length: by then another worker may soon take the
 * mailbox. Judged by the monotonic clock of this process, counted from before the claim or renewal
 * was sent, so a stopped or blocked process finds itself fenced when it wakes (reliability §3.4).
 * This spares money and outside effects; what guards the data is the fence in Postgres.
 */
export class LeaseKeeper {
  private readonly held = new Map<string, Held>();
  private timer: NodeJS.Timeout | undefined;
  private isRenewing = false;
  private renewDue = 0;
  private fenced = 0;

  constructor(
    private readonly renew: RenewLeases,
    private readonly leaseMs: number,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  /** Turns aborted because their lease could not be kept. */
  get fencedTurns(): number {
    return this.fenced;
  }

  start(): void {
    this.timer ??= setInterval(() => {
      this.tick();
    }, this.leaseMs / looks);
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /**
   * Keeps a lease from now on. `askedAt`: the monotonic time before the claim was sent. The signal
   * aborts when the lease cannot be kept.
   */
  hold(lease: Lease, askedAt: number): AbortSignal {
    const controller = new AbortController();
    this.held.set(lease.mailboxId, { lease, controller, renewedAt: askedAt });
    return controller.signal;
  }

  /** A commit that keeps the lease renews it as well. */
  renewed(lease: Lease, askedAt: number): void {
    const held = this.heldUnder(lease);
    if (held !== undefined) held.renewedAt = askedAt;
  }

  /** A turn that was fenced may end after the next one of its mailbox has begun here: that one goes on. */
  letGo(lease: Lease): void {
    if (this.heldUnder(lease) !== undefined) this.held.delete(lease.mailboxId);
  }

  /** Aborts every turn, for a worker that stops and has waited long enough. */
  abortAll(): void {
    for (const { controller } of this.held.values()) {
      controller.abort(new DOMException('The worker stops.', 'AbortError'));
    }
  }

  /** One look at all leases; called by the timer. */
  tick(): void {
    const now = this.clock.monotonic();
    for (const held of this.held.values()) {
      if (now - held.renewedAt >= this.leaseMs * fenceAfter) this.fence(held);
    }
    if (now < this.renewDue || this.isRenewing || this.held.size === 0) return;
    this.renewDue = now + this.leaseMs * renewAfter;
    this.isRenewing = true;
    void this.renewAll([...this.held.values()]).finally(() => {
      this.isRenewing = false;
    });
  }

  private heldUnder({ mailboxId, epoch, token }: Lease): Held | undefined {
    const held = this.held.get(mailboxId);
    return held?.lease.epoch === epoch && held.lease.token === token ? held : undefined;
  }

  private fence({ lease, controller }: Held): void {
    this.held.delete(lease.mailboxId);
    this.fenced += 1;
    this.log.warn(
      {
        mailbox: lease.mailboxId,
        conversation_id: lease.conversationId,
        agent: lease.agentName,
      },
      'A turn is aborted: its lease could not be renewed in time.',
    );
    controller.abort(new DOMException('The lease could not be renewed.', 'AbortError'));
  }

  private async renewAll(all: readonly Held[]): Promise<void> {
    const askedAt = this.clock.monotonic();
    try {
      const ours = await this.renew(all.map(({ lease }) => lease));
      for (const held of all) if (ours.has(held.lease.mailboxId)) held.renewedAt = askedAt;
    } catch (error) {
      this.renewDue = 0;
      this.log.warn({ err: error }, 'Leases could not be renewed; trying again.');
    }
  }
}
