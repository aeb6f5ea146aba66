import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { JsonObject, JsonValue } from '#protocol';
import { Effort } from '../schema/effort.js';
import { canonicalJson } from '../schema/same-json.js';
import { conceal, concealText } from '../secrets/conceal.js';
import { mostLevels, storableJson, storableText } from '../storable-json.js';
import { ToolFault } from '../tool.errors.js';
import { hasInvisible, showInSchema, showInvisible } from './invisible-characters.js';

/** A tool as an MCP server describes it. Nothing of it is trusted. */
export interface OfferedTool {
  /** Its name on the server. */
  readonly name: string;
  readonly title?: string;
  readonly description: string;
  readonly inputSchema: JsonObject;
  readonly outputSchema?: JsonObject;
  readonly annotations: JsonObject;
  /** Of all of the above: another hash is another tool. */
  readonly hash: string;
  /** Why it cannot be shown as it is, and so not be used. */
  readonly fault?: string;
}

const longestDescription = 16_384;
/** Of each of its schemas, in bytes of JSON. */
const longestPart = 65_536;
/** Of all that is said of one tool, in bytes of JSON. */
const longestWhole = 4 * longestPart;
/** Of all tools of a server: it could be as long as the list, in one tool after the other. */
const longestTogether = 524_288;
const tooMuch = `the schemas of the server have more than ${String(longestTogether)} characters`;
/** Characters of schemas after which others have their turn. */
const atOnce = 16_384;
/** Of one tool of a list that is no longer than a message. */
const hashing = 10_000_000;

/**
 * Every tool of a list, each for itself: one that cannot be used says why and harms no other. A list of many large
 * ones holds up nobody else meanwhile.
 */
export async function describeOffer(
  tools: readonly unknown[],
  secrets: readonly string[],
): Promise<OfferedTool[]> {
  let together = 0;
  const offer: OfferedTool[] = [];
  for (const [index, tool] of tools.entries()) {
    const described = describeSafely(tool, index, secrets);
    const before = together;
    together += JSON.stringify(described.inputSchema).length;
    const isTooMuch = together > longestTogether && described.fault === undefined;
    offer.push(isTooMuch ? { ...described, fault: tooMuch } : described);
    if (Math.floor(together / atOnce) > Math.floor(before / atOnce)) await setImmediate();
  }
  return offer;
}

function describeSafely(tool: unknown, index: number, secrets: readonly string[]): OfferedTool {
  const isObject = typeof tool === 'object' && tool !== null && !Array.isArray(tool);
  if (!isObject) return unreadable('', index, 'it is no object');
  try {
    return describeOffered(tool as JsonObject, secrets);
  } catch (error) {
    const name = (tool as JsonObject)['name'];
    const why = whyUnreadable(error);
    const shown = typeof name === 'string' ? storableText(concealText(name, secrets)) : '';
    return unreadable(showInvisible(shown.slice(0, 200)), index, `its description ${why}`);
  }
}

/** What came from a message is JSON: it can be too long, or too deep for whoever walks it. */
function whyUnreadable(error: unknown): string {
  if (!(error instanceof ToolFault)) return error instanceof Error ? error.message : 'is no JSON';
  return error.code === 'TOOL_RESULT_TOO_LARGE'
    ? `is longer than ${String(longestWhole)} bytes`
    : `is nested deeper than ${String(mostLevels)} levels`;
}

const unreadable = (name: string, index: number, fault: string): OfferedTool => ({
  ...{ name, description: '', inputSchema: {}, annotations: {} },
  hash: digestOf([name, index, fault]),
  fault,
});

/**
 * What is kept and shown of a tool, without the secrets that its server was sent, and with the hash of everything
 * that could mislead.
 * @throws {Error} when a part of it is too long, too deep or not JSON
 */
export function describeOffered(tool: JsonObject, secrets: readonly string[] = []): OfferedTool {
  const plain = storableJson(tool, longestWhole) as JsonObject;
  const pinned = pin(conceal(plain, secrets) as JsonObject);
  const { name, title, description, inputSchema, outputSchema, annotations } = pinned;
  const shown = {
    name: showInvisible(textOf(name)),
    ...(typeof title === 'string' ? { title: showInvisible(title) } : {}),
    description: showInvisible(textOf(description).slice(0, longestDescription)),
    hash: digestOf(pinned),
  };
  const fault = faultOf(pinned, (plain['name'] ?? '') !== name);
  if (fault !== undefined) return { ...shown, inputSchema: {}, annotations: {}, fault };
  return {
    ...shown,
    inputSchema: showInSchema(inputSchema) as JsonObject,
    ...(outputSchema === null ? {} : { outputSchema: showInSchema(outputSchema) as JsonObject }),
    annotations: showInSchema(annotations) as JsonObject,
  };
}

/** What the hash covers. */
interface Pinned extends JsonObject {
  readonly name: JsonValue;
  readonly title: JsonValue;
  readonly description: JsonValue;
  readonly inputSchema: JsonValue;
  readonly outputSchema: JsonValue;
  readonly annotations: JsonValue;
}

function pin(tool: JsonObject): Pinned {
  const { name = '', title = null, description = '', inputSchema = {} } = tool;
  const { outputSchema = null, annotations = {} } = tool;
  return {
    ...{ name, title, description, outputSchema },
    ...{ inputSchema: inputSchema ?? {}, annotations: annotations ?? {} },
  };
}

function faultOf(
  { name, description, inputSchema, outputSchema, annotations }: Pinned,
  namesSecret: boolean,
): string | undefined {
  if (typeof name !== 'string' || name === '') return 'it has no name';
  if (namesSecret) return 'its name holds a secret that the server was sent';
  if (hasInvisible(name)) return 'its name has invisible characters';
  if (textOf(description).length > longestDescription) {
    return `its description is longer than ${String(longestDescription)} characters`;
  }
  const parts = { schema: inputSchema, 'output schema': outputSchema, annotations };
  for (const [what, part] of Object.entries(parts)) {
    const fault = faultOfPart(part);
    if (fault !== undefined) return `its ${what} ${fault}`;
  }
  return undefined;
}

function faultOfPart(part: JsonValue): string | undefined {
  if (part === null) return undefined;
  if (typeof part !== 'object' || Array.isArray(part)) return 'is no object';
  if (Buffer.byteLength(JSON.stringify(part)) > longestPart) {
    return `is longer than ${String(longestPart)} bytes`;
  }
  try {
    showInSchema(part);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : 'cannot be shown';
  }
}

const digestOf = (value: JsonValue): string =>
  `sha256:${createHash('sha256')
    .update(canonicalJson(value, new Effort(hashing)))
    .digest('hex')}`;
const textOf = (value: JsonValue): string => (typeof value === 'string' ? value : '');
