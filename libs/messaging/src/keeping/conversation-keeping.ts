import {
  ProtocolError,
  type ConversationKept,
  type ConversationOperation,
  type ConversationOperationList,
  type KeepingAction,
} from '#protocol';
import { answerOnce, type IdempotencyClaim } from '#idempotency';
import { createId, type Caller, type Database, type Tx } from '#platform';
import {
  applyKeeping,
  findMeantAmong,
  lookAtWindow,
  type KeepingFilter,
} from './kept-window.repository.js';
import {
  cancelOperation,
  findOperation,
  findRunningOperation,
  holdOperation,
  insertOperation,
  listOperations,
  noteProgress,
  postponeOperation,
  type OperationRow,
} from './operation.repository.js';
import { tellFilter } from './told-filter.js';
import { noOperation, notBounded, stillActive } from './keeping.errors.js';
import { findConversation } from '../conversation/conversation.repository.js';

/** What is to be done, to which conversations. */
export interface KeepingOrder {
  readonly action: KeepingAction;
  readonly filter: KeepingFilter;
  /** Only these, if given. */
  readonly ids?: readonly string[] | undefined;
}

/** Conversations of one transaction: those whose row is held make their writers wait for a moment. */
const portions: Readonly<Record<KeepingAction, number>> = {
  archive: 500,
  restore: 500,
  delete: 50,
};

/** Conversations that one statement of a dry run looks at, and how long it may count. */
const counted = 10_000;
const countForMs = 2_500;

const beginning = { at: '-infinity', id: '' };

/**
 * Puts conversations away, brings them back and deletes them: one, or all that a filter means, portion by portion
 * and beside the turns. What was begun goes on in any worker, also when processes die.
 */
export class ConversationKeeping {
  constructor(private readonly database: Database) {}

  /**
   * Begins it and does the first portion; workers do the rest.
   * Thrown for whoever may not see all conversations: NOT_GRANTED.
   */
  async begin(
    caller: Caller,
    { action, filter, ids }: KeepingOrder,
    claim?: IdempotencyClaim,
  ): Promise<ConversationOperation> {
    if (caller.grants !== undefined) throw notBounded();
    return answerOnce(this.database, caller, claim, async (tx) => {
      const said = ids === undefined ? filter : { ...filter, ids };
      const operation = await insertOperation(tx, createId('opn'), action, said);
      if (ids === undefined) return view(await advance(tx, operation));
      const done = await applyKeeping(tx, action, await findMeantAmong(tx, filter, ids));
      return view(await noteProgress(tx, operation.id, done.length, beginning, true));
    });
  }

  /** How many it would be. Thrown as by `begin`. */
  async rehearse(
    caller: Caller,
    { action, filter, ids }: KeepingOrder,
  ): Promise<ConversationOperation> {
    if (caller.grants !== undefined) throw notBounded();
    const { count, isWhole } = await this.count(caller, filter, ids);
    const now = new Date().toISOString();
    return {
      ...{ operation_id: null, action, status: 'completed', dry_run: true, count },
      ...{ is_whole: isWhole, filter: tellFilter(filter, ids), created: now, ended: now },
      progress_url: null,
    };
  }

  /** Thrown when there is none of that id, or for whoever could not have begun it: OPERATION_NOT_FOUND. */
  async get(caller: Caller, id: string): Promise<ConversationOperation> {
    if (caller.grants !== undefined) throw noOperation(id);
    const row = await this.database.read(caller, (tx) => findOperation(tx, id));
    if (row === undefined) throw noOperation(id);
    return view(row);
  }

  /** The last hundred, the newest first. Whoever could have begun none sees none. */
  async list(caller: Caller): Promise<ConversationOperationList> {
    if (caller.grants !== undefined) return { operations: [] };
    const rows = await this.database.read(caller, (tx) => listOperations(tx, 100));
    return { operations: rows.map(view) };
  }

