import type { JsonValue } from '#protocol';
import { decodeText } from '../http/decode-text.js';
import { ToolFault } from '../tool.errors.js';
import { asObject, type SourceContent } from './sources.js';

/** What a source says as text: bytes decoded, the `body` of an earlier call, or its JSON written out. */
export function textIn(content: SourceContent): string {
  if ('bytes' in content) return decoded(content.bytes, content.contentType);
  if (typeof content.value === 'string') return content.value;
  const { body, json, text } = asObject(content.value);
  const told = body ?? text;
  if (typeof told === 'string') return told;
  return JSON.stringify(json ?? content.value, undefined, 1);
}

/** What a source says as JSON: parsed, or what an earlier call returned. */
export function jsonIn(content: SourceContent): JsonValue {
  if ('bytes' in content) return parsed(decoded(content.bytes, content.contentType));
  if (typeof content.value === 'string') return parsed(content.value);
  const { body, json } = asObject(content.value);
  if (json !== undefined) return json;
  return typeof body === 'string' ? parsed(body) : content.value;
}

function decoded(bytes: Uint8Array, contentType: string): string {
  const text = decodeText(bytes, contentType)?.text;
  if (text !== undefined) return text;
  throw new ToolFault('TOOL_FAILED', 'the source is binary, not text');
}

function parsed(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    throw new ToolFault('TOOL_FAILED', 'the source is not JSON');
  }
}
