import type { Message } from '#client';
import { printable } from '../show/printable.js';
import { line } from '../show/table.js';

/** What was said: a text that stands alone as text, everything else as JSON. */
export function renderContent(content: Readonly<Record<string, unknown>>): string {
  const [only, ...others] = Object.values(content);
  if (typeof only === 'string' && others.length === 0) return `${printable(only)}\n`;
  return `${printable(JSON.stringify(content, null, 2))}\n`;
}

/** One message of a conversation, under who said it to whom. */
export function renderMessage(message: Message): string {
  const { timestamp, sender, performative, status } = message;
  const to = message.receiver ?? message.routed_to ?? message.capability_target;
  const head = [timestamp, `${line(sender)} → ${line(to)}`, performative, status].filter(Boolean);
  const body = renderContent(message.content).replaceAll(/^/gm, '    ').trimEnd();
  return `${head.join('  ')}\n${body}\n`;
}
