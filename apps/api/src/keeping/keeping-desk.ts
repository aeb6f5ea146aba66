import { HttpStatus } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import {
  parseDuration,
  type ArchiveRequest,
  type ConversationKept,
  type ConversationOperation,
  type DeleteRequest,
  type KeepingAction,
  type RestoreRequest,
} from '#protocol';
import type { IdempotencyClaim } from '#idempotency';
import type { Caller, Clock } from '#platform';
import type { ConversationKeeping, KeepingOrder } from '#messaging';

/** Turns what people ask for into what is kept of conversations. */
export class KeepingDesk {
  constructor(
    private readonly keeping: ConversationKeeping,
    private readonly clock: Clock,
  ) {}

  archive(request: ArchiveRequest): KeepingOrder {
    const { agent, capability, older_than: age } = request;
    const filter = { before: this.ago(age), agent, capability, isArchived: false };
    return { action: 'archive', filter };
  }

  restore(request: RestoreRequest): KeepingOrder {
    const { agent, capability, archived_within: age, conversation_ids: ids } = request;
    const archivedAfter = age === undefined ? undefined : this.ago(age);
    const filter = { before: undefined, archivedAfter, agent, capability, isArchived: true };
    return { action: 'restore', filter, ids };
  }

  delete(request: DeleteRequest): KeepingOrder {
    const { agent, capability, older_than: age, status } = request;
    const filter = { before: this.ago(age), agent, capability, isArchived: status === 'archived' };
    return { action: 'delete', filter };
  }

  /** 202 when workers have more to do. */
  async do(
    caller: Caller,
    order: KeepingOrder,
    isRehearsal: boolean,
    claim: IdempotencyClaim | undefined,
    reply: FastifyReply,
  ): Promise<ConversationOperation> {
    if (isRehearsal) return this.keeping.rehearse(caller, order);
    const operation = await this.keeping.begin(caller, order, claim);
    if (operation.status === 'running') void reply.status(HttpStatus.ACCEPTED);
    return operation;
  }

  one(
    caller: Caller,
    action: KeepingAction,
    id: string,
    claim?: IdempotencyClaim,
  ): Promise<ConversationKept> {
    return this.keeping.one(caller, action, id, claim);
  }

  /** What was begun. */
  get operations(): Pick<ConversationKeeping, 'get' | 'list' | 'cancel'> {
    return this.keeping;
  }

  private ago(age: string): string {
    return new Date(this.clock.now() - parseDuration(age)).toISOString();
  }
}
