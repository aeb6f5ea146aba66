import type { Env, Logger } from '#platform';
import type { OpenOperators } from './metrics/operator-ports.js';
import type { ProgramOrder } from './processes/start-order.js';
import type { Runnable } from './run-until-signal.js';

/** A program that runs, and what is to be announced of it. */
export interface Started<Facts> extends Runnable {
  readonly facts: Facts;
}

/** What a command starts: in its own process, or several times under a supervisor. */
export interface Program<Facts> {
  /** As it was typed, without flags. */
  readonly command: string;
  /** What another process is told that is to start it. */
  readonly order: ProgramOrder;
  /** Finds out at once what a start would only find out later. Thrown as by the start. */
  check(env: Env): Promise<void>;
  /** How operators ask what was started, in one process or in several. */
  readonly openOperators: OpenOperators;
  start(env: Env, openOperators: OpenOperators): Promise<Started<Facts>>;
  /** Says that all of its processes are ready. */
  announce(processes: readonly Facts[], env: Env, log: Logger): void;
}
