/** Counts by key. */
export class Tally {
  private readonly counts = new Map<string, number>();

  add(keys: readonly string[], count: number): void {
    for (const key of keys) {
      const sum = this.get(key) + count;
      if (sum === 0) this.counts.delete(key);
      else this.counts.set(key, sum);
    }
  }

  addAll(other: Tally): void {
    for (const [key, count] of other.counts) this.add([key], count);
  }

  get(key: string): number {
    return this.counts.get(key) ?? 0;
  }
}
