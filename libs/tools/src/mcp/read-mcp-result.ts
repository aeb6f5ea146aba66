import type { JsonObject, JsonValue } from '#protocol';
import { handOver } from '../files/produced-file.js';
import { ToolFault } from '../tool.errors.js';
import type { ToolContext } from '../tool.js';
import { fileIn } from './file-in-block.js';

/** Of what a tool says when it fails. */
const longestError = 2_000;
const mostFiles = 8;

/**
 * What a call brought, for the model: what is structured as it is, else the text. Pictures, sound and other
 * files go to the keeper of files.
 * @throws {ToolFault} TOOL_FAILED in the tool's own words when it says that it failed
 */
export async function readMcpResult(
  result: JsonObject,
  toolName: string,
  context: Pick<ToolContext, 'files' | 'signal'>,
): Promise<JsonValue> {
  const content = Array.isArray(result['content']) ? (result['content'] as JsonValue[]) : [];
  const blocks = content.filter(isObject);
  const text = blocks.map(tell).join('\n');
  if (result['isError'] === true) {
    throw new ToolFault('TOOL_FAILED', `the tool says: ${text.slice(0, longestError)}`);
  }
  const { structuredContent } = result;
  const files = await keepFiles(blocks, toolName, context);
  return {
    text,
    ...(structuredContent === undefined ? {} : { structured: structuredContent }),
    ...(files.length === 0 ? {} : { files }),
  };
}

async function keepFiles(
  blocks: readonly JsonObject[],
  toolName: string,
  context: Pick<ToolContext, 'files' | 'signal'>,
): Promise<JsonObject[]> {
  const files = blocks.flatMap((block) => fileIn(block) ?? []).slice(0, mostFiles);
  const kept: JsonObject[] = [];
  for (const [index, { ending, ...file }] of files.entries()) {
    const stem = toolName.replaceAll(/[^A-Za-z0-9_-]/g, '_');
    const name = `${stem}-${String(index + 1)}.${ending}`;
    kept.push(await handOverIfPossible({ ...file, name }, context));
  }
  return kept;
}

/** The call has been made: a file that cannot be kept does not undo it. */
async function handOverIfPossible(
  file: Parameters<typeof handOver>[0],
  context: Pick<ToolContext, 'files' | 'signal'>,
): Promise<JsonObject> {
  try {
    return await handOver(file, context);
  } catch {
    context.signal.throwIfAborted();
    const { name, mediaType: media_type } = file;
    return { name, media_type, kept: false, note: 'The file could not be kept.' };
  }
}

function tell(block: JsonObject): string {
  const { type, text, uri, resource, mimeType } = block;
  if (typeof text === 'string') return text;
  if (isObject(resource)) return tell(resource);
  if (typeof uri === 'string') return uri;
  const kind = typeof mimeType === 'string' ? mimeType : type;
  return `[${typeof kind === 'string' ? kind : 'content'}]`;
}

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
