/** Keeps the vectors of the texts that were asked for last; the oldest go first. */
export class VectorCache {
  readonly #vectors = new Map<string, Float32Array>();

  constructor(private readonly capacity: number) {}

  get(key: string): Float32Array | undefined {
    const vector = this.#vectors.get(key);
    if (vector === undefined) return undefined;
    // A Map keeps the order of insertion: putting it back makes it the youngest.
    this.#vectors.delete(key);
    this.#vectors.set(key, vector);
    return vector;
  }

  put(key: string, vector: Float32Array): void {
    this.#vectors.delete(key);
    this.#vectors.set(key, vector);
    for (const oldest of this.#vectors.keys()) {
      if (this.#vectors.size <= this.capacity) return;
      this.#vectors.delete(oldest);
    }
  }

  get size(): number {
    return this.#vectors.size;
  }
}
