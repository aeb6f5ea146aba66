import { style } from '../prepare/progress.mjs';

const shorten = (text, length) => (text.length > length ? `${text.slice(0, length - 1)}…` : text);
const compact = (value, length) => shorten(JSON.stringify(value ?? {}), length);
const tool = (data) => data.tool ?? data.name ?? 'a tool';
const agent = (data) => data.agent ?? data.routed_to ?? data.sender ?? 'the agent';

function toolResult(data) {
  const took = data.duration_ms === undefined ? '' : ` in ${Math.round(data.duration_ms)} ms`;
  const error = data.error?.message ?? (data.ok === false ? 'failed' : undefined);
  return error ? style.red(`${tool(data)}: ${error}`) : `${tool(data)} answered${took}`;
}

const sentences = {
  'message.accepted': (data) =>
    `accepted ${data.id ?? ''}: ${data.sender ?? 'a client'} asks ${data.routed_to ?? agent(data)}`,
  'turn.started': (data) => `turn started${data.agent ? ` by ${data.agent}` : ''}`,
  'turn.retried': (data) => `the turn is tried again: ${data.error?.message ?? 'it failed'}`,
  'tool.called': (data) =>
    `calls ${tool(data)} ${style.dim(compact(data.arguments ?? data.args, 110))}`,
  'tool.returned': toolResult,
  'message.sent': (data) => `${agent(data)} asks ${data.capability_target ?? 'another agent'}`,
  'message.replied': (data) => `${agent(data)} replied`,
  'message.failed': (data) => style.red(`failed: ${failureOf(data)}`),
  'message.expired': (data) => style.red(`expired: ${failureOf(data)}`),
  'message.cancelled': () => 'cancelled',
  'conversation.completed': () => 'conversation completed',
};

/** Why something failed, in the server's words. */
export const failureOf = (data) =>
  data.error?.message ?? data.content?.reason ?? data.reason ?? 'no reason was given';

/** One event of a conversation as a line for people; undefined for what has no line of its own. */
export function describeEvent({ type, data = {} }) {
  return sentences[type]?.(data);
}
