import type { AnswerOf } from '#client';

type Operation = AnswerOf<'getConversationOperation'>;

const done = { archive: 'archived', restore: 'brought back', delete: 'deleted' } as const;

/** How many conversations it is about. */
export function renderCount({ count, is_whole: isWhole }: Operation): string {
  const much = `${isWhole ? '' : 'more than '}${count.toLocaleString('en')}`;
  return `${much} ${much === '1' ? 'conversation' : 'conversations'}`;
}

/** What was done to many conversations, or would be, in a sentence. */
export function renderOperation(operation: Operation): string {
  const { action, status, count, dry_run: isRehearsal } = operation;
  const [what, those] = [done[action], renderCount(operation)];
  if (isRehearsal) return `${those} would be ${what}.\n`;
  if (status === 'completed') return `${those} ${count === 1 ? 'is' : 'are'} ${what}.\n`;
  const id = operation.operation_id ?? '';
  return status === 'running'
    ? `${those} ${what} so far; the server goes on (${id}).\n`
    : `${those} ${what}, then it was stopped (${id}).\n`;
}
