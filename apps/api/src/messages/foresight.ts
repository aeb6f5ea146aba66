import type { DelegationRule, ForeseenMessage, MessageDryRun, RouteExplanation } from '#protocol';
import type { AgentRegistry } from '#agents';
import type { Caller } from '#platform';

/** What configurations say would follow from a message, for those who only want to know. */
export class Foresight {
  constructor(private readonly registry: Pick<AgentRegistry, 'get'>) {}

  async after(
    caller: Caller,
    { routed_to: agents }: Pick<RouteExplanation, 'routed_to'>,
  ): Promise<Pick<MessageDryRun, 'on_reply'>> {
    const foreseen = await Promise.all(agents.map((agent) => this.afterAnswerOf(caller, agent)));
    const following = foreseen.flat();
    return following.length === 0 ? {} : { on_reply: following };
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
