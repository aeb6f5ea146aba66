import { faultPoints, type FaultPoint } from '#faults';

/** One way to come to harm at one place: a cell of the matrix. */
export interface Cell {
  readonly point: FaultPoint;
  readonly when: 'before' | 'after';
  /** `kill`: SIGKILL. `stop`: SIGSTOP, and SIGCONT when two leases are over. */
  readonly fault: 'kill' | 'stop';
}

/** Every fault point, before and after, killed and stopped. Points that are added are in it. */
export const allCells: readonly Cell[] = faultPoints.flatMap((point) =>
  (['before', 'after'] as const).flatMap((when) =>
    (['kill', 'stop'] as const).map((fault) => ({ point, when, fault })),
  ),
);

export function nameOf({ point, when, fault }: Cell): string {
  return `${fault} ${when} ${point}`;
}
