import { z } from 'zod';

const order = z.strictObject({
  /** A name of `faultPoints`, or `*` for each of them. */
  point: z.string(),
  when: z.enum(['before', 'after']),
  /**
   * `kill`: SIGKILL. `stop`: SIGSTOP, until somebody sends SIGCONT. `fail`: an error as of a
   * connection that broke. `delay`: `ms` milliseconds.
   */
  fault: z.enum(['kill', 'stop', 'fail', 'delay']),
  /** Only at the n-th time that the point is passed, counted from 1. @default every time */
  nth: z.int().min(1).optional(),
  /** With this chance each time. @default 1 */
  chance: z.number().min(0).max(1).default(1),
  ms: z.int().min(0).default(0),
  /** Makes the chances the same in every run. */
  seed: z.int().default(1),
});

/** One fault that is to strike in a process under test. */
export type FaultOrder = z.infer<typeof order>;

/** What a test writes into CAXTON_FAULTS; defaults may be left out. */
export type FaultOrderInput = z.input<typeof order>;

/** Reads the orders of CAXTON_FAULTS. A mistake in them is a mistake of the test and is thrown. */
export function readOrders(text: string | undefined): FaultOrder[] {
  return text === undefined || text === '' ? [] : z.array(order).parse(JSON.parse(text));
}
