import { createHash } from 'node:crypto';
import { LocalTextEmbedder, type TextEmbedder } from '#embeddings';
import { readLabelledSet } from '../../retrieval/labelled-set.js';

/** Pseudo-random numbers in [0, 1) that are the same in every run. */
function dice(seed: number): () => number {
  let state = Math.imul(seed + 1, 2_654_435_761) >>> 0;
  return () => {
    state = (state + 0x6d_2b_79_f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The first in it; of a text without, one that is the same every time. */
function numberOf(text: string): number {
  const [found] = /\d+/.exec(text) ?? [];
  return found === undefined
    ? createHash('sha256').update(text).digest().readUInt32LE()
    : Number(found);
}

/**
 * Gives vectors at no cost, as if they had been given: the number in a text decides which. Each is a blend
 * of three vectors of real sentences and a little noise, so that they lie as vectors of texts do. Random
 * ones would be far harder for an index than any memory is.
 */
export class CrowdEmbedder implements TextEmbedder {
  readonly fingerprint = 'crowd:blended:384';
  readonly dimensions = 384;

  private constructor(private readonly sentences: readonly Float32Array[]) {}

  static async open(): Promise<CrowdEmbedder> {
    const { fables, questions } = readLabelledSet();
    const texts = [
      ...questions.map(({ ask }) => ask),
      ...fables.slice(0, 150).map(({ text }) => text.slice(0, 200)),
    ];
    const local = new LocalTextEmbedder();
    try {
      return new CrowdEmbedder(await local.embed(texts));
    } finally {
      await local.stop();
    }
  }

  embed(texts: readonly string[]): Promise<Float32Array[]> {
    return Promise.resolve(texts.map((text) => this.vectorOf(numberOf(text))));
  }

  private vectorOf(number: number): Float32Array {
    const random = dice(number);
    const pick = (): Float32Array =>
      this.sentences[Math.floor(random() * this.sentences.length)] ?? new Float32Array(384);
    const [one, two, three] = [pick(), pick(), pick()];
    const share = 0.3 + 0.5 * random();
    const rest = 0.4 * random();
    const vector = one.map(
      (value, index) =>
        share * value +
        (1 - share) * (two[index] ?? 0) +
        rest * (three[index] ?? 0) +
        0.05 * (random() - 0.5),
    );
    const length = Math.hypot(...vector);
    return vector.map((value) => value / length);
  }
}
