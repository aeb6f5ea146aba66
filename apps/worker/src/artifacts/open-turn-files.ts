import { ProtocolError } from '#protocol';
import {
  artifactIdOfStep,
  cleanName,
  readArtifactReference,
  type ArtifactDrafts,
  type ArtifactShelf,
  type StoredBlob,
} from '#artifacts';
import type { Caller } from '#platform';
import type { Turn } from '#messaging';
import { endingOf, type MadeFile, type NamedFile, type TurnFiles } from '#runtime';
import { ToolFault } from '#tools';
import { openArtifactReader } from './read-artifact.js';

export interface TurnFilesKit {
  readonly shelf: ArtifactShelf;
  readonly drafts: ArtifactDrafts;
  /** How long what tools make is kept; 0: until somebody removes it. */
  readonly keepForMs: number;
}

/** The files of turns: bytes before the commit, artifacts by it. */
export function openTurnFiles({ shelf, drafts, keepForMs }: TurnFilesKit): TurnFiles {
  /** By a suspension, under bytes that others had kept before. */
  const isKept = (turn: Turn, { artifactId }: MadeFile): Promise<boolean> =>
    shelf.get(callerOf(turn), artifactId).then(
      () => true,
      (error: unknown) => {
        if (error instanceof ProtocolError) return false;
        throw error;
      },
    );
  return {
    reader: (turn) => openArtifactReader(shelf, callerOf(turn)),
    describe: (turn, references) => describe(shelf, callerOf(turn), references),
    store: async (turn, { name, mediaType, bytes }, { tool, stepNo, key, index }) => {
      const blob = await drafts.store(callerOf(turn), inOne(bytes)).catch(explain);
      const by = { messageId: turn.message.id, step: key, index };
      const artifactId = artifactIdOfStep({ workspace: turn.lease.workspace, ...by });
      const { id: blobId, sizeBytes, hash } = blob;
      const made = { artifactId, name: cleanName(name), mediaType, sizeBytes, hash, blobId };
      return { ...made, tool, stepNo };
    },
    hold: async (turn, file) =>
      (await drafts.hold(callerOf(turn), blobOf(file))) || (await isKept(turn, file)),
    readMade: async (turn, file) => {
      const isDraft = await drafts.hold(callerOf(turn), blobOf(file));
      if (isDraft) return gather(drafts.read(callerOf(turn), blobOf(file)));
      return gather((await shelf.open(callerOf(turn), file.artifactId)).bytes);
    },
    keep: (turn, files) => async (tx) => {
      const of = {
        conversationId: turn.lease.conversationId,
        messageId: turn.message.id,
        keepForMs,
      };
      for (const { artifactId: id, name, mediaType, tool, stepNo, ...file } of files) {
        await drafts.keep(tx, { id, name, mediaType, tool, stepNo, ...of }, blobOf(file));
      }
    },
  };
}

async function describe(
  shelf: ArtifactShelf,
  caller: Caller,
  references: readonly string[],
): Promise<NamedFile[]> {
  const described = await Promise.all(
    references.map(async (reference): Promise<NamedFile[]> => {
      const id = readArtifactReference(reference);
      if (id === undefined) return [];
      try {
        const { name, mediaType, sizeBytes } = await shelf.get(caller, id);
        return [{ reference, mediaType, sizeBytes, ...endingOf(name) }];
      } catch (error) {
        // The tool that is to read it tells the model why it cannot.
        if (error instanceof ProtocolError) return [];
        throw error;
      }
    }),
  );
  return described.flat();
}

function callerOf({ lease: { workspace, agentName } }: Turn): Caller {
  return { workspace, principal: agentName };
}

function blobOf({
  blobId,
  hash,
  sizeBytes,
}: Pick<MadeFile, 'blobId' | 'hash' | 'sizeBytes'>): StoredBlob {
  return { id: blobId, hash, sizeBytes };
}

async function gather(bytes: AsyncIterable<Buffer>): Promise<Buffer> {
  const read: Buffer[] = [];
  for await (const chunk of bytes) read.push(chunk);
  return Buffer.concat(read);
}

async function* inOne(bytes: Uint8Array): AsyncGenerator<Buffer> {
  yield Buffer.from(bytes);
}

/** Too large, or no room: the model is told. */
function explain(error: unknown): never {
  if (error instanceof ProtocolError) throw new ToolFault('TOOL_FAILED', error.message);
  throw error;
}
