import type { JsonObject, JsonValue } from '#protocol';
import { parseTemplate, type ParsedTemplate } from '../template/parse-template.js';

/** A text of a configuration and where it stands. */
export interface PlacedText {
  /** As people write it: `capabilities[0]`. */
  readonly place: string;
  readonly parsed: ParsedTemplate;
  /**
   * `filled`: values are put in when an agent is made. `prompt`: names stay, and values are parameters of the agent.
   * `verbatim`: an expression, into which nothing is put.
   */
  readonly kind: 'filled' | 'prompt' | 'verbatim';
}

/** Values in an expression would be read as a part of it. */
const expression = /^(?:on_reply|subscriptions)\[\d+\]\.(?:when$|content\.)/;

/** What becomes of a text, by its place. */
export function kindOf(place: string): PlacedText['kind'] {
  if (place === 'user_prompt_template') return 'prompt';
  return expression.test(place) ? 'verbatim' : 'filled';
}

/** The place of a part of what stands at `place`. */
export function placeIn(place: string, key: string | number): string {
  if (typeof key === 'number') return `${place}[${String(key)}]`;
  return place === '' ? key : `${place}.${key}`;
}

/** Every text of a configuration. */
export function textsOf(configuration: JsonObject): PlacedText[] {
  return gather(configuration, '');
}

function gather(value: JsonValue, place: string): PlacedText[] {
  if (typeof value === 'string') {
    return [{ place, parsed: parseTemplate(value), kind: kindOf(place) }];
  }
  if (typeof value !== 'object' || value === null) return [];
  const parts: readonly (readonly [string | number, JsonValue])[] = Array.isArray(value)
    ? [...(value as readonly JsonValue[]).entries()]
    : Object.entries(value as JsonObject);
  return parts.flatMap(([key, part]) => gather(part, placeIn(place, key)));
}
