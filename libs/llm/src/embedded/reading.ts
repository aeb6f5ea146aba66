import type { JsonObject, JsonValue } from '#protocol';
import type {
  KnownFile,
  Neighbour,
  RecalledMemory,
  RequestProvenance,
  ToolOffer,
} from '../language-model.js';
import type { ProviderCall, ProviderPrompt } from '../provider-model.js';
import { askedIn } from './asked-in.js';

/** A tool call of this turn and what came of it. */
export interface PastStep {
  readonly id: string;
  readonly name: string;
  readonly arguments: JsonObject;
  readonly output: JsonValue;
  readonly failed: boolean;
}

/** Everything the embedded model knows when it decides what to do next. */
export interface Reading {
  /** What is asked, in the sender's words; the requirements follow it. */
  readonly request: string;
  readonly content: JsonObject;
  readonly task: 'answer' | 'learn';
  readonly performative: string;
  readonly capability: string | undefined;
  readonly tools: readonly ToolOffer[];
  readonly neighbours: readonly Neighbour[];
  readonly memories: readonly RecalledMemory[];
  /** What is known of the files that it names. */
  readonly files: readonly KnownFile[];
  /** What the others said earlier in the conversation, oldest first. */
  readonly earlier: readonly string[];
  /** Tool calls of this turn, oldest first. */
  readonly steps: readonly PastStep[];
}

/** What travels beside the prompt to the embedded model, and to no other. */
export interface EmbeddedOptions {
  readonly provenance?: RequestProvenance;
  readonly offers: readonly Pick<ToolOffer, 'name' | 'examples' | 'safety'>[];
}

/** Reads one call as the AI SDK makes it. */
export function readTurn(options: ProviderCall): Reading {
  const { prompt } = options;
  const asked = prompt.findLastIndex(({ role }) => role === 'user');
  const said = prompt.flatMap((message) => textOf(message));
  const given = (options.providerOptions?.['caxton'] ?? {}) as Partial<EmbeddedOptions>;
  // The prompt is the last resort: the author's template stands around the sender's words in it.
  const { provenance = { content: { text: said.at(-1) ?? '' } }, offers = [] } = given;
  const { content, performative = 'request', neighbours = [], memories = [] } = provenance;
  return {
    request: askedIn(content),
    content,
    task: provenance.task ?? 'answer',
    performative,
    capability: provenance.capability,
    tools: readTools(options, offers),
    neighbours,
    memories,
    files: filesOf(provenance),
    earlier: said.slice(0, -1),
    steps: readSteps(prompt.slice(asked + 1)),
  };
}

const filesOf = ({ files = [] }: RequestProvenance): Reading['files'] => files;

function readTools({ tools = [] }: ProviderCall, offers: EmbeddedOptions['offers']): ToolOffer[] {
  return tools.flatMap((tool) =>
    tool.type === 'function'
      ? [
          toOffer(
            tool,
            offers.find(({ name }) => name === tool.name),
          ),
        ]
      : [],
  );
}

type FunctionTool = Extract<NonNullable<ProviderCall['tools']>[number], { type: 'function' }>;

function toOffer(
  { name, description = '', inputSchema }: FunctionTool,
  offer: EmbeddedOptions['offers'][number] | undefined,
): ToolOffer {
  return {
    name,
    description,
    parameters: inputSchema as JsonObject,
    examples: offer?.examples ?? [],
    // What is not known to only read is taken for a change.
    safety: offer?.safety ?? 'unsafe',
  };
}

function textOf(message: ProviderPrompt[number]): string[] {
  if (message.role !== 'user') return [];
  return [message.content.map((part) => (part.type === 'text' ? part.text : '')).join('\n')];
}

function readSteps(prompt: ProviderPrompt): PastStep[] {
  const calls = new Map<string, JsonObject>();
  const steps: PastStep[] = [];
  for (const message of prompt) {
    if (message.role === 'assistant') {
      for (const part of message.content) {
        if (part.type === 'tool-call') calls.set(part.toolCallId, part.input as JsonObject);
      }
    } else if (message.role === 'tool') {
      for (const part of message.content) {
        if (part.type === 'tool-result') steps.push(toStep(part, calls.get(part.toolCallId) ?? {}));
      }
    }
  }
  return steps;
}

type ToolMessage = Extract<ProviderPrompt[number], { role: 'tool' }>;
type ResultPart = Extract<ToolMessage['content'][number], { type: 'tool-result' }>;

function toStep(
  { toolCallId, toolName, output, providerOptions }: ResultPart,
  given: JsonObject,
): PastStep {
  // Beside the prompt: the result without its fence, and what a person edited, which others read as a note.
  const beside = providerOptions?.['caxton'] as Partial<PastStep> | undefined;
  const shown = 'value' in output ? (output.value as JsonValue) : null;
  return {
    id: toolCallId,
    name: toolName,
    arguments: beside?.arguments ?? given,
    output: beside?.output === undefined ? shown : beside.output,
    failed: output.type.startsWith('error') || output.type === 'execution-denied',
  };
}
