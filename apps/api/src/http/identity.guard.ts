import { type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProtocolError, type Scope } from '#protocol';
import {
  callerOf,
  localPrincipal,
  type Authenticator,
  type Principal,
  type Shown,
} from '#identity';
import type { Caller } from '#platform';
import type { AgentReach } from '#agents';
import type { ConversationReach } from '#messaging';
import type { RequestLimits } from '../limits/request-limits.js';
import { namedAgents, touchOf } from './named-agents.js';
import { namedConversations } from './named-conversations.js';
import type { Needs } from './needs.decorator.js';
import { endsItself } from './ends-itself.js';
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

  /** At once, where nothing has to be looked up. Thrown when the request is not let through. */
  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const needs = needsOf(context.getClass(), context.getHandler());
    if (needs === undefined) throw new Error('The operation does not say what it needs');
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (needs === 'public') {
      notePrincipal(request, localPrincipal);
      return true;
    }
    const shown = shownOf(request);
    const local = this.authenticator.recognize(shown);
    if (local !== undefined) return this.admit(local, needs, request);
    const identified = this.identify(shown, request, context.switchToHttp().getResponse());
    return identified.then((principal) => this.admit(principal, needs, request));
  }

  private admit(
    principal: Principal,
    needs: Exclude<Needs, 'public'>,
    request: FastifyRequest,
  ): boolean | Promise<boolean> {
    refuseNewcomers(principal, request);
    if (!endsItself(principal, request)) refuseUnscoped(principal, needs);
    refuseUngranted(principal, request);
    refuseUnownedMemory(principal, request);
    notePrincipal(request, principal);
    const caller = callerOf(principal);
    return caller.grants === undefined || this.refuseUnreadable(caller, request);
  }

  /**
   * What was said to others is not for whoever could not have said it, nor are agents that they may not ask.
   * Nobody asks it of whoever is not bounded.
   */
  private async refuseUnreadable(caller: Caller, request: FastifyRequest): Promise<true> {
    const { agents, conversations } = this.reach;
    for (const name of namedAgents(request))
      await agents.refuseBeyond(caller, name, touchOf(request));
    for (const named of namedConversations(request))
      await conversations.refuseBeyond(caller, named);
    return true;
  }

  /** Who is not known is counted by address, so that nobody tries out keys without end. */
  private async identify(
    shown: Shown,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<Principal> {
    try {
      return await this.authenticator.identify(shown);
    } catch (error) {
      if (error instanceof ProtocolError && error.code === 'UNAUTHORIZED')
        await this.limits.countStranger(request.ip, reply.raw);
      throw error;
    }
  }
}

function refuseUnscoped({ scopes }: Principal, needs: readonly Scope[]): void {
  const missing = needs.filter((scope) => !scopes.has(scope));
  if (missing.length === 0) return;
  throw new ProtocolError('FORBIDDEN', `This needs ${missing.join(' and ')}`, {
    missing_scopes: missing,
    suggestion: 'Use credentials with these scopes, or ask an admin for them',
  });
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
