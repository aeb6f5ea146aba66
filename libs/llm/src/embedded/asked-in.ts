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

/** Longer texts are data, not words. */
const longestWords = 500;

/**
 * What a message asks in words, followed by what it says about how. A message without such words is
 * read by its short texts, each with its key: `city: Paris.`
 */
export function askedIn(content: JsonObject): string {
  const wish = asking.map((key) => content[key]).find(isText);
  const details = detailing.map((key) => content[key]).filter(isText);
  const words = [...(wish === undefined ? [] : [wish]), ...details];
  return (words.length === 0 ? keyedTexts(content) : words).map(asSentence).join(' ');
}

function keyedTexts(content: JsonObject): string[] {
  return Object.entries(content).flatMap(([key, value]) =>
    isText(value) && value.length <= longestWords ? [`${key.replaceAll('_', ' ')}: ${value}`] : [],
  );
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

function asSentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?…:]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
