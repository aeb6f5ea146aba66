import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  deadLetterDetail,
  deadLetterDiscarded,
  deadLetterList,
  deadLetterRequeued,
  deadLettersRequeued,
  messageId,
  requeueDeadLetters,
  type DeadLetterDetail,
  type DeadLetterDiscarded,
  type DeadLetterList,
  type DeadLetterRequeued,
  type DeadLettersRequeued,
  type RequeueDeadLetters,
} from '#protocol';
import type { IdempotencyClaim } from '#idempotency';
import type { Caller } from '#platform';
import { DeadLetters } from '#messaging';
import { CallerOf } from '../http/caller.decorator.js';
import { Holds } from '../http/holds.decorator.js';
import { pageOf } from '../http/list-page.js';
import { NeedsScopes } from '../http/needs.decorator.js';
import { Reply } from '../http/reply.decorator.js';
import { Audited } from '../identity/audited.decorator.js';
import { Once } from '../repeats/once.decorator.js';
import {
  deadLetterListOptions,
  requeueAllOptions,
  requeueOptions,
  type DeadLetterListOptions,
  type RequeueAllOptions,
  type RequeueOptions,
} from './dead-letter-queries.js';

/** The messages that failed for good, for the operator. */
@ApiTags('Dead letters')
@Controller('api/v1/dead-letters')
export class DeadLettersController {
  constructor(private readonly deadLetters: DeadLetters) {}

  @NeedsScopes('operations:read')
  @Get()
  @Reply(200, deadLetterList, 'List the dead letters, the newest first.', {
    description:
      'A message that failed for good is a dead letter until it is put back or discarded.',
  })
  async listDeadLetters(
    @CallerOf() caller: Caller,
    @Query({ schema: deadLetterListOptions }) options: DeadLetterListOptions,
  ): Promise<DeadLetterList> {
    const { cursor, limit, ...filter } = options;
    return pageOf(['dead letters', filter], { cursor, limit }, (page) =>
      this.deadLetters.list(caller, filter, page),
    );
  }

  @Audited('dead_letter.requeue')
  @NeedsScopes('operations:write')
  @Post('requeue')
  @Holds()
  @Reply(200, deadLettersRequeued, 'Put back all dead letters that a filter means.', {
    description:
      'The oldest first, at most 1,000 at once. With `dry_run`, in the body or the query, nothing is put ' +
      'back; the answer says what would be. What cannot be put back is in `skipped` and keeps no other from it.',
    takesBody: true,
  })
  async requeueDeadLetters(
    @CallerOf() caller: Caller,
    @Body({ schema: requeueDeadLetters }) command: RequeueDeadLetters,
    @Query({ schema: requeueAllOptions }) options: RequeueAllOptions,
    @Once() claim: IdempotencyClaim | undefined,
  ): Promise<DeadLettersRequeued> {
    const isRehearsal = command.dry_run || options.dry_run === true;
    return this.deadLetters.requeueAll(caller, { ...command, dry_run: isRehearsal }, claim);
  }

  @NeedsScopes('operations:read')
  @Get(':id')
  @Reply(
    200,
    deadLetterDetail,
    'Look at a dead letter: the message, why it failed, what was tried.',
    {
      description:
        'Also shows one that was put back or discarded: by whom and when is in `history`.',
      errors: ['DEAD_LETTER_NOT_FOUND'],
    },
  )
  async getDeadLetter(
    @CallerOf() caller: Caller,
    @Param('id', { schema: messageId }) id: string,
  ): Promise<DeadLetterDetail> {
    return this.deadLetters.get(caller, id);
  }

  @Audited('dead_letter.requeue')
  @NeedsScopes('operations:write')
  @Post(':id/requeue')
  @Reply(200, deadLetterRequeued, 'Put a dead letter back into its mailbox.', {
    description:
      'The same message waits again, behind what waits already, and is tried as if for the first time; ' +
      'the reply that comes of it `supersedes` the failure. When its agent is gone, another that ' +
      'provides the capability gets it. Asking twice puts it back once.',
    errors: [
      'DEAD_LETTER_NOT_FOUND',
      'DEAD_LETTER_DISCARDED',
      'DEAD_LETTER_UNDELIVERABLE',
      'CROSS_ORIGIN_REFUSED',
    ],
  })
  async requeueDeadLetter(
    @CallerOf() caller: Caller,
    @Param('id', { schema: messageId }) id: string,
    @Query({ schema: requeueOptions }) { timeout }: RequeueOptions,
    @Once() claim: IdempotencyClaim | undefined,
  ): Promise<DeadLetterRequeued> {
    return this.deadLetters.requeue(caller, id, timeout, claim);
  }

  @Audited('dead_letter.discard')
  @NeedsScopes('operations:write')
  @Delete(':id')
  @Reply(200, deadLetterDiscarded, 'Discard a dead letter.', {
    description:
      'It leaves the list for good; the message stays in its conversation, and who discarded it and when ' +
      'is kept. Discarding twice changes nothing.',
    errors: ['DEAD_LETTER_NOT_FOUND', 'CROSS_ORIGIN_REFUSED'],
  })
  async discardDeadLetter(
    @CallerOf() caller: Caller,
    @Param('id', { schema: messageId }) id: string,
  ): Promise<DeadLetterDiscarded> {
    return this.deadLetters.discard(caller, id);
  }
}
