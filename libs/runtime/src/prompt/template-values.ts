import type { JsonObject, JsonValue, Performative } from '#protocol';
import type { Fence } from './fence.js';
import { clipToTokens } from './tokens.js';

/** What the names of a `user_prompt_template` may stand for in one turn. */
export interface TemplateSources {
  readonly content: JsonObject;
  /** The agent's own constants. */
  readonly parameters: JsonObject;
  readonly agent: string;
  readonly capability: string | undefined;
  readonly sender: string;
  readonly performative: Performative;
  readonly conversationId: string;
  readonly history: string;
  /** What is remembered of the matter; cut to its budget already. */
  readonly memories: string;
  /** RFC 3339. */
  readonly timestamp: string;
}

/**
 * The value of every name a template may use. Of two with the same name the more trustworthy wins:
 * what the server knows, then the agent's parameters, then keys of the message's content, then names
 * derived from it. Whatever others wrote stands inside the fence and is cut at `tokens` each.
 */
export function templateValues(
  sources: TemplateSources,
  fence: Fence,
  tokens: number,
): Readonly<Record<string, string>> {
  const quote = (value: JsonValue): string =>
    value === '' ? '' : fence.wrap(clipToTokens(asText(value), tokens));
  const values = new Map<string, string>();
  const put = (entries: Iterable<readonly [string, string]>): void => {
    for (const [name, value] of entries) values.set(name, value);
  };
  put(mapValues(derived(sources), quote));
  put(mapValues(sources.content, quote));
  put(mapValues(sources.parameters, asText));
  put(Object.entries(known(sources)));
  values.set('conversation_history', quote(sources.history));
  values.set('memory_context', sources.memories === '' ? '' : fence.wrap(sources.memories));
  return Object.fromEntries(values);
}

function known(sources: TemplateSources): Record<string, string> {
  return {
    agent: sources.agent,
    capability: sources.capability ?? '',
    sender: sources.sender,
    sender_agent: sources.sender,
    performative: sources.performative,
    conversation_id: sources.conversationId,
    timestamp: sources.timestamp,
  };
}

/** Names for the whole content; a key of the content with such a name is meant instead. */
function derived({ content, history }: TemplateSources): Record<string, JsonValue> {
  return {
    request: content,
    message: content,
    message_content: content,
    data: content,
    context_data: content,
    context: history,
  };
}

function mapValues(
  record: Readonly<Record<string, JsonValue>>,
  write: (value: JsonValue) => string,
): [string, string][] {
  return Object.entries(record).map(([name, value]) => [name, write(value)]);
}

function asText(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
