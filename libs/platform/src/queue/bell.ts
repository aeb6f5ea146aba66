/**
 * What a bell says on the wire: a mailbox, and those that were rung for in the same moment. A worker of an
 * earlier version hears the first of them; the sweeper finds the others.
 */
export interface BellData {
  readonly m: string;
  readonly also?: readonly string[];
}

/**
 * Mailboxes in one bell. They go to one worker, so there are few enough that a burst is shared by several.
 * In bursts of sixteen, Redis spends a third to a quarter of what sixteen bells cost it (ADR-0026).
 */
const most = 8;

/** Bells for these mailboxes, as few and as even as may be. */
export function writeBells(mailboxIds: readonly string[]): BellData[] {
  const bells = Math.ceil(mailboxIds.length / most);
  return Array.from({ length: bells }, (_, n) => {
    const [m = '', ...also] = mailboxIds.filter((_id, index) => index % bells === n);
    return also.length === 0 ? { m } : { m, also };
  });
}

/** The mailboxes of a bell; none when it is of a kind that is not known here. */
export function readBell(bell: unknown): readonly string[] {
  const { m, also = [] } = (bell ?? {}) as { readonly m?: unknown; readonly also?: unknown };
  const mailboxIds: unknown[] = [m].concat(also);
  return mailboxIds.every((id) => typeof id === 'string') ? mailboxIds : [];
}
