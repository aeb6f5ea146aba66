import { isGranted, reaches, type RoutingStrategy } from '#protocol';
import type { Caller } from '#platform';
import type { FigureBoard } from '../figures/figure-board.js';
import { nearestNames } from '../names/nearest-names.js';
import {
  agentDrains,
  agentNotFound,
  notGranted,
  soleProvider,
  unknownCapability,
} from '../registry/agent.errors.js';
import type { RegistryCache } from '../registry/registry-cache.js';
import {
  takesMail,
  type RegisteredAgent,
  type RegisteredCapability,
} from '../registry/snapshot.js';
import { weigh, type Candidate } from './candidate.js';
import type { ConversationServers } from './conversation-servers.js';
import { decideRoute, pausedNote, poolOf } from './decide-route.js';
import type { RouteDecision } from './route-decision.js';
import { TurnCounter } from './turn-counter.js';

/** What a message says of whom it is for: a capability, or by exception an agent. */
export interface RouteTarget {
  readonly capability?: string | undefined;
  /** Name of an agent. */
  readonly receiver?: string | undefined;
  /** @default the server's CAXTON_ROUTING_STRATEGY */
  readonly strategy?: RoutingStrategy | undefined;
  /** For `sticky`; nothing for a conversation that is yet to begin. */
  readonly conversationId?: string | undefined;
  /** Name of an agent that must not get it: the sender. */
  readonly exclude?: string | undefined;
  /** Only tell: nobody's turn is used up and nobody counts as busier. @default false */
  readonly rehearse?: boolean | undefined;
  /** The caller asks for it themselves, not for somebody whose work it is. @default false */
  readonly isOwn?: boolean | undefined;
}

/** Chooses the agents for a message, out of memory: the registry and the figures of a second ago. */
export class CapabilityRouter {
  private readonly turns = new TurnCounter();

  constructor(
    private readonly registry: RegistryCache,
    private readonly board: FigureBoard,
    private readonly servers: ConversationServers,
    private readonly defaultStrategy: RoutingStrategy,
  ) {}

  /**
   * @throws {ProtocolError} INVALID_CAPABILITY when nobody (else) provides the capability, with those
   * that exist and the nearest names; AGENT_NOT_FOUND for a receiver that is unknown or drains; NOT_GRANTED
   * for what the caller may not reach
   */
  async route(caller: Caller, target: RouteTarget): Promise<RouteDecision> {
    const { capability, receiver, strategy = this.defaultStrategy } = target;
    if (receiver !== undefined) return this.address(caller, receiver, { ...target, strategy });
    return this.choose(caller, { ...target, strategy, capability: capability ?? '' });
  }

  private async address(
    caller: Caller,
    name: string,
    { strategy, rehearse, isOwn }: RouteTarget & { readonly strategy: RoutingStrategy },
  ): Promise<RouteDecision> {
    const known = (await this.registry.snapshot(caller)).agents.get(name);
    const isOpen = known !== undefined && reaches(caller.grants, known);
    const agent = isOpen ? known : await this.look(caller, name, isOwn);
    if (!takesMail(agent)) throw agentDrains(name);
    if (rehearse !== true) this.board.noteGiven(agent.id);
    const reason = `the message names ${name} as its receiver`;
    return {
      strategy,
      agents: [{ id: agent.id, name, versionNumber: agent.versionNumber }],
      reason: agent.status === 'paused' ? `${reason}; ${pausedNote}` : reason,
      candidates: [],
    };
  }

  private async look(
    caller: Caller,
    name: string,
    isOwn: boolean | undefined,
  ): Promise<RegisteredAgent> {
    const { agents } = await this.registry.newest(caller);
    const agent = agents.get(name);
    if (agent === undefined) throw agentNotFound(name, nearestNames(name, agents.keys()));
    if (reaches(caller.grants, agent)) return agent;
    const granted = [...agents.values()].filter((one) => reaches(caller.grants, one));
    throw notGranted(
      'agent',
      name,
      granted.map((one) => one.name),
      isOwn,
    );
  }

