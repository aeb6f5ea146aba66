import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as tokenizers from '@huggingface/tokenizers';
import { env, InferenceSession, Tensor } from 'onnxruntime-web';
import { normalize } from './normalize.js';

/** The model was trained on so many word pieces; what follows is cut off. */
const mostTokens = 256;

/** Splits text into the numbers of its word pieces. */
interface WordPieces {
  encode(text: string): { readonly ids: readonly number[] };
}

// The package's own types do not resolve under nodenext: they import without file endings.
const { Tokenizer } = tokenizers as unknown as {
  readonly Tokenizer: new (tokenizer: object, settings: object) => WordPieces;
};

/** Two threads were slower than one (measured on 2 cores; see the model's notice). */
env.wasm.numThreads = 1;

/**
 * The weights and their tokenizer, loaded: text in, one vector of length 1 out.
 *
 * One text at a time: the int8 scales are taken over the whole tensor, so that a batch would change
 * the vector of every text in it.
 */
export class SentenceModel {
  private constructor(
    private readonly session: InferenceSession,
    private readonly tokenizer: WordPieces,
  ) {}

  static async load(folder: string): Promise<SentenceModel> {
    const [weights, tokenizer, settings] = await Promise.all([
      readFile(join(folder, 'model_int8.onnx')),
      readJson(join(folder, 'tokenizer.json')),
      readJson(join(folder, 'tokenizer_config.json')),
    ]);
    const session = await InferenceSession.create(weights, { executionProviders: ['wasm'] });
    return new SentenceModel(session, new Tokenizer(tokenizer, settings));
  }

  async embed(text: string): Promise<Float32Array> {
    const ids = truncate(this.tokenizer.encode(text).ids);
    const { last_hidden_state: hidden } = await this.session.run({
      input_ids: row(ids),
      attention_mask: row(ids.map(() => 1)),
      token_type_ids: row(ids.map(() => 0)),
    });
    if (!(hidden?.data instanceof Float32Array)) {
      throw new TypeError('the model gives no last_hidden_state of 32-bit floats');
    }
    return normalize(meanOfRows(hidden.data, ids.length));
  }
}

async function readJson(path: string): Promise<object> {
  return JSON.parse(await readFile(path, 'utf8')) as object;
}

/** Keeps the closing mark that the model expects at the end. */
function truncate(ids: readonly number[]): readonly number[] {
  const closing = ids.at(-1);
  return ids.length <= mostTokens || closing === undefined
    ? ids
    : [...ids.slice(0, mostTokens - 1), closing];
}

function row(values: readonly number[]): Tensor {
  return new Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length]);
}

function meanOfRows(data: Float32Array, rows: number): Float32Array {
  const width = data.length / rows;
  const mean = new Float32Array(width);
  for (const [index, value] of data.entries()) {
    const column = index % width;
    mean[column] = (mean[column] ?? 0) + value / rows;
  }
  return mean;
}
