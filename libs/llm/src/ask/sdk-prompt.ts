import type { JsonValue } from '#protocol';
import type { ModelMessage, ModelToolCall, ModelToolResult, ToolOffer } from '../language-model.js';
import type { ProviderCall, ProviderMessage, ProviderPrompt } from '../provider-model.js';
import { readState, type SaidPart } from './answer-state.js';

type Content<Role extends ProviderMessage['role']> = Extract<
  ProviderMessage,
  { role: Role }
>['content'];
type AssistantPart = Content<'assistant'>[number];
type ToolPart = Extract<Content<'tool'>[number], { type: 'tool-result' }>;
type JsonOutput = Extract<ToolPart['output'], { type: 'json' }>;
type ProviderTool = Extract<NonNullable<ProviderCall['tools']>[number], { type: 'function' }>;

/** The system prompt and our dialogue as the AI SDK's adapters want them. Empty entries are left out: providers refuse them. */
export function toSdkPrompt(
  system: string,
  messages: readonly ModelMessage[],
  model: string,
): ProviderPrompt {
  return [{ role: 'system', content: system }, ...toSdkMessages(messages, model)];
}

function toSdkMessages(messages: readonly ModelMessage[], model: string): ProviderPrompt {
  return messages.flatMap((message): ProviderPrompt => {
    switch (message.role) {
      case 'user': {
        const text = message.text === '' ? '(no text)' : message.text;
        return [{ role: 'user', content: [{ type: 'text', text }] }];
      }
      case 'assistant': {
        const content = assistantParts(message, model);
        return content.length === 0 ? [] : [{ role: 'assistant', content }];
      }
      case 'tool':
        return message.results.length === 0
          ? []
          : [{ role: 'tool', content: message.results.map(toToolPart) }];
    }
  });
}

/** The tools as the AI SDK's adapters want them; undefined when there are none, for some providers refuse an empty list. */
export function toSdkTools(
  offers: readonly ToolOffer[],
  strict?: boolean,
): ProviderTool[] | undefined {
  if (offers.length === 0) return undefined;
  return offers.map(({ name, description, parameters }) => ({
    type: 'function',
    name,
    description,
    inputSchema: parameters,
    ...(strict !== undefined && { strict }),
  }));
}

function assistantParts(
  message: Extract<ModelMessage, { role: 'assistant' }>,
  model: string,
): AssistantPart[] {
  const said = readState(message.state, model) ?? textPart(message.text);
  return [...said, ...(message.toolCalls ?? []).map(toCallPart)];
}

function textPart(text: string): SaidPart[] {
  return text === '' ? [] : [{ type: 'text', text }];
}

function toCallPart(call: ModelToolCall): AssistantPart {
  return {
    type: 'tool-call',
    toolCallId: call.id,
    toolName: call.name,
    // Providers take nothing but objects here; what the model wrote instead is shown to it as it was.
    input: isObject(call.arguments) ? call.arguments : { malformed: call.arguments },
    ...(call.state !== undefined && { providerOptions: call.state as Record<string, never> }),
  };
}

function toToolPart(result: ModelToolResult): ToolPart {
  const { callId, name, output, told, isError = false, used } = result;
  const part = { type: 'tool-result', toolCallId: callId, toolName: name } as const;
  const shown = told ?? output;
  if (told === undefined && used === undefined)
    return { ...part, output: toOutput(shown, isError) };
  return {
    ...part,
    output: toOutput(used === undefined ? shown : withNote(shown, used), isError),
    // The result itself, for the model that reads no prompt.
    providerOptions: {
      caxton: { output, ...(used === undefined ? {} : { arguments: used }) } as never,
    },
  };
}

/** Text is the one form that every provider shows its model as it is: the result, and below it what was edited. */
function withNote(shown: JsonValue, used: JsonValue): string {
  const result = typeof shown === 'string' ? shown : JSON.stringify(shown);
  return `${result}\n\nNote: a person allowed this call with other arguments than yours. It was made with ${JSON.stringify(used)}.`;
}

function toOutput(output: JsonValue, isError: boolean): ToolPart['output'] {
  if (typeof output === 'string') {
    return { type: isError ? 'error-text' : 'text', value: output };
  }
  return { type: isError ? 'error-json' : 'json', value: output as JsonOutput['value'] };
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
