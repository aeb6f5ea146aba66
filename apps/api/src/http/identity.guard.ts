import { type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProtocolError } from '#protocol';
import { callerOf, localPrincipal, type Authenticator, type Principal } from '#identity';
import type { AgentReach } from '#agents';
import type { ConversationReach } from '#messaging';
import type { RequestLimits } from '../limits/request-limits.js';
import { namedAgents, touchOf } from './named-agents.js';
import { namedConversations } from './named-conversations.js';
import { needsOf } from './needs-of.js';
import { notePrincipal } from './principal-of-request.js';
import { refuseUngranted } from './refuse-ungranted.js';
import { refuseUnownedMemory } from './refuse-unowned-memory.js';
import { shownOf } from './shown-of.js';

/** The only operations of whoever still has a one-time password. */
const forNewcomers = new Set(['/api/v1/auth/password', '/api/v1/auth/me', '/api/v1/auth/logout']);

/** What whoever is bounded is kept from. */
interface Reach {
  readonly conversations: Pick<ConversationReach, 'refuseBeyond'>;
  readonly agents: Pick<AgentReach, 'refuseBeyond'>;
}

/**
 * Lets a request through when its sender is who they say and has the scopes of the operation. Deny by default: an
 * operation that says nothing is refused (security.md §4.1, API5), and a server that has one does not start.
 */
export class IdentityGuard implements CanActivate {
  constructor(
    private readonly authenticator: Authenticator,
    private readonly limits: RequestLimits,
    private readonly reach: Reach,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const needs = needsOf(context.getClass(), context.getHandler());
    if (needs === undefined) throw new Error('The operation does not say what it needs');
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (needs === 'public') {
      notePrincipal(request, localPrincipal);
      return true;
    }
    const principal = await this.identify(request, context.switchToHttp().getResponse());
    refuseNewcomers(principal, request);
    const missing = needs.filter((scope) => !principal.scopes.has(scope));
    if (missing.length > 0)
      throw new ProtocolError('FORBIDDEN', `This needs ${missing.join(' and ')}`, {
        missing_scopes: missing,
        suggestion: 'Use credentials with these scopes, or ask an admin for them',
      });
    refuseUngranted(principal, request);
    refuseUnownedMemory(principal, request);
    await this.refuseUnreadable(principal, request);
    notePrincipal(request, principal);
    return true;
  }

  /**
   * What was said to others is not for whoever could not have said it, nor are agents that they may not ask.
   * Looks up nothing for whoever is not bounded.
   */
  private async refuseUnreadable(principal: Principal, request: FastifyRequest): Promise<void> {
    const caller = callerOf(principal);
    if (caller.grants === undefined) return;
    const { agents, conversations } = this.reach;
    for (const name of namedAgents(request))
      await agents.refuseBeyond(caller, name, touchOf(request));
    for (const named of namedConversations(request))
      await conversations.refuseBeyond(caller, named);
  }

  /** Who is not known is counted by address, so that nobody tries out keys without end. */
  private async identify(request: FastifyRequest, reply: FastifyReply): Promise<Principal> {
    try {
      return await this.authenticator.identify(shownOf(request));
    } catch (error) {
      if (error instanceof ProtocolError && error.code === 'UNAUTHORIZED')
        await this.limits.countStranger(request.ip, reply.raw);
      throw error;
    }
  }
}

function refuseNewcomers(
  { mustChangePassword }: Principal,
  { routeOptions }: FastifyRequest,
): void {
  if (!mustChangePassword || forNewcomers.has(routeOptions.url ?? '')) return;
  throw new ProtocolError(
    'PASSWORD_CHANGE_REQUIRED',
    'Your password was given to you to be used once',
    {
      suggestion:
        'Choose your own at POST /api/v1/auth/password, then go on with the token it answers',
    },
  );
}
