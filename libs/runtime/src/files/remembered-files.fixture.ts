import type { Turn } from '#messaging';
import type { ArtifactReader, ProducedFile } from '#tools';
import type { NamedFile } from './named-files.js';
import type { MadeBy, MadeFile, TurnFiles } from './turn-files.js';

/** Files in memory; `lost` are gone when an earlier attempt's are looked for. */
export class RememberedFiles implements TurnFiles {
  readonly stored = new Map<string, Uint8Array>();
  readonly kept: string[] = [];
  readonly lost = new Set<string>();
  /** What was there before the turn. */
  readonly uploaded: NamedFile[] = [];

  reader(): ArtifactReader {
    return { read: (reference) => Promise.reject(new Error(`There is no ${reference}.`)) };
  }

  describe(_turn: Turn, references: readonly string[]): Promise<NamedFile[]> {
    return Promise.resolve(this.uploaded.filter((file) => references.includes(file.reference)));
  }

  store(turn: Turn, { name, mediaType, bytes }: ProducedFile, by: MadeBy): Promise<MadeFile> {
    const artifactId = `art_${turn.message.id}_${by.key}_${String(by.index)}`;
    const blobId = `blob-${String(this.stored.size)}`;
    this.stored.set(blobId, bytes);
    const { tool, stepNo } = by;
    const made = { artifactId, name, mediaType, sizeBytes: bytes.length, hash: 'hash', blobId };
    return Promise.resolve({ ...made, tool, stepNo });
  }

  hold(_turn: Turn, { blobId }: MadeFile): Promise<boolean> {
    return Promise.resolve(!this.lost.has(blobId));
  }

  readMade(_turn: Turn, { blobId }: MadeFile): Promise<Uint8Array> {
    return Promise.resolve(this.stored.get(blobId) ?? new Uint8Array());
  }

  keep(_turn: Turn, files: readonly MadeFile[]): () => Promise<void> {
    return () => {
      this.kept.push(...files.map(({ artifactId }) => artifactId));
      return Promise.resolve();
    };
  }
}
