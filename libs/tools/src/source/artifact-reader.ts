/** The bytes of an artifact and what they are. */
interface ArtifactBytes {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

/** Reads the artifacts that an agent may see. Implemented by whoever keeps them. */
export interface ArtifactReader {
  /**
   * What `artifact:art_…` names.
   * @throws {ToolFault} when there is no such artifact, or it is larger than may be read
   */
  read(reference: string, maxBytes: number, signal: AbortSignal): Promise<ArtifactBytes>;
}
