import { setTimeout as pause } from 'node:timers/promises';
import type { AnswerOf, BodyOf, CaxtonClient } from '#client';
import { askFirst } from '../run/ask-first.js';
import type { Ending } from '../run/exit-codes.js';
import type { Invocation } from '../run/invocation.js';
import { renderCount, renderOperation } from './render-operation.js';

/** What can be done to many conversations. */
export type Keeping = 'archive' | 'restore' | 'delete';

export interface ManyFlags {
  readonly olderThan?: string;
  readonly archivedWithin?: string;
  readonly status?: 'archived' | 'completed';
  readonly agent?: string;
  readonly capability?: string;
  readonly dryRun?: boolean;
  readonly wait: boolean;
  readonly yes?: boolean;
}

type Operation = AnswerOf<'getConversationOperation'>;

/** How often it is asked how far the server has come. */
const lookEveryMs = 1_000;

/** Does something to all conversations that a filter means: counts, asks, does it, and waits for the end. */
export async function keepMany(
  run: Invocation<ManyFlags>,
  keeping: Keeping,
): Promise<Ending | undefined> {
  const { terminal, flags } = run;
  const client = await run.client();
  const counted = await begin(client, keeping, flags, true);
  // Counting ends after a while: none found by then is not none.
  const isNothing = counted.count === 0 && counted.is_whole;
  if (flags.dryRun === true || isNothing) {
    terminal.show(counted, renderOperation);
    return undefined;
  }
  await askFirst(run, `${capitals[keeping]} ${renderCount(counted)}?`);
  const begun = await begin(client, keeping, flags, false);
  const ended = flags.wait ? await waitForEnd(run, client, begun, counted) : begun;
  terminal.show(ended, renderOperation);
  return ended.status === 'cancelled' ? 'failed' : undefined;
}

const capitals = {
  archive: 'Archive',
  restore: 'Bring back',
  delete: 'Delete for good',
} as const;

async function begin(
  client: CaxtonClient,
  keeping: Keeping,
  flags: ManyFlags,
  isRehearsal: boolean,
): Promise<Operation> {
  const filter = { ...filterOf(flags), dry_run: isRehearsal };
  // Whether the filter is right, and whole, is for the server to say.
  switch (keeping) {
    case 'archive':
      return client.conversations.archiveAll(filter as BodyOf<'archiveConversations'>);
    case 'restore':
      return client.conversations.restoreAll(filter);
    case 'delete':
      return client.conversations.removeAll(filter as BodyOf<'deleteConversations'>);
  }
}

function filterOf({ olderThan, archivedWithin, status, agent, capability }: ManyFlags): object {
  const all = { older_than: olderThan, archived_within: archivedWithin, status, agent, capability };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** The server goes on by itself; whoever waits can leave. */
async function waitForEnd(
  { terminal }: Invocation,
  client: CaxtonClient,
  begun: Operation,
  counted: Operation,
): Promise<Operation> {
  const { operation_id: id, status } = begun;
  if (id === null || status !== 'running') return begun;
  terminal.note(
    `The server does it, whether you wait or not; caxton conversation stop-operation ${id} ends it.`,
  );
  let operation = begun;
  while (operation.status === 'running') {
    terminal.tellProgress(operation.count, Math.max(counted.count, operation.count + 1));
    await pause(lookEveryMs);
    operation = await client.conversations.operation(id);
  }
  terminal.tellProgress(operation.count, operation.count);
  return operation;
}
