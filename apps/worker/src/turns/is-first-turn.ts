import type { Turn } from '#messaging';

/**
 * Whether nobody has worked on a message yet: neither an attempt that failed, nor a turn that was suspended, nor those
 * before it was put back as a dead letter, which lay as long as people let it.
 */
export function isFirstTurn({
  attempt,
  message,
}: {
  readonly attempt: number;
  readonly message: Pick<Turn['message'], 'keptVersion' | 'outdatedReplyId'>;
}): boolean {
  const { keptVersion, outdatedReplyId } = message;
  return attempt === 1 && keptVersion === undefined && outdatedReplyId === undefined;
}
