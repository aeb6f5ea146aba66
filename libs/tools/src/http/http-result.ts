import type { JsonObject, JsonValue } from '#protocol';
import type { GuardedResponse } from '../egress/guarded-request.js';
import { ToolFault } from '../tool.errors.js';
import { decodeText } from './decode-text.js';

/** Headers that say something about the content or about when to come again. */
const told = [
  'cache-control',
  'content-disposition',
  'content-language',
  'date',
  'etag',
  'last-modified',
  'link',
  'location',
  'retry-after',
];

/** Deeper JSON is given as text: walking it costs more stack than it is worth. */
const mostLevels = 32;

/**
 * What the model and later tools get to see of an answer: `json` where it is JSON, else `body`.
 * @throws {ToolFault} TOOL_FAILED for anything but text
 */
export function tellResponse({ status, url, headers, body }: GuardedResponse): JsonObject {
  const contentType = headers['content-type'] ?? '';
  const decoded = decodeText(body, contentType);
  if (decoded === undefined) throw binary(contentType);
  return {
    status,
    url,
    content_type: contentType === '' ? null : contentType,
    charset: decoded.charset,
    headers: Object.fromEntries(told.flatMap((name) => entryOf(name, headers[name]))),
    ...contentOf(decoded.text, contentType),
    bytes: body.length,
    truncated: false,
  };
}

export const onlyText = 'only text such as CSV, JSON, HTML and XML can be read';

const binary = (contentType: string): ToolFault =>
  new ToolFault(
    'TOOL_FAILED',
    `the content is binary (${contentType || 'of no stated type'}); ${onlyText}`,
  );

const entryOf = (name: string, value: string | undefined): [string, string][] =>
  value === undefined ? [] : [[name, value]];

function contentOf(text: string, contentType: string): JsonObject {
  if (!/^[^;]*[/+]json\b/i.test(contentType)) return { body: text };
  try {
    const json = JSON.parse(text) as JsonValue;
    return isDeeperThan(mostLevels, json) ? { body: text } : { json };
  } catch {
    return { body: text };
  }
}

function isDeeperThan(levels: number, value: JsonValue): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((item: JsonValue) => isDeeperThan(levels - 1, item));
}
