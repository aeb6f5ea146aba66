import {
  formatResponseTime,
  isGranted,
  type CapabilityDetail,
  type CapabilityList,
  type CapabilityMatches,
  type CapabilitySearch,
  type RoutingStrategy,
} from '#protocol';
import type { Caller } from '#platform';
import type { Usage } from '#usage';
import type { FigureBoard } from '../figures/figure-board.js';
import { keyOf, type Provision } from '../figures/figures.repository.js';
import type { ProviderFigures } from '../figures/provider-figures.js';
import { nearestNames } from '../names/nearest-names.js';
import { unknownCapability } from '../registry/agent.errors.js';
import type { RegistryCache } from '../registry/registry-cache.js';
import type { RegisteredCapability } from '../registry/snapshot.js';
import type { Subscriber } from '../registry/subscribers.js';
import { callRoll } from '../roster/agent-roster.js';
import { averageResponse, summarizeCapability, viewProvider } from './capability-figures.js';
import type { MeaningSearch } from './meaning-search.js';

/** A capability that an agent may ask others for. */
export interface NeighbourCapability {
  readonly capability: string;
  readonly description: string;
  /** Whoever asked may not reach it. */
  readonly isWithheld?: true;
}

/** What the agents of a workspace can do, with figures of what happened. */
export class CapabilityCatalog {
  constructor(
    private readonly registry: RegistryCache,
    private readonly board: FigureBoard,
    private readonly usage: Pick<Usage, 'ofAgents'>,
    private readonly meaning: MeaningSearch,
    private readonly defaultStrategy: RoutingStrategy,
  ) {}

  /** Everything that some agent takes mail for, in alphabetical order. */
  async list(caller: Caller): Promise<CapabilityList> {
    const all = await this.inSight(caller);
    await this.board.refresh(caller, all.flatMap(provisionsOf));
    return {
      capabilities: all.map((capability) =>
        summarizeCapability(capability, this.figuresOf(capability)),
      ),
    };
  }

  /** @throws {ProtocolError} INVALID_CAPABILITY when nobody provides it */
  async detail(caller: Caller, name: string): Promise<CapabilityDetail> {
    const capability = await this.find(caller, name);
    const provisions = provisionsOf(capability);
    await this.board.refresh(caller, provisions);
    const figures = this.figuresOf(capability);
    const requests = await this.countRequests(caller, provisions);
    return {
      capability: name,
      description: capability.description,
      agents: capability.providers.map((_, index) =>
        viewProvider(capability, index, figures[index], requests[index]),
      ),
      routing_strategy: this.defaultStrategy,
      total_requests: requests.reduce((total, each) => total + each, 0),
      avg_response_time: formatResponseTime(averageResponse(figures)),
    };
  }

  /**
   * Capabilities whose descriptions mean what the query means, the nearest first. English only, as
   * the model is.
   * @throws {ProtocolError} UNAVAILABLE when text cannot be embedded right now
   */
  async search(caller: Caller, search: CapabilitySearch): Promise<CapabilityMatches> {
    const matches = await this.meaning.search(caller, await this.inSight(caller), search);
    return { query: search.query, matches };
  }

  /** Those that the caller may ask, each with the providers that may be asked by name. */
  private async inSight(caller: Caller): Promise<readonly RegisteredCapability[]> {
    return (await callRoll(this.registry, caller)).capabilities;
  }

  /** What other running agents offer: whom an agent may hand work on to. */
  async neighbours(caller: Caller, agentName: string): Promise<NeighbourCapability[]> {
    const { capabilities } = await this.registry.snapshot(caller);
    return [...capabilities.values()].flatMap(({ name: capability, description, providers }) => {
      const others = providers.filter(
        ({ name, status }) => name !== agentName && status === 'running',
      );
      if (others.length === 0) return [];
      const isOpen = others.some(({ name }) => mayReach(caller, { name, as: capability }));
      return [{ capability, description, ...(isOpen ? {} : { isWithheld: true as const }) }];
    });
  }

  /** Who listens to the answers that this agent gives under a capability. */
  async subscribers(
    caller: Caller,
    { capability, agentName }: { readonly capability: string; readonly agentName: string },
  ): Promise<readonly Subscriber[]> {
    const { subscribers } = await this.registry.snapshot(caller);
    const listening = subscribers.get(capability) ?? [];
    return listening.filter(({ agent }) => agent.name !== agentName);
  }

  /** How often each was asked, ever; mail that waits counts. In their order. */
  private async countRequests(caller: Caller, provisions: readonly Provision[]): Promise<number[]> {
    const agents = provisions.map(({ agentId }) => agentId);
    const requests = new Map(
      (await this.usage.ofAgents(caller, agents)).map(
        ({ agent_id: agentId, capability, accepted }) => [keyOf({ agentId, capability }), accepted],
      ),
    );
    return provisions.map((provision) => requests.get(keyOf(provision)) ?? 0);
  }

  private figuresOf(capability: RegisteredCapability): ProviderFigures[] {
    return provisionsOf(capability).map((provision) => this.board.look(provision));
  }

  private async find(caller: Caller, name: string): Promise<RegisteredCapability> {
    const known = (await this.registry.snapshot(caller)).capabilities.get(name);
    if (known !== undefined) return known;
    const { capabilities } = await this.registry.newest(caller);
    const found = capabilities.get(name);
    if (found !== undefined) return found;
    const available = [...capabilities.keys()];
    throw unknownCapability(name, available, nearestNames(name, available));
  }
}

/** Whether an agent may be asked, under one of its capabilities, on behalf of the caller. */
function mayReach(
  { grants }: Caller,
  { name, as }: { readonly name: string; readonly as: string },
): boolean {
  return isGranted(grants?.capabilities, as) && isGranted(grants?.agents, name);
}

function provisionsOf({ name, providers }: RegisteredCapability): Provision[] {
  return providers.map(({ id }) => ({ agentId: id, capability: name }));
}
