import type { Tx } from '#platform';
import type { Turn } from '#messaging';
import type { ArtifactReader, ProducedFile } from '#tools';
import type { NamedFile } from './named-files.js';

/**
 * A file that a tool of a turn made. Its bytes are stored; it is an artifact when the turn is committed. Plain
 * data, so that the journal can keep it.
 */
export interface MadeFile {
  /** The same in every attempt at the step. */
  readonly artifactId: string;
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly hash: string;
  readonly blobId: string;
  readonly tool: string;
  readonly stepNo: number;
}

/** Which call made a file. */
export interface MadeBy {
  readonly tool: string;
  readonly stepNo: number;
  /** The key of the step, the same in every attempt. */
  readonly key: string;
  /** Which of the files of this call, from 0. */
  readonly index: number;
}

/** Files that turns read and make; the worker puts it together. */
export interface TurnFiles {
  /** The artifacts that the agent of a turn may read. */
  reader(turn: Turn): ArtifactReader;
  /** What artifacts are that a message names; nothing of those that the agent cannot read. */
  describe(turn: Turn, references: readonly string[]): Promise<NamedFile[]>;
  /** Stores the bytes durably. @throws {ToolFault} when there is no room for them */
  store(turn: Turn, file: ProducedFile, by: MadeBy): Promise<MadeFile>;
  /** The bytes of what was stored; nothing when they are gone. Nobody collects them for a day then. */
  hold(turn: Turn, file: MadeFile): Promise<boolean>;
  readMade(turn: Turn, file: MadeFile): Promise<Uint8Array>;
  /** What the commit is to write. */
  keep(turn: Turn, files: readonly MadeFile[]): (tx: Tx) => Promise<void>;
}
