import type { Clock } from '#platform';
import { ModelError, type ModelErrorCode } from '../model.errors.js';

/** So many calls that failed … */
const failuresToOpen = 5;
/** … within so many milliseconds … */
const withinMs = 30_000;
/** … and nobody asks for so long; then one does and tells the others. */
const openMs = 10_000;

const counted: ReadonlySet<ModelErrorCode> = new Set([
  'MODEL_OVERLOADED',
  'MODEL_TIMEOUT',
  'MODEL_UNAVAILABLE',
]);

/**
 * Spares a provider that is down, and the turns that would wait for it. Closed: everybody asks. Open:
 * nobody does, each is told when to come back. Half open, once that time has passed: one asks; its
 * success closes the circuit, its failure opens it anew.
 */
export class Circuit {
  #failures: number[] = [];
  #openUntil: number | undefined;

  constructor(
    private readonly who: string,
    private readonly clock: Pick<Clock, 'monotonic'>,
  ) {}

  /** @throws {ModelError} `MODEL_UNAVAILABLE` while nobody may ask */
  admit(): void {
    const now = this.clock.monotonic();
    if (this.#openUntil === undefined) return;
    if (now < this.#openUntil) throw this.#refusal(this.#openUntil - now);
    // Whoever comes while this one asks is refused: the time starts again until it has an answer.
    this.#openUntil = now + openMs;
  }

  /** Whether whoever has asked already should leave it at that: others found the provider down. */
  get isOpen(): boolean {
    return this.#openUntil !== undefined && this.clock.monotonic() < this.#openUntil;
  }

  succeeded(): void {
    this.#failures = [];
    this.#openUntil = undefined;
  }

  failed(error: ModelError): void {
    // A provider that refuses is there.
    if (!counted.has(error.code)) {
      this.succeeded();
      return;
    }
    const now = this.clock.monotonic();
    // One that took longer to fail than failures are remembered is no less a failure.
    const isProbing = this.#openUntil !== undefined;
    this.#failures = [...this.#failures.filter((at) => now - at < withinMs), now];
    if (isProbing || this.#failures.length >= failuresToOpen) this.#openUntil = now + openMs;
  }

  #refusal(waitMs: number): ModelError {
    return new ModelError(
      'MODEL_UNAVAILABLE',
      `${this.who} failed ${failuresToOpen} times in a row and is being spared; it is asked again in ${Math.ceil(waitMs / 1_000)} s. See the log for its last error.`,
      { retryable: true, retryAfterMs: Math.ceil(waitMs) },
    );
  }
}
