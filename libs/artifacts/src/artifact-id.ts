import { createHash, randomUUID } from 'node:crypto';

/** The id of an artifact that somebody uploads. */
export function newArtifactId(): string {
  return `art_${randomUUID().replaceAll('-', '')}`;
}

/** What a step of a turn produced. */
export interface ProducedBy {
  readonly workspace: string;
  /** The message that the turn is about. */
  readonly messageId: string;
  /** The step, by the key that is the same in every attempt. */
  readonly step: string;
  /** Which of the files of this step. */
  readonly index: number;
}

/** The same in every attempt at a turn, so that a replay produces nothing for a second time. */
export function artifactIdOfStep({ workspace, messageId, step, index }: ProducedBy): string {
  const told = JSON.stringify([workspace, messageId, step, index]);
  return `art_${createHash('sha256').update(told).digest('hex').slice(0, 32)}`;
}

const reference = /^artifact:(art_[0-9a-f]{32})$/;

/** The id that `artifact:art_…` names; nothing for other texts. */
export function readArtifactReference(text: string): string | undefined {
  return reference.exec(text.trim())?.[1];
}
