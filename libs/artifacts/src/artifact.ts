/** Something that a user uploaded or a tool produced, without its bytes. */
export interface Artifact {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  /** SHA-256 of the bytes, in hexadecimal digits. */
  readonly hash: string;
  readonly conversationId: string | undefined;
  /** The message whose turn produced it. */
  readonly messageId: string | undefined;
  /** The tool that produced it. */
  readonly tool: string | undefined;
  readonly createdBy: string;
  readonly createdAt: Date;
  /** Absent: it is kept until somebody removes it. */
  readonly expiresAt: Date | undefined;
}

/** An artifact that is to be kept: who it is, beside its bytes. */
export interface NewArtifact {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly conversationId?: string | undefined;
  readonly messageId?: string | undefined;
  readonly tool?: string | undefined;
  readonly stepNo?: number | undefined;
  /** Milliseconds until it is removed; 0: nobody removes it by itself. */
  readonly keepForMs: number;
}

/** Bytes that are stored whole and that nobody refers to yet. */
export interface StoredBlob {
  readonly id: string;
  readonly hash: string;
  readonly sizeBytes: number;
}

/** Where bytes are. */
export type PlaceName = 'database' | 'disk' | 's3';

/** A part of the bytes: from the first to the last of these, both included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}
