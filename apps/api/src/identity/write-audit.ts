import { createHash } from 'node:crypto';
import {
  Inject,
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { mergeMap, type Observable } from 'rxjs';
import type { Logger } from '#platform';
import { AuditLog } from '#identity';
import { principalOf } from '../http/principal-of-request.js';
import { auditedAs } from './audited.decorator.js';

/** Under which the log of the server is provided. */
export const serverLog = Symbol('server log');

/** Where an answer says what was made. */
const idFields = [
  'agent_id',
  'key_id',
  'name',
  'username',
  'user_id',
  'webhook_id',
  'approval_id',
  'id',
] as const;

/**
 * Writes down what was done, once it is done and before it is answered. Bodies are told by their hash: what they hold
 * may be secret. A log that cannot be written does not undo what was done; it is an error in the server's log.
 */
@Injectable()
export class WriteAudit implements NestInterceptor {
  constructor(
    private readonly audit: AuditLog,
    @Inject(serverLog) private readonly log: Pick<Logger, 'error'>,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const action = auditedAs(context.getHandler());
    if (action === undefined) return next.handle();
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    return next.handle().pipe(
      mergeMap(async (answer: unknown) => {
        await this.write(action, request, answer);
        return answer;
      }),
    );
  }

  private async write(action: string, request: FastifyRequest, answer: unknown): Promise<void> {
    const { id, kind, workspace } = principalOf(request);
    const target = `${action.slice(0, action.lastIndexOf('.'))}:${targetOf(request, answer)}`;
    const facts = { workspace, actor: id, actorKind: kind, action, target, outcome: 'ok' } as const;
    const details = request.body == null ? {} : { body_sha256: hashOf(request.body) };
    try {
      await this.audit.record({
        ...{ ...facts, details, requestId: request.id, address: request.ip },
      });
    } catch (error) {
      this.log.error({ err: error, ...facts, request_id: request.id }, 'An act was not audited.');
    }
  }
}

function targetOf({ params }: FastifyRequest, answer: unknown): string {
  const [named] = Object.values(params as Record<string, string>);
  if (named !== undefined) return named;
  const fields = typeof answer === 'object' && answer !== null ? answer : {};
  const told = idFields.map((field) => (fields as Record<string, unknown>)[field]);
  return told.find((value) => typeof value === 'string') ?? '*';
}

function hashOf(body: unknown): string {
  return createHash('sha256').update(JSON.stringify(body)).digest('hex');
}
