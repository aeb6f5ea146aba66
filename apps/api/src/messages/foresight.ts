import type { DelegationRule, MessageDryRun, RouteExplanation } from '#protocol';
import type { AgentRegistry, CapabilityCatalog } from '#agents';
import type { Caller } from '#platform';

type ForeseenMessage = NonNullable<MessageDryRun['on_reply']>[number];
type ForeseenSubscriber = NonNullable<MessageDryRun['subscribers']>[number];

/** What configurations say would follow from a message, for those who only want to know. */
export class Foresight {
  constructor(
    private readonly registry: Pick<AgentRegistry, 'get'>,
    private readonly catalog: Pick<CapabilityCatalog, 'subscribers'>,
  ) {}

  async after(
    caller: Caller,
    { routed_to: agents, capability }: Pick<RouteExplanation, 'routed_to' | 'capability'>,
  ): Promise<Pick<MessageDryRun, 'on_reply' | 'subscribers'>> {
    const foreseen = await Promise.all(agents.map((agent) => this.afterAnswerOf(caller, agent)));
    const following = foreseen.flat();
    const listening =
      capability === undefined ? [] : await this.listeningTo(caller, capability, agents);
    return {
      ...(following.length === 0 ? {} : { on_reply: following }),
      ...(listening.length === 0 ? {} : { subscribers: listening }),
    };
  }

  /** Whoever listens to any of those who may answer. */
  private async listeningTo(
    caller: Caller,
    capability: string,
    agents: readonly string[],
  ): Promise<ForeseenSubscriber[]> {
    const [only, ...others] = agents;
    const agentName = others.length === 0 ? (only ?? '') : '';
    const found = await this.catalog.subscribers(caller, { capability, agentName });
    return found.map(({ agent, as, rule: { when, performative = 'request' } }) => ({
      ...{ agent: agent.name, as, performative },
      ...(when === undefined ? {} : { when }),
    }));
  }

  private async afterAnswerOf(caller: Caller, agent: string): Promise<ForeseenMessage[]> {
    const { configuration } = await this.registry.get(caller, agent);
    const rules = (configuration['on_reply'] ?? []) as unknown as readonly DelegationRule[];
    return rules.map(({ to, when, performative = 'request' }) => ({
      ...{ agent, to, performative },
      ...(when === undefined ? {} : { when }),
    }));
  }
}
