import { ProtocolError } from '#protocol';
import { readArtifactReference, type ArtifactShelf } from '#artifacts';
import type { Caller } from '#platform';
import { ToolFault, type ArtifactReader } from '#tools';

/** The artifacts of a workspace, for the tools of its agents. */
export function openArtifactReader(shelf: ArtifactShelf, caller: Caller): ArtifactReader {
  return {
    read: async (reference, maxBytes, signal) => {
      const id = readArtifactReference(reference);
      if (id === undefined) throw unknown(reference);
      try {
        return await readWhole(shelf, caller, { id, maxBytes, signal });
      } catch (error) {
        signal.throwIfAborted();
        throw error instanceof ProtocolError ? explain(error, reference) : error;
      }
    },
  };
}

interface Wanted {
  readonly id: string;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

async function readWhole(
  shelf: ArtifactShelf,
  caller: Caller,
  { id, maxBytes, signal }: Wanted,
): ReturnType<ArtifactReader['read']> {
  const { artifact, bytes } = await shelf.open(caller, id, ({ sizeBytes }) => {
    if (sizeBytes > maxBytes) throw tooLarge(sizeBytes, maxBytes);
    return undefined;
  });
  const read: Buffer[] = [];
  for await (const chunk of bytes) {
    signal.throwIfAborted();
    read.push(chunk);
  }
  return { bytes: Buffer.concat(read), mediaType: artifact.mediaType };
}

function explain({ code, message }: ProtocolError, reference: string): ToolFault {
  return code === 'ARTIFACT_NOT_FOUND' ? unknown(reference) : new ToolFault('TOOL_FAILED', message);
}

function unknown(reference: string): ToolFault {
  const shown = reference.slice(0, 100);
  const said = `there is no artifact "${shown}": it was never uploaded here, was removed, or has expired`;
  return new ToolFault('TOOL_ARGUMENTS_INVALID', said);
}

function tooLarge(sizeBytes: number, maxBytes: number): ToolFault {
  const said = `the artifact has ${String(sizeBytes)} bytes; a tool reads ${String(maxBytes)} at most`;
  return new ToolFault('TOOL_FAILED', said);
}