  private async choose(caller: Caller, target: ChosenTarget): Promise<RouteDecision> {
    const { strategy, capability } = target;
    await this.refuseUngranted(caller, target);
    const { providers } = await this.find(caller, target);
    const provisions = providers.map(({ id }) => ({ agentId: id, capability }));
    // Where there is nothing to choose, nobody waits for figures that are only told.
    if (provisions.length > 1 || target.rehearse === true) {
      await this.board.refresh(caller, provisions);
    } else {
      this.board.refreshSoon(caller, provisions);
    }
    const isSticky = strategy === 'sticky';
    // Nobody else asks who serves the conversation.
    const pool = isSticky ? this.idsOfPool(caller, providers, target) : [];
    const found = await this.findServing(caller, target, pool);
    // From here to the note nothing waits: of two messages at once the second sees the first.
    const decision = decideRoute(strategy, this.weighAll(caller, providers, target), {
      lastTurnOf: (agentId) => this.turns.lastTurnOf(capability, agentId),
      servingAgentId: isSticky
        ? (this.servers.recall(caller, target.conversationId ?? '', pool) ?? found)
        : undefined,
    });
    if (decision === undefined) throw await this.refuse(caller, target, providers);
    if (target.rehearse !== true) this.note(caller, target, decision);
    return decision;
  }

  /** Looked up anew before it is called unknown: another process may have just deployed it. */
  private async find(
    caller: Caller,
    { capability, exclude }: ChosenTarget,
  ): Promise<RegisteredCapability> {
    const known = (await this.registry.snapshot(caller)).capabilities.get(capability);
    if (known !== undefined) return known;
    const { capabilities } = await this.registry.newest(caller);
    const found = capabilities.get(capability);
    if (found !== undefined) return found;
    const available = namesOfOthers(caller, capabilities.values(), exclude);
    throw unknownCapability(capability, available, nearestNames(capability, available));
  }

  private weighAll(
    { grants }: Caller,
    providers: readonly RegisteredAgent[],
    { capability, exclude }: ChosenTarget,
  ): Candidate[] {
    return providers.map((agent) => {
      const figures = this.board.look({ agentId: agent.id, capability });
      const candidate = weigh(agent, capability, figures);
      if (agent.name === exclude) return { ...candidate, excluded: 'sender' };
      return isGranted(grants?.agents, agent.name)
        ? candidate
        : { ...candidate, excluded: 'not granted' };
    });
  }

  /** Ids of those that could be chosen. */
  private idsOfPool(
    caller: Caller,
    providers: readonly RegisteredAgent[],
    target: ChosenTarget,
  ): string[] {
    return poolOf(this.weighAll(caller, providers, target)).map(({ agent }) => agent.id);
  }

  private async findServing(
    caller: Caller,
    { strategy, conversationId }: ChosenTarget,
    agentIds: readonly string[],
  ): Promise<string | undefined> {
    if (strategy !== 'sticky' || conversationId === undefined) return undefined;
    return this.servers.find(caller, conversationId, agentIds);
  }

  private async refuseUngranted(
    caller: Caller,
    { capability, exclude, isOwn }: ChosenTarget,
  ): Promise<void> {
    if (isGranted(caller.grants?.capabilities, capability)) return;
    const { capabilities } = await this.registry.snapshot(caller);
    const granted = namesOfOthers(caller, capabilities.values(), exclude);
    throw notGranted('capability', capability, granted, isOwn);
  }

  /** The sender is the only one that could have got the message, or those who could are not granted. */
  private async refuse(
    caller: Caller,
    { capability, exclude = '', isOwn }: ChosenTarget,
    providers: readonly RegisteredAgent[],
  ): Promise<Error> {
    const { capabilities } = await this.registry.snapshot(caller);
    const available = namesOfOthers(caller, capabilities.values(), exclude);
    return providers.some(({ name }) => name !== exclude)
      ? notGranted('capability', capability, available, isOwn)
      : soleProvider(capability, exclude, available);
  }

  private note(caller: Caller, target: ChosenTarget, { agents }: RouteDecision): void {
    const { strategy, capability, conversationId } = target;
    for (const { id } of agents) {
      this.board.noteGiven(id);
      this.turns.note(capability, id);
      if (strategy === 'sticky' && conversationId !== undefined) {
        this.servers.note(caller, conversationId, id);
      }
    }
  }
}

/** A target whose capability and strategy are settled. */
interface ChosenTarget extends RouteTarget {
  readonly capability: string;
  readonly strategy: RoutingStrategy;
}

/** Those that the caller may reach. */
function namesOfOthers(
  { grants }: Caller,
  capabilities: Iterable<RegisteredCapability>,
  exclude: string | undefined,
): string[] {
  const isOpen = ({ name }: RegisteredAgent): boolean =>
    name !== exclude && isGranted(grants?.agents, name);
  return [...capabilities]
    .filter(({ name }) => isGranted(grants?.capabilities, name))
    .filter(({ providers }) => providers.some(isOpen))
    .map(({ name }) => name);
}
