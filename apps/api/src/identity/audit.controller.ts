import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  auditChain,
  auditFilter,
  auditPage,
  type AuditChain,
  type AuditEventView,
  type AuditPage,
} from '#protocol';
import { AuditLog, type AuditEvent } from '#identity';
import type { Caller } from '#platform';
import { CallerOf } from '../http/caller.decorator.js';
import { pageOf } from '../http/list-page.js';
import { NeedsScopes } from '../http/needs.decorator.js';
import { queryCursor, queryLimit } from '../http/query-parts.js';
import { Reply } from '../http/reply.decorator.js';

/** Query of the list of events. */
const auditOptions = z.strictObject({
  ...auditFilter.shape,
  cursor: queryCursor,
  limit: queryLimit(50),
});
type AuditOptions = z.infer<typeof auditOptions>;

/** Who did what: docs/security.md. */
@ApiTags('Audit')
@Controller('api/v1/audit')
export class AuditController {
  constructor(private readonly audit: AuditLog) {}

  @NeedsScopes('audit:read')
  @Get()
  @Reply(200, auditPage, 'List what was done, the newest first.', {
    description:
      'Logins, and every change of agents, tools, users, keys, approvals and settings. Only added to.',
  })
  async listAuditEvents(
    @CallerOf() caller: Caller,
    @Query({ schema: auditOptions }) options: AuditOptions,
  ): Promise<AuditPage> {
    const { cursor, limit, since, until, ...filter } = options;
    const wanted = { ...filter, since: dateOf(since), until: dateOf(until) };
    return pageOf(['audit', filter, { since, until }], { cursor, limit }, async (page) => {
      const before = page.cursor === undefined ? undefined : Number(page.cursor);
      const found = await this.audit.list(caller, { ...wanted, before }, page.limit + 1);
      const events = found.slice(0, page.limit);
      const last = found.length > page.limit ? events.at(-1) : undefined;
      const next = last === undefined ? {} : { next_cursor: String(last.seq) };
      return { events: events.map(viewOf), ...next };
    });
  }

  @NeedsScopes('audit:read')
  @Get('chain')
  @Reply(200, auditChain, 'Check that nothing was changed in the log or taken out of it.')
  async checkAuditChain(@CallerOf() caller: Caller): Promise<AuditChain> {
    const { events, isWhole, brokenAt, head } = await this.audit.verify(caller);
    return { events, intact: isWhole, broken_at: brokenAt ?? null, head };
  }
}

function dateOf(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : new Date(text);
}

function viewOf(event: AuditEvent): AuditEventView {
  const { seq: number, at, actor, action, target, details, hash } = event;
  return {
    ...{ number, at, actor, actor_kind: event.actorKind as AuditEventView['actor_kind'] },
    ...{ action, target, outcome: event.outcome as AuditEventView['outcome'] },
    ...{ request_id: event.requestId ?? null, address: event.address ?? null },
    ...{ details, previous_hash: event.previousHash, hash },
  };
}
