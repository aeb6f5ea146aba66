import { Body, Controller, Get, HttpStatus, Param, Post, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import {
  batchAccepted,
  batchCancellation,
  batchId,
  batchList,
  batchView,
  cancelRequest,
  mostInBatch,
  sendBatch,
  type BatchAccepted,
  type BatchCancellation,
  type BatchList,
  type BatchView,
  type CancelRequest,
  type SendBatch,
} from '#protocol';
import type { IdempotencyClaim } from '#idempotency';
import type { Principal } from '#identity';
import type { Caller } from '#platform';
import { CallerOf, PrincipalOf } from '../http/caller.decorator.js';
import { Holds } from '../http/holds.decorator.js';
import { HoldsMany } from '../http/holds-many.decorator.js';
import { pageOf } from '../http/list-page.js';
import { NeedsScopes } from '../http/needs.decorator.js';
import { AlsoReplies, Reply } from '../http/reply.decorator.js';
import { RequestLimits } from '../limits/request-limits.js';
import { stillStopping } from '../messages/answer-cancellation.js';
import { hopHeaderFacts, hopsOf } from '../messages/hop-header.js';
import { Once } from '../repeats/once.decorator.js';
import { BatchDesk } from './batch-desk.js';
import {
  batchListOptions,
  batchOptions,
  type BatchListOptions,
  type BatchOptions,
} from './batch-queries.js';

/** Many messages at once, and what became of them: quick start section 19. */
@ApiTags('Messages')
@Controller('api/v1')
export class BatchesController {
  constructor(
    private readonly desk: BatchDesk,
    private readonly limits: RequestLimits,
  ) {}

  @NeedsScopes('messages:send')
  @Post('messages/batch')
  @HoldsMany(mostInBatch)
  @ApiHeader(hopHeaderFacts)
  @Reply(202, batchAccepted, 'Send up to 500 messages at once.', {
    description:
      'Each is accepted or refused by itself; those that are accepted are stored durably, in one transaction, ' +
      'before the answer. Refusals carry the envelope of an error, and the answer is 207 then. What is refused ' +
      'because too much waits is sent again in another batch. A batch of which nothing is accepted is not ' +
      'kept; when there is no room for any message, it is refused as a whole (429). The same `batch_id` with ' +
      'the same messages is answered as the first time.',
    takesBody: true,
    errors: [
      'BATCH_ID_CONFLICT',
      'NOT_GRANTED',
      'BACKLOG_FULL',
      'DEADLINE_UNREACHABLE',
      'HOP_LIMIT_EXCEEDED',
    ],
  })
  @AlsoReplies(207, batchAccepted, 'Some messages, or all, were refused: see `results`.')
  async sendBatch(
    @PrincipalOf() principal: Principal,
    @Body({ schema: sendBatch }) command: SendBatch,
    @Once() claim: IdempotencyClaim | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BatchAccepted> {
    await this.limits.countMore(principal, command.messages.length - 1, reply.raw);
    const { id: requestId } = reply.request;
    const request = { command, claim, requestId, hops: hopsOf(reply.request) };
    const { answer, replayed } = await this.desk.send(principal, request);
    if (replayed) void reply.header('idempotency-replayed', 'true');
    if (answer.refused > 0) void reply.status(HttpStatus.MULTI_STATUS);
    return answer;
  }

  @NeedsScopes('messages:read')
  @Get('batches')
  @Reply(200, batchList, 'List the batches, the newest first.')
  async listBatches(
    @CallerOf() caller: Caller,
    @Query({ schema: batchListOptions }) page: BatchListOptions,
  ): Promise<BatchList> {
    return pageOf(['batches'], page, (wanted) => this.desk.batches.list(caller, wanted));
  }

  @NeedsScopes('messages:read')
  @Get('batches/:id')
  @Reply(200, batchView, 'See how far a batch has come, and what was answered.', {
    description:
      'Counts by state of all its messages, and a page of its results in the order in which they were sent. ' +
      '`limit=0` gives the counts alone, which is what to poll; the event `batch.completed` tells webhooks of the end.',
    errors: ['BATCH_NOT_FOUND', 'NOT_GRANTED'],
  })
  async getBatch(
    @CallerOf() caller: Caller,
    @Param('id', { schema: batchId }) id: string,
    @Query({ schema: batchOptions }) page: BatchOptions,
  ): Promise<BatchView> {
    return pageOf(['batch', id], page, (wanted) => this.desk.batches.get(caller, id, wanted));
  }

  @NeedsScopes('messages:send')
  @Post('batches/:id/cancel')
  @Holds()
  @Reply(200, batchCancellation, 'Cancel what is open of a batch, and what it caused.', {
    description: 'As for each message by itself. What has ended stays as it is.',
    takesBody: true,
    errors: ['BATCH_NOT_FOUND'],
  })
  @AlsoReplies(202, batchCancellation, stillStopping)
  async cancelBatch(
    @CallerOf() caller: Caller,
    @Param('id', { schema: batchId }) id: string,
    @Body({ schema: cancelRequest.optional() }) request: CancelRequest | undefined,
    @Once() claim: IdempotencyClaim | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BatchCancellation> {
    const given = await this.desk.batches.cancel(caller, id, request?.reason, claim);
    if (given.outcome === 'cancelling') void reply.status(HttpStatus.ACCEPTED);
    return given;
  }
}
