import type { Clock } from '#platform';
import { ToolFault } from '../tool.errors.js';

/** So many conversations in a row that failed … */
const failuresToOpen = 5;
/** … and nobody speaks with the server for so long; then one does and tells the others. */
const openMs = 10_000;
/** At the same time with one server, from one process: one that hangs holds no more turns than these. */
const mostAtOnce = 16;

/**
 * Spares a server that is down, and the turns that would wait for it. Closed: everybody speaks with it. Open:
 * nobody does. Half open, once that time has passed: one does; its success closes the circuit.
 */
export class ServerCircuit {
  #failures = 0;
  #openUntil: number | undefined;
  #running = 0;

  constructor(
    private readonly server: string,
    private readonly clock: Pick<Clock, 'monotonic'>,
  ) {}

  /**
   * A seat in front of the server; given back by what is returned.
   * @throws {ToolFault} TOOL_UNAVAILABLE while it is spared, TOOL_BUSY when all seats are taken
   */
  enter(): () => void {
    const now = this.clock.monotonic();
    if (this.#openUntil !== undefined) {
      if (now < this.#openUntil) throw this.#spared(this.#openUntil - now);
      // Whoever comes while this one speaks is refused: the time starts again until it has an answer.
      this.#openUntil = now + openMs;
    }
    if (this.#running >= mostAtOnce) throw this.#busy();
    this.#running += 1;
    let isSeated = true;
    return () => {
      if (isSeated) this.#running -= 1;
      isSeated = false;
    };
  }

  succeeded(): void {
    this.#failures = 0;
    this.#openUntil = undefined;
  }

  failed(): void {
    this.#failures += 1;
    if (this.#failures >= failuresToOpen) this.#openUntil = this.clock.monotonic() + openMs;
  }

  #spared(waitMs: number): ToolFault {
    const seconds = String(Math.ceil(waitMs / 1_000));
    return new ToolFault(
      'TOOL_UNAVAILABLE',
      `the MCP server ${this.server} failed ${String(failuresToOpen)} times in a row and is spared for ${seconds} s; the tool was not called`,
    );
  }

  #busy(): ToolFault {
    return new ToolFault(
      'TOOL_BUSY',
      `the MCP server ${this.server} has ${String(mostAtOnce)} calls to answer; the tool was not called`,
    );
  }
}
