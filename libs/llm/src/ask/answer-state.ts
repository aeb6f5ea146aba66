import type { AssistantModelMessage, ModelMessage as SdkMessage } from 'ai';
import type { JsonValue } from '#protocol';

type AssistantPart = Exclude<AssistantModelMessage['content'], string>[number];
type Said = Extract<AssistantPart, { type: 'text' | 'reasoning' }>;

/**
 * What a model said besides its tool calls, with the marks its provider puts on it: signed thoughts,
 * ids of items. Models that think between tool calls refuse the results without them. It belongs to
 * one model: another gets the plain text. `undefined` when there are no marks to keep.
 */
export function writeState(messages: readonly SdkMessage[], model: string): JsonValue | undefined {
  const parts = messages
    .filter((message): message is AssistantModelMessage => message.role === 'assistant')
    .flatMap(({ content }) => (typeof content === 'string' ? [] : content))
    .filter((part): part is Said => part.type === 'text' || part.type === 'reasoning');
  const marked = parts.some((part) => part.type === 'reasoning' || part.providerOptions);
  // Through text, because the SDK's parts may hold `undefined`, which a journal in JSON drops.
  return marked ? (JSON.parse(JSON.stringify({ model, parts })) as JsonValue) : undefined;
}

/** The parts that `writeState` kept, if they are this model's. */
export function readState(state: JsonValue | undefined, model: string): Said[] | undefined {
  const kept = state as { readonly model?: JsonValue; readonly parts?: Said[] } | null | undefined;
  return kept?.model === model && Array.isArray(kept.parts) ? kept.parts : undefined;
}
