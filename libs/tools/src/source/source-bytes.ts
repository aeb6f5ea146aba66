import { ToolFault } from '../tool.errors.js';
import { asObject, type SourceContent } from './sources.js';

/** The bytes of a source: of a URL, or `base64` in what an earlier call returned. */
export function bytesIn(content: SourceContent): Uint8Array {
  if ('bytes' in content) return content.bytes;
  const { base64 } = asObject(content.value);
  if (typeof base64 === 'string') return Buffer.from(base64, 'base64');
  throw new ToolFault(
    'TOOL_FAILED',
    'that call returned no file: give the URL of the file as source, http_client reads only text',
  );
}
