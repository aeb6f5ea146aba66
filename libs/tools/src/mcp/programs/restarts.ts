import type { Clock } from '#platform';
import { ToolFault } from '../../tool.errors.js';

const firstPauseMs = 1_000;
const longestPauseMs = 60_000;
/** A program that lived so long had started well. */
const goodLifeMs = 30_000;

/** When a program that ended may be started again: after pauses that double while it does not live. */
export class Restarts {
  #pauseMs = 0;
  #notBefore = -Infinity;
  #startedAt: number | undefined;

  constructor(
    private readonly name: string,
    private readonly clock: Pick<Clock, 'monotonic'>,
  ) {}

  /** @throws {ToolFault} TOOL_UNAVAILABLE as long as it is not to be started */
  admit(): void {
    const waitMs = this.#notBefore - this.clock.monotonic();
    if (waitMs <= 0) return;
    const seconds = String(Math.ceil(waitMs / 1_000));
    throw new ToolFault(
      'TOOL_UNAVAILABLE',
      `the program of the MCP server ${this.name} ended and is started again in ${seconds} s; the tool was not called`,
    );
  }

  started(): void {
    this.#startedAt = this.clock.monotonic();
  }

  /** Also when it did not come to live. */
  ended(): void {
    const now = this.clock.monotonic();
    const livedWell = this.#startedAt !== undefined && now - this.#startedAt >= goodLifeMs;
    this.#startedAt = undefined;
    this.#pauseMs = livedWell
      ? firstPauseMs
      : Math.min(longestPauseMs, Math.max(firstPauseMs, this.#pauseMs * 2));
    this.#notBefore = now + this.#pauseMs;
  }
}
