import type { JsonObject } from '#protocol';
import type { Turn, TurnOutcome } from '#messaging';
import { ToolFault, type ArtifactReader, type FileKeeper } from '#tools';
import type { PlacedStep } from '../journal/step-line.js';
import type { MadeFile, TurnFiles } from './turn-files.js';

/** Takes the files of one call. */
export interface FileDesk extends FileKeeper {
  /** What the call has made so far. */
  readonly made: readonly MadeFile[];
}

/**
 * The files of one attempt: those that its tools read, and those that they make. What a tool made is found by
 * later tools of the turn at once, and by everybody when the turn is committed.
 */
export class FilesInTurn {
  private readonly made = new Map<string, MadeFile>();

  constructor(
    private readonly turn: Turn,
    private readonly files: TurnFiles,
  ) {}

  /** What earlier calls of this turn made, and the artifacts of the workspace. */
  get reader(): ArtifactReader {
    const shelf = this.files.reader(this.turn);
    return {
      read: async (reference, maxBytes, signal) => {
        const made = this.made.get(reference.replace(/^artifact:/i, ''));
        if (made === undefined) return shelf.read(reference, maxBytes, signal);
        if (made.sizeBytes > maxBytes) throw tooLarge(made.sizeBytes, maxBytes);
        return { bytes: await this.files.readMade(this.turn, made), mediaType: made.mediaType };
      },
    };
  }

  /** For one call. */
  deskFor(tool: string, { no: stepNo, key }: Pick<PlacedStep, 'no' | 'key'>): FileDesk {
    const made: MadeFile[] = [];
    return {
      made,
      keep: async (file) => {
        const by = { tool, stepNo, key, index: made.length };
        const stored = await this.files.store(this.turn, file, by);
        made.push(stored);
        // A call that is made once more to read again made it before, and the model was told of that one.
        if (!this.made.has(stored.artifactId)) this.made.set(stored.artifactId, stored);
        return `artifact:${stored.artifactId}`;
      },
    };
  }

  /** What a replayed call made. Whether all of it is still there. */
  async makeAgain(files: readonly MadeFile[]): Promise<boolean> {
    for (const file of files) {
      if (!(await this.files.hold(this.turn, file))) return false;
      this.made.set(file.artifactId, file);
    }
    return true;
  }

  /** As the reply and the log name them. */
  get attached(): readonly JsonObject[] {
    return [...this.made.values()].map(({ artifactId, name, mediaType, sizeBytes }) => ({
      artifact_id: artifactId,
      name,
      media_type: mediaType,
      size_bytes: sizeBytes,
      url: `/api/v1/artifacts/${artifactId}`,
    }));
  }

  /** What the commit writes, with what else it does. */
  alongside(other: TurnOutcome['alongside']): TurnOutcome['alongside'] {
    if (this.made.size === 0) return other;
    const keep = this.files.keep(this.turn, [...this.made.values()]);
    return async (tx) => {
      await other?.(tx);
      await keep(tx);
    };
  }
}

function tooLarge(sizeBytes: number, maxBytes: number): ToolFault {
  const said = `the file has ${String(sizeBytes)} bytes; a tool reads ${String(maxBytes)} at most`;
  return new ToolFault('TOOL_FAILED', said);
}
