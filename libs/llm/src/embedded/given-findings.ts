import type { JsonObject, JsonValue } from '#protocol';
import { answer, type Move } from './move.js';
import type { Reading } from './reading.js';

/** Keys under which results of an analysis arrive, the plainest first. */
const resultKeys = ['analysis', 'analysis_results', 'findings', 'results', 'summary'];

/** Takes over findings that the message itself carries: another agent has done the work. */
export function takeGivenFindings({ content, steps }: Reading): Move | undefined {
  if (steps.some(({ name }) => name !== 'send_message')) return undefined;
  const given = unwrap(content);
  const analysis = resultKeys.map((key) => given[key]).find(isText);
  const insights = textsIn(given['insights']);
  if (analysis === undefined && insights.length === 0) return undefined;
  const text = [analysis ?? '', ...insights.map((insight) => `- ${insight}`)].join('\n').trim();
  return answer(text, {
    analysis: analysis ?? insights.join('; '),
    insights,
    ...keep(given, 'figures'),
    ...keep(given, 'sources'),
  });
}

/** Results may come as an object under one key: `{ "analysis_results": { "insights": … } }`. */
function unwrap(content: JsonObject): JsonObject {
  const inner = resultKeys.map((key) => content[key]).find(isObject);
  return inner === undefined ? content : { ...content, ...inner };
}

function keep(given: JsonObject, key: string): JsonObject {
  const value = given[key];
  return Array.isArray(value) ? { [key]: value as JsonValue } : {};
}

function textsIn(value: JsonValue | undefined): string[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]).filter(isText) : [];
}

function isText(value: JsonValue | undefined): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
