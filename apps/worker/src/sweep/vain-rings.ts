/** A mailbox that was rung for in vain for so long is run without a bell. */
const patienceMs = 3_000;
/** After so long without being due again, a mailbox is forgotten. */
const memoryMs = 60_000;

/**
 * Remembers for which mailboxes this process has rung, so that mail whose lane nobody listens to (a
 * capability was taken from the agent while it waited, say) is not rung for until the end of days.
 */
export class VainRings {
  private readonly firstRung = new Map<string, number>();

  /** The mailboxes that were due before and still are. `now` is monotonic. */
  inVain<T extends { readonly mailboxId: string }>(due: readonly T[], now: number): T[] {
    for (const [mailboxId, at] of this.firstRung) {
      if (now - at > memoryMs) this.firstRung.delete(mailboxId);
    }
    return due.filter(({ mailboxId }) => {
      const first = this.firstRung.get(mailboxId);
      if (first === undefined) this.firstRung.set(mailboxId, now);
      return first !== undefined && now - first >= patienceMs;
    });
  }
}
