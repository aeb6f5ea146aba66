import { constants } from 'node:os';

/** How a process ended: with a code, or by a signal. */
export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/**
 * Thrown when a process under a supervisor cannot start, or does not end well. It has said itself why; the supervisor
 * ends with the same code.
 */
export class ProcessFailed extends Error {
  readonly exitCode: number;

  constructor({ code, signal }: ProcessEnd) {
    super(`A process ended with ${signal ?? `code ${String(code)}`}.`);
    this.name = 'ProcessFailed';
    // As a shell tells of a signal.
    this.exitCode = signal === null ? Math.max(1, code ?? 1) : 128 + constants.signals[signal];
  }
}
