import type { JsonObject } from '#protocol';

/** Keys under which senders put what they want, the likeliest first. */
const asking = ['request', 'question', 'query', 'task', 'prompt', 'instruction', 'message', 'text'];
const detailing = [
  'requirements',
  'focus',
  'instructions',
  'details',
  'operation',
  'analysis_type',
];

/** What a message asks in words, followed by what it says about how; nothing when it has no words. */
export function askedIn(content: JsonObject): string | undefined {
  const wish = asking.map((key) => content[key]).find(isText);
  const details = detailing.map((key) => content[key]).filter(isText);
  const words = [...(wish === undefined ? [] : [wish]), ...details];
  return words.length === 0 ? undefined : words.map(asSentence).join(' ');
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

function asSentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?…:]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
