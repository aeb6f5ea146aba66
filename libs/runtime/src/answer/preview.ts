import type { JsonValue } from '#protocol';
import { cleanJson } from './clean-json.js';

/** Arguments and results of tools are shown up to so many characters of JSON. */
const longestPreview = 2_000;

/** The value, or the beginning of its JSON when it is long. */
export function preview(value: unknown): JsonValue {
  const text = JSON.stringify(value ?? null);
  if (text.length > longestPreview) {
    return `${text.slice(0, longestPreview).toWellFormed()}… [${String(text.length)} characters]`;
  }
  const cleaned = cleanJson(value ?? null);
  return cleaned.kind === 'clean' ? cleaned.value : text;
}
