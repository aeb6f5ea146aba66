import type { JsonObject, JsonValue } from '#protocol';
import { isList } from './same-json.js';
import { dataWords, namedWords } from './schema-shapes.js';

/**
 * What `#/$defs/node` names in a schema. Own properties only, and no data: what stands below `default` is looked at
 * by nobody, so a pattern in it would be one that nobody took out.
 * @throws {Error} when it names nothing, or data
 */
export function readPointer(root: JsonObject, reference: string): JsonValue {
  let found: JsonValue = root;
  let isName = false;
  for (const step of stepsOf(reference)) {
    if (!isName && dataWords.has(step)) {
      throw new Error(`refers to ${reference.slice(0, 100)}, which is data and no schema`);
    }
    isName = !isName && namedWords.has(step);
    const isInside = typeof found === 'object' && found !== null && Object.hasOwn(found, step);
    if (!isInside) throw new Error(`refers to ${reference.slice(0, 100)}, which it does not have`);
    found = partOf(found as JsonObject | readonly JsonValue[], step);
  }
  return found;
}

const partOf = (whole: JsonObject | readonly JsonValue[], step: string): JsonValue =>
  (isList(whole) ? whole[Number(step)] : whole[step]) ?? null;

function stepsOf(reference: string): string[] {
  if (!reference.startsWith('#'))
    throw new Error(`refers to another document: ${reference.slice(0, 100)}`);
  const pointer = decode(reference.slice(1));
  if (pointer === '') return [];
  if (!pointer.startsWith('/'))
    throw new Error(`refers to ${reference.slice(0, 100)} by an anchor`);
  return pointer
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
