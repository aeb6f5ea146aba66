/** Thrown when a check has used up what it may do. Remedy: a simpler schema, or fewer and flatter arguments. */
export class TooMuchEffort extends Error {
  constructor() {
    super('the check takes more work than it may');
    this.name = 'TooMuchEffort';
  }
}

/** Some tens of nanoseconds each: all of them are a few hundredths of a second at most. */
const mostUnits = 75_000;
/** More would be more than the stack holds. */
const mostLevels = 400;

/**
 * The work that one check may do, counted step by step. Nobody can tell from a schema how long checking takes;
 * so nothing that a stranger writes is forbidden for what it could cost, and whatever costs too much is ended.
 */
export class Effort {
  #left: number;
  #levels = 0;

  constructor(units = mostUnits) {
    this.#left = units;
  }

  /** @throws {TooMuchEffort} when nothing is left */
  spend(units: number): void {
    this.#left -= units;
    if (this.#left < 0) throw new TooMuchEffort();
  }

  /** One level deeper, until `leave`. @throws {TooMuchEffort} when that is too deep */
  enter(): void {
    this.#levels += 1;
    if (this.#levels > mostLevels) throw new TooMuchEffort();
  }

  leave(): void {
    this.#levels -= 1;
  }
}
