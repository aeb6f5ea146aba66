import type { JsonValue } from '#protocol';
import type { ProviderMessage, ProviderPiece } from '../provider-model.js';

type AssistantPart = Extract<ProviderMessage, { role: 'assistant' }>['content'][number];

/** A text or a thought, with the marks that its provider puts on it. */
export type SaidPart = Extract<AssistantPart, { type: 'text' | 'reasoning' }>;

/** Collects what a model says beside its tool calls, in the order in which it began to say it. */
export class SaidParts {
  readonly #parts: SaidPart[] = [];
  /** What is being said now, by kind and the provider's number. */
  readonly #open = new Map<string, SaidPart>();

  take(piece: ProviderPiece): void {
    switch (piece.type) {
      case 'text-start':
        this.#begin('text', piece);
        break;
      case 'reasoning-start':
        this.#begin('reasoning', piece);
        break;
      case 'text-delta':
      case 'text-end':
        this.#continue('text', piece);
        break;
      case 'reasoning-delta':
      case 'reasoning-end':
        this.#continue('reasoning', piece);
        break;
      default:
    }
  }

  /**
   * What was said, for the model that said it: signed thoughts, ids of items. Models that think between tool calls
   * refuse the results without them. Another model gets the plain text. `undefined` when there are no marks to keep.
   */
  state(model: string): JsonValue | undefined {
    const parts = this.#parts.filter(({ type, text }) => type === 'reasoning' || text !== '');
    const marked = parts.some((part) => part.type === 'reasoning' || part.providerOptions);
    // Through text, because the marks may hold `undefined`, which a journal in JSON drops.
    return marked ? (JSON.parse(JSON.stringify({ model, parts })) as JsonValue) : undefined;
  }

  #begin(type: SaidPart['type'], { id, providerMetadata }: Marked): void {
    const part: SaidPart = {
      type,
      text: '',
      ...(providerMetadata && { providerOptions: providerMetadata }),
    };
    this.#parts.push(part);
    this.#open.set(`${type} ${id}`, part);
  }

  #continue(type: SaidPart['type'], { id, delta = '', providerMetadata }: Marked): void {
    const part = this.#open.get(`${type} ${id}`);
    if (part === undefined) return;
    part.text += delta;
    if (providerMetadata !== undefined) part.providerOptions = providerMetadata;
  }
}

interface Marked {
  readonly id: string;
  readonly delta?: string;
  readonly providerMetadata?: SaidPart['providerOptions'];
}

/** The parts that `SaidParts.state` kept, if they are this model's. */
export function readState(state: JsonValue | undefined, model: string): SaidPart[] | undefined {
  const kept = state as
    { readonly model?: JsonValue; readonly parts?: SaidPart[] } | null | undefined;
  return kept?.model === model && Array.isArray(kept.parts) ? kept.parts : undefined;
}
