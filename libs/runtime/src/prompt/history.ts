import type { JsonObject, MessageView } from '#protocol';
import { clipToTokens, estimateTokens } from './tokens.js';

/** A past message as a turn sees it. */
interface PastMessage {
  readonly sender: string;
  readonly performative: string;
  readonly text: string;
}

/** As much of a conversation's past as fits, oldest first. */
export interface History {
  readonly messages: readonly PastMessage[];
  /** Older messages that did not fit. */
  readonly omitted: number;
}

/** No past message may take more of the budget than this share. */
const largestShare = 0.5;

/** Takes the newest messages that fit into `budget` tokens; a very long one is cut. */
export function fitHistory(messages: readonly MessageView[], budget: number): History {
  const kept: PastMessage[] = [];
  let left = budget;
  for (const message of messages.toReversed()) {
    const text = clipToTokens(sayContent(message.content), Math.floor(budget * largestShare));
    const cost = estimateTokens(text) + 8;
    if (cost > left) break;
    left -= cost;
    kept.push({ sender: message.sender, performative: message.performative, text });
  }
  return { messages: kept.toReversed(), omitted: messages.length - kept.length };
}

/** A message's content as a model reads it: its text when that is all it has, else JSON. */
export function sayContent(content: JsonObject): string {
  const { text, memory_used: _memoryUsed, ...rest } = content;
  if (typeof text === 'string' && Object.keys(rest).length === 0) return text;
  return JSON.stringify(content);
}

/** The past as text, for templates that ask for it. */
export function tellHistory({ messages, omitted }: History): string {
  const lines = messages.map(
    ({ sender, performative, text }) => `${sender} (${performative}): ${text}`,
  );
  if (omitted > 0) lines.unshift(`[${String(omitted)} earlier messages left out]`);
  return lines.join('\n');
}
