import type { TextEmbedder } from '#embeddings';
import type { JsonObject } from '#protocol';
import type {
  ProviderAnswer,
  ProviderCall,
  ProviderMetadata,
  ProviderModel,
  ProviderPiece,
  ProviderStream,
  ProviderUsage,
} from '../provider-model.js';
import { decide } from './decide.js';
import { fitAnswer } from './fit-answer.js';
import { mindOf } from './embedder-mind.js';
import type { Move } from './move.js';
import { readTurn, type Reading } from './reading.js';

/** No tokens: nothing is generated. */
const usage: ProviderUsage = {
  inputTokens: { total: 0, noCache: 0, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 0, text: 0, reasoning: 0 },
};

/**
 * The model of a server without a language model: deterministic, without key, network or tokens.
 *
 * It reads the request, memories and results of tools and composes answers out of them. It neither
 * writes nor reasons, and every figure it tells comes from a tool call that it names. It speaks the
 * interface of any model, so that the same turn, tools and stream run.
 */
export class EmbeddedLanguageModel implements ProviderModel {
  readonly specificationVersion = 'v3';
  readonly provider = 'caxton';
  readonly supportedUrls = {};

  constructor(
    readonly modelId: string,
    private readonly embedder: TextEmbedder,
  ) {}

  async doGenerate(options: ProviderCall): Promise<ProviderAnswer> {
    const { reading, move } = await this.#think(options);
    const metadata = metadataOf(move);
    return {
      content:
        move.kind === 'answer'
          ? [{ type: 'text', text: move.answer.text }]
          : [{ type: 'tool-call', ...toolCall(reading, move.call) }],
      finishReason: finishOf(move),
      usage,
      warnings: [],
      ...(metadata && { providerMetadata: metadata }),
    };
  }

  async doStream(options: ProviderCall): Promise<ProviderStream> {
    const { reading, move } = await this.#think(options);
    const parts = [...opening, ...partsOf(reading, move), finish(move)];
    return {
      stream: new ReadableStream({
        start(controller) {
          for (const part of parts) controller.enqueue(part);
          controller.close();
        },
      }),
    };
  }

  async #think(options: ProviderCall): Promise<{ reading: Reading; move: Move }> {
    const reading = readTurn(options);
    const move = await decide(reading, mindOf(this.embedder, options.abortSignal));
    if (move.kind === 'call') return { reading, move };
    return { reading, move: { ...move, answer: fitAnswer(move.answer, schemaOf(options)) } };
  }
}

function schemaOf({ responseFormat }: ProviderCall): JsonObject | undefined {
  return responseFormat?.type === 'json' ? (responseFormat.schema as JsonObject) : undefined;
}

const opening: readonly ProviderPiece[] = [{ type: 'stream-start', warnings: [] }];

function partsOf(reading: Reading, move: Move): ProviderPiece[] {
  if (move.kind === 'call') return [{ type: 'tool-call', ...toolCall(reading, move.call) }];
  const id = 'answer';
  const deltas = piecesOf(move.answer.text).map((delta): ProviderPiece => ({
    type: 'text-delta',
    id,
    delta,
  }));
  return [{ type: 'text-start', id }, ...deltas, { type: 'text-end', id }];
}

function finish(move: Move): ProviderPiece {
  const providerMetadata = metadataOf(move);
  return {
    type: 'finish',
    finishReason: finishOf(move),
    usage,
    ...(providerMetadata && { providerMetadata }),
  };
}

function finishOf({ kind }: Move): ProviderAnswer['finishReason'] {
  return kind === 'call'
    ? { unified: 'tool-calls', raw: 'call' }
    : { unified: 'stop', raw: 'answer' };
}

function metadataOf(move: Move): ProviderMetadata | undefined {
  if (move.kind === 'call') return undefined;
  return { caxton: { structured: move.answer.structured } } as ProviderMetadata;
}

/** Ids count through the turn, so that they are unique in it and the same when it is replayed. */
function toolCall(
  { steps }: Reading,
  { name, arguments: args }: { readonly name: string; readonly arguments: JsonObject },
): { toolCallId: string; toolName: string; input: string } {
  return {
    toolCallId: `${name}_${steps.length + 1}`,
    toolName: name,
    input: JSON.stringify(args),
  };
}

/** Sentence by sentence, as a reader takes it in. */
function piecesOf(text: string): string[] {
  return text.match(/[\s\S]+?(?:[.!?\n]+\s+|$)/g) ?? [];
}
