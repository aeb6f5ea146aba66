import type { JsonObject, JsonValue } from '#protocol';

/** Who answers. `scripted` replays recorded answers and is never chosen by itself. */
export type ModelProvider =
  'anthropic' | 'openai' | 'openai-compatible' | 'ollama' | 'embedded' | 'scripted';

/**
 * What a tool may do to the world. `read_only`: nothing. `idempotent`: the same call twice is the
 * same as once. `unsafe`: every call counts.
 */
type ToolSafety = 'read_only' | 'idempotent' | 'unsafe';

/** A tool the model may ask for. The caller runs it; a model never does. */
export interface ToolOffer {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of the arguments: an object. */
  readonly parameters: JsonObject;
  /** Requests in plain words that this tool serves. The embedded model routes by them. */
  readonly examples?: readonly string[];
  readonly safety: ToolSafety;
}

/** Why a tool call cannot be run as it is. Tell the model; it usually corrects itself. */
interface InvalidToolCall {
  readonly reason: 'unknown_tool' | 'malformed_arguments';
  /** A sentence for the model. */
  readonly message: string;
}

/** The model asks for a tool. Journal it whole: `state` must come back with it. */
export interface ModelToolCall {
  /** Unique in the turn; the result names it. */
  readonly id: string;
  readonly name: string;
  /** Parsed JSON, not yet checked against the schema; the raw text when it was not JSON. */
  readonly arguments: unknown;
  readonly invalid?: InvalidToolCall;
  /** What the provider wants to see again beside this call. Opaque. */
  readonly state?: JsonObject;
}

/** What came of one tool call, told back to the model. */
export interface ModelToolResult {
  readonly callId: string;
  readonly name: string;
  readonly output: JsonValue;
  /** What a language model reads of it: others wrote it, so it stands inside a fence. @default as it is */
  readonly told?: string;
  /** The tool failed; `output` says how. @default false */
  readonly isError?: boolean;
  /** With what it was made, when a person edited the arguments of the call. @default as it was asked for */
  readonly used?: JsonValue;
}

/** One entry of the dialogue that a model is given, oldest first. */
export type ModelMessage =
  | { readonly role: 'user'; readonly text: string }
  | {
      readonly role: 'assistant';
      readonly text: string;
      readonly toolCalls?: readonly ModelToolCall[];
      /** `state` of the reply, unchanged: some models refuse tool results without it. */
      readonly state?: JsonValue;
    }
  | { readonly role: 'tool'; readonly results: readonly ModelToolResult[] };

/** A capability that the agent may ask by message. */
export interface Neighbour {
  readonly capability: string;
  readonly description: string;
}

/** Something remembered that may bear on the request. */
export interface RecalledMemory {
  readonly entity: string;
  readonly content: string;
  /** Cosine to the request, 0 to 1, when the memory knows it. */
  readonly similarity?: number;
  /** Where it came from: a message id, say. */
  readonly source?: string;
}

/** What is known of a file before it is opened. */
export interface KnownFile {
  /** As it is named: `artifact:art_…`. */
  readonly reference: string;
  readonly mediaType: string;
  /** How its name ends: `xlsx`. */
  readonly ending?: string;
}

/** The facts behind the prompt, unrendered. Only the embedded model reads them; none is sent out. */
export interface RequestProvenance {
  /** `content` of the message being answered; `asked` and `answered` of a turn to learn from. */
  readonly content: JsonObject;
  /** `learn`: what of a turn that is over is worth remembering. @default answer */
  readonly task?: 'answer' | 'learn';
  /** Its act: `request`, `inform`, … @default request */
  readonly performative?: string;
  /** Who sent it: an agent's name or `api_client`. */
  readonly sender?: string;
  /** The capability it was sent to. */
  readonly capability?: string;
  readonly neighbours?: readonly Neighbour[];
  readonly memories?: readonly RecalledMemory[];
  /** Files that the message names, by their references. */
  readonly files?: readonly KnownFile[];
}

/** Everything one step of a turn asks of a model: append each reply and its tool results. */
export interface ModelRequest {
  readonly system: string;
  readonly messages: readonly ModelMessage[];
  readonly tools: readonly ToolOffer[];
  /** JSON Schema that the answer must fit, an object; the prompt says it as well. @default any answer */
  readonly outputSchema?: JsonObject;
  /** Most tokens of the answer. @default the agent's max_tokens, else 8192 */
  readonly maxOutputTokens?: number;
  /** 0 to 2. @default the agent's, else the provider's own */
  readonly temperature?: number;
  /** 0 to 1. @default the agent's, else the provider's own */
  readonly topP?: number;
  readonly provenance?: RequestProvenance;
}

/** How the caller follows and stops an answer that is being made. */
export interface ModelWatch {
  /** Aborting frees the socket; `ask` then rejects with the signal's reason. */
  readonly signal: AbortSignal;
  /** Called with each piece of text as it arrives. */
  readonly onDelta?: (text: string) => void;
  /** The answer begins anew after a fault: forget the deltas so far. */
  readonly onRestart?: () => void;
}

/** Tokens as the provider counted them; zero for models that have none. */
export interface ModelUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

export type FinishReason = 'stop' | 'tool_calls' | 'length' | 'content_filter' | 'other';

/** One answer: text, tool calls, or both. */
export interface ModelReply {
  readonly text: string;
  readonly toolCalls: readonly ModelToolCall[];
  readonly usage: ModelUsage;
  readonly finishReason: FinishReason;
  /** `false`: composed from the request and tool results, not written by a language model. */
  readonly generated: boolean;
  /** The answer as an object, when it is one: use it as the reply's `content`. */
  readonly structured?: JsonObject;
  /** What the provider wants to see again with this answer (signed thoughts). Opaque. */
  readonly state?: JsonValue;
  /** How often this answer was asked for; above 1 after retries. */
  readonly attempts: number;
  /** Who answered in the place of the model that was asked. Absent: that model itself. */
  readonly answeredBy?: ModelName;
}

/** A model by name. */
export interface ModelName {
  readonly provider: ModelProvider;
  /** The provider's name of the model. */
  readonly model: string;
}

/** Answers one step at a time. Stateless: the turn loop and its journal belong to the caller. */
export interface LanguageModel extends ModelName {
  /**
   * Asks once, retrying what is worth it.
   * @throws {ModelError} when there is no answer to be had
   * @throws the signal's reason when it aborts first
   */
  ask(request: ModelRequest, watch: ModelWatch): Promise<ModelReply>;
}