  /** Does no more of it; what was done stays done. Thrown as by `get`. */
  async cancel(
    caller: Caller,
    id: string,
    claim?: IdempotencyClaim,
  ): Promise<ConversationOperation> {
    if (caller.grants !== undefined) throw noOperation(id);
    return answerOnce(this.database, caller, claim, async (tx) => {
      await cancelOperation(tx, id);
      const row = await findOperation(tx, id);
      if (row === undefined) throw noOperation(id);
      return view(row);
    });
  }

  /**
   * Archives, restores or deletes one conversation. Thrown when there is none: CONVERSATION_NOT_FOUND; when something in it is
   * pending: CONVERSATION_ACTIVE.
   */
  async one(
    caller: Caller,
    action: KeepingAction,
    id: string,
    claim?: IdempotencyClaim,
  ): Promise<ConversationKept> {
    return answerOnce(this.database, caller, claim, async (tx) => {
      if ((await findConversation(tx, id)) === undefined) throw noConversation(id);
      await applyKeeping(tx, action, [id]);
      const row = await findConversation(tx, id);
      if (action === 'delete' && row !== undefined) throw stillActive(id);
      if (action === 'archive' && row?.status !== 'archived') throw stillActive(id);
      return { conversation_id: id, status: row?.status ?? 'deleted' };
    });
  }

  /**
   * Does another portion of what was begun, in any workspace. Gives whether there was anything to do. One whose
   * portion fails is tried again after all others.
   */
  async portion(system: Caller): Promise<boolean> {
    const running = await this.database.read(system, findRunningOperation);
    if (running === undefined) return false;
    const caller: Caller = { workspace: running.workspace_id, principal: 'system' };
    try {
      return await this.database.transaction(caller, (tx) => goOn(tx, running.id));
    } catch (error) {
      await this.database.transaction(caller, (tx) => postponeOperation(tx, running.id));
      throw error;
    }
  }

  private async count(
    caller: Caller,
    filter: KeepingFilter,
    ids: readonly string[] | undefined,
  ): Promise<{ count: number; isWhole: boolean }> {
    if (ids !== undefined) {
      const meant = await this.database.read(caller, (tx) => findMeantAmong(tx, filter, ids));
      return { count: meant.length, isWhole: true };
    }
    const until = performance.now() + countForMs;
    let count = 0;
    let place = beginning;
    while (performance.now() < until) {
      const {
        ids: found,
        last,
        isLast,
      } = await this.database.read(caller, (tx) => lookAtWindow(tx, filter, place, counted));
      count += found.length;
      if (isLast || last === undefined) return { count, isWhole: true };
      place = last;
    }
    return { count, isWhole: false };
  }
}

/** Whether it could be had. */
async function goOn(tx: Tx, id: string): Promise<boolean> {
  const operation = await holdOperation(tx, id);
  if (operation === undefined) return false;
  await advance(tx, operation);
  return true;
}

async function advance(
  tx: Tx,
  { id, action, filter, ...row }: OperationRow,
): Promise<OperationRow> {
  const wanted = filter as unknown as KeepingFilter;
  const place = { at: row.place_at, id: row.place_id };
  const seen = await lookAtWindow(tx, wanted, place, portions[action]);
  const done = await applyKeeping(tx, action, seen.ids, wanted.before);
  return noteProgress(tx, id, done.length, seen.last ?? place, seen.isLast);
}

function view(row: OperationRow): ConversationOperation {
  const filter = row.filter as unknown as KeepingFilter & Pick<KeepingOrder, 'ids'>;
  return {
    ...{ operation_id: row.id, action: row.action, status: row.status, dry_run: false },
    ...{ count: row.count, is_whole: true, filter: tellFilter(filter, filter.ids) },
    ...{ created: row.created_at.toISOString(), ended: row.ended_at?.toISOString() ?? null },
    progress_url: `/api/v1/conversation-operations/${row.id}`,
  };
}

function noConversation(id: string): ProtocolError {
  return new ProtocolError('CONVERSATION_NOT_FOUND', `Conversation '${id}' not found`, {
    suggestion: 'Use /api/v1/conversations to list the conversations',
  });
}
