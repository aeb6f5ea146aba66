/** What all values go by that came after the limit was reached. */
export const otherValue = 'other';

/** Longer ones are cut: a label is a name and no text. */
const longest = 128;

/**
 * Values of a label that others choose, such as names of capabilities: the first so many are told apart, and
 * all later ones are one, so that no flood of names becomes a flood of series.
 */
export class BoundedLabel {
  readonly #known = new Set<string>();

  constructor(private readonly most: number) {}

  of(value: string): string {
    const short = value.slice(0, longest);
    return this.takes(short) ? short : otherValue;
  }

  /** Whether it is told apart, from now on. */
  takes(value: string): boolean {
    if (this.#known.has(value)) return true;
    if (this.#known.size >= this.most) return false;
    this.#known.add(value);
    return true;
  }
}
