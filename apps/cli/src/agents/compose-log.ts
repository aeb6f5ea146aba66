import type { AnswerOf } from '#client';

type Message = AnswerOf<'getConversation'>['messages'][number];
type ToolCall = AnswerOf<'listToolCalls'>['tool_calls'][number];
type DeadLetter = AnswerOf<'listDeadLetters'>['dead_letters'][number];

/** One thing that an agent did, or that happened to it. */
export interface LogEntry {
  readonly at: string;
  readonly kind: 'received' | 'said' | 'tool' | 'dead letter';
  readonly conversation_id: string;
  readonly text: string;
}

/** What is known of an agent, gathered from where it is kept. */
export interface Gathered {
  readonly messages: readonly (Message & { readonly conversation_id: string })[];
  readonly toolCalls: readonly ToolCall[];
  readonly deadLetters: readonly DeadLetter[];
}

/** The last so many entries, the oldest first. */
export function composeLog(name: string, gathered: Gathered, most: number): LogEntry[] {
  const entries = [
    ...gathered.messages.flatMap((message) => entryOf(message, name) ?? []),
    ...gathered.toolCalls.map(entryOfCall),
    ...gathered.deadLetters.map(entryOfDeadLetter),
  ];
  return entries.sort((a, b) => (a.at < b.at ? -1 : 1)).slice(-most);
}

function entryOf(message: Gathered['messages'][number], name: string): LogEntry | undefined {
  const { timestamp: at, conversation_id, performative, sender, content } = message;
  const what = `${performative} ${JSON.stringify(content)}`;
  if (sender === name) return { ...{ at, conversation_id, kind: 'said' }, text: what };
  if (message.routed_to !== name && message.receiver !== name) return undefined;
  return { ...{ at, conversation_id, kind: 'received' }, text: `${what} from ${sender}` };
}

function entryOfCall(call: ToolCall): LogEntry {
  const {
    started_at: at,
    conversation_id,
    tool,
    outcome,
    error_code: code,
    duration_ms: ms,
  } = call;
  const ended = [outcome, code, ms === null ? undefined : `${String(ms)} ms`].filter(Boolean);
  return { ...{ at, conversation_id, kind: 'tool' }, text: `${tool}: ${ended.join(', ')}` };
}

function entryOfDeadLetter(letter: DeadLetter): LogEntry {
  const { failed_at: at, conversation_id, code, reason, message_id: id } = letter;
  return { ...{ at, conversation_id, kind: 'dead letter' }, text: `${id} ${code}: ${reason}` };
}
