/**
 * For SQL: when the head of a mailbox row under this name may be worked on. That of a parked mailbox, and
 * of one that was woken and has not ended its head yet, is hidden from workers of versions that know
 * nothing of suspended turns: they read `not_before` alone.
 */
export function dueAt(alias: string): string {
  return `case when ${isHidden(alias)} then ${alias}.wake_at else ${alias}.not_before end`;
}

/** A mailbox that was not rung for so long is looked at by the sweep. Milliseconds. */
export const quietMs = 1_000;

/** For SQL: its turn was suspended, and the message it is about has not ended. */
export function isHidden(alias: string): string {
  return `${alias}.not_before = 'infinity'`;
}

/** For SQL: its turn waits, and nobody works on it. */
export function isParked(alias: string): string {
  return `${isHidden(alias)} and ${alias}.parked_at is not null`;
}
