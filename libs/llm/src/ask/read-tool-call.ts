import type { JsonObject } from '#protocol';
import type { ModelToolCall } from '../language-model.js';
import type { ProviderPiece } from '../provider-model.js';

type Call = Extract<ProviderPiece, { type: 'tool-call' }>;

/** A call of a tool as the model wrote it, and what is wrong with it, told so that the model corrects itself. */
export function readToolCall(call: Call, offered: readonly string[]): ModelToolCall {
  const { toolCallId, toolName, providerMetadata } = call;
  const args = readArguments(call.input);
  const invalid = findFault(toolName, args.isJson, offered);
  return {
    id: toolCallId,
    name: toolName,
    arguments: args.value,
    ...(invalid && { invalid }),
    ...(providerMetadata && { state: providerMetadata as JsonObject }),
  };
}

/** Models write nothing at all where a tool takes no arguments. */
function readArguments(input: string): { readonly isJson: boolean; readonly value: unknown } {
  if (input.trim() === '') return { isJson: true, value: {} };
  try {
    return { isJson: true, value: JSON.parse(input) };
  } catch {
    return { isJson: false, value: input };
  }
}

function findFault(
  name: string,
  isJson: boolean,
  offered: readonly string[],
): ModelToolCall['invalid'] {
  if (!offered.includes(name)) {
    const known = offered.join(', ') || 'none';
    return {
      reason: 'unknown_tool',
      message: `There is no tool "${name}". The tools are: ${known}.`,
    };
  }
  if (isJson) return undefined;
  return {
    reason: 'malformed_arguments',
    message: `The arguments of "${name}" are not valid JSON. Send one JSON object that fits its schema.`,
  };
}
