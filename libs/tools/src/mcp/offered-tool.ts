import { createHash } from 'node:crypto';
import type { JsonObject, JsonValue } from '#protocol';
import { storableJson, storableText } from '../storable-json.js';

/** A tool as an MCP server describes it. Nothing of it is trusted. */
export interface OfferedTool {
  /** Its name on the server. */
  readonly name: string;
  readonly description: string;
  readonly inputSchema: JsonObject;
  readonly annotations: JsonObject;
  /** Of all of the above: another hash is another tool. */
  readonly hash: string;
}

const longestDescription = 4_000;
/** Of its schema, in bytes of JSON: a longer one makes the whole server unusable. */
const longestPart = 262_144;

/** What is kept and shown of a tool, with the hash of everything that could mislead. */
export function describeOffered(tool: JsonObject): OfferedTool {
  const { name, title, description, inputSchema, outputSchema, annotations } = tool;
  const pinned = {
    name: name ?? '',
    title: title ?? null,
    description: description ?? '',
    inputSchema: inputSchema ?? {},
    outputSchema: outputSchema ?? null,
    annotations: annotations ?? {},
  };
  const digest = createHash('sha256').update(canonical(pinned)).digest('hex');
  return {
    name: storableText(textOf(pinned.name)),
    description: storableText(textOf(pinned.description).slice(0, longestDescription)),
    inputSchema: storableJson(pinned.inputSchema, longestPart) as JsonObject,
    annotations: storableJson(pinned.annotations, longestPart) as JsonObject,
    hash: `sha256:${digest}`,
  };
}

/** The same text for the same value, in whichever order its keys come. */
function canonical(value: JsonValue): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonical).join(',')}]`;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
}

const textOf = (value: JsonValue): string => (typeof value === 'string' ? value : '');
const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);
