import type { CaxtonClient } from '#client';
import { explainFailure } from '../run/explain-failure.js';
import type { Ending } from '../run/exit-codes.js';
import type { Invocation } from '../run/invocation.js';
import type { Keeping } from './keep-many.js';

/** What became of one of several. */
interface Kept {
  readonly conversation_id: string;
  readonly status?: string;
  readonly error?: string;
}

/** Does something to conversations one by one. That one of several cannot be done does not stop the others. */
export async function keepNamed(
  run: Invocation,
  keeping: Keeping,
  ids: readonly string[],
): Promise<Ending | undefined> {
  const client = await run.client();
  const [only, ...others] = ids;
  if (only !== undefined && others.length === 0) {
    run.terminal.show(await keepOne(client, keeping, only), renderKept);
    return undefined;
  }
  const conversations: Kept[] = [];
  for (const id of ids) conversations.push(await keepOrExplain(client, keeping, id));
  run.terminal.show({ conversations }, (shown) => shown.conversations.map(renderKept).join(''));
  return conversations.some(({ error }) => error !== undefined) ? 'failed' : undefined;
}

async function keepOne(client: CaxtonClient, keeping: Keeping, id: string): Promise<Kept> {
  switch (keeping) {
    case 'archive':
      return client.conversations.archive(id);
    case 'restore':
      return client.conversations.restore(id);
    case 'delete':
      return client.conversations.remove(id);
  }
}

async function keepOrExplain(client: CaxtonClient, keeping: Keeping, id: string): Promise<Kept> {
  try {
    return await keepOne(client, keeping, id);
  } catch (error) {
    const told = explainFailure(error);
    if (told === undefined || told.ending === 'unreachable' || told.ending === 'denied')
      throw error;
    return { conversation_id: id, error: told.message };
  }
}

const renderKept = ({ conversation_id: id, status, error }: Kept): string =>
  error === undefined ? `${id} is ${status ?? 'done'}.\n` : `${id}: ${error}\n`;
