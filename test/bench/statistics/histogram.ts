/** Of each power of two so many buckets: what is told is less than 0.8 % beside what was. */
const perOctave = 128;

/** A histogram as it travels between processes: index of the bucket, how many. */
export type HistogramData = readonly (readonly [bucket: number, count: number])[];

/**
 * How long something took, over any number of times, in constant memory: buckets that grow with the value, from
 * 1 µs on. Sixty lines of our own, because the library for it brings three packages and a WebAssembly loader.
 */
export class Histogram {
  private readonly counts = new Map<number, number>();
  private total = 0;
  private largest = 0;

  static from(data: HistogramData): Histogram {
    const histogram = new Histogram();
    for (const [bucket, count] of data) histogram.add(bucket, count);
    return histogram;
  }

  get count(): number {
    return this.total;
  }

  /** Notes a duration in milliseconds. */
  record(ms: number): void {
    this.add(bucketOf(ms * 1_000), 1);
  }

  /** Takes over what another one has noted. */
  merge(other: Histogram): void {
    for (const [bucket, count] of other.counts) this.add(bucket, count);
  }

  /** The duration that this share (0 to 1) of all stayed within, in milliseconds; 0 when there is none. */
  percentile(share: number): number {
    const rank = Math.max(1, Math.ceil(this.total * share));
    let seen = 0;
    for (const [bucket, count] of this.toData()) {
      seen += count;
      if (seen >= rank) return middleOf(bucket) / 1_000;
    }
    return 0;
  }

  get max(): number {
    return this.total === 0 ? 0 : middleOf(this.largest) / 1_000;
  }

  toData(): HistogramData {
    return [...this.counts].sort(([a], [b]) => a - b);
  }

  private add(bucket: number, count: number): void {
    this.counts.set(bucket, (this.counts.get(bucket) ?? 0) + count);
    this.total += count;
    this.largest = Math.max(this.largest, bucket);
  }
}

function bucketOf(us: number): number {
  if (us < 1) return 0;
  const octave = Math.floor(Math.log2(us));
  return 1 + octave * perOctave + Math.floor((us / 2 ** octave - 1) * perOctave);
}

function middleOf(bucket: number): number {
  if (bucket === 0) return 0;
  const octave = Math.floor((bucket - 1) / perOctave);
  return 2 ** octave * (1 + (((bucket - 1) % perOctave) + 0.5) / perOctave);
}
