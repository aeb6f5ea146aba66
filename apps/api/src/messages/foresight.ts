import {
  isGranted,
  meetOf,
  type DelegationRule,
  type Grants,
  type MessageDryRun,
  type RouteExplanation,
} from '#protocol';
import type { AgentRegistry, CapabilityCatalog } from '#agents';
import type { Caller } from '#platform';

type ForeseenMessage = NonNullable<MessageDryRun['on_reply']>[number];
type ForeseenSubscriber = NonNullable<MessageDryRun['subscribers']>[number];

/** An agent that may answer, what its rules say, and on whose behalf it would send. */
interface Answerer {
  readonly agent: string;
  readonly rules: readonly DelegationRule[];
  readonly sender: Caller;
}

/** What configurations say would follow from a message, for those who only want to know. */
export class Foresight {
  constructor(
    private readonly registry: Pick<AgentRegistry, 'get'>,
    private readonly catalog: Pick<CapabilityCatalog, 'neighbours' | 'subscribers'>,
  ) {}

  async after(
    caller: Caller,
    { routed_to: agents, capability }: Pick<RouteExplanation, 'routed_to' | 'capability'>,
  ): Promise<Pick<MessageDryRun, 'on_reply' | 'subscribers'>> {
    const answerers = await Promise.all(agents.map((agent) => this.look(caller, agent)));
    const foreseen = await Promise.all(answerers.map((answerer) => this.afterAnswerOf(answerer)));
    const following = foreseen.flat();
    const listening =
      capability === undefined ? [] : await this.listeningTo(caller, capability, answerers);
    return {
      ...(following.length === 0 ? {} : { on_reply: following }),
      ...(listening.length === 0 ? {} : { subscribers: listening }),
    };
  }

  private async look(caller: Caller, agent: string): Promise<Answerer> {
    const { configuration } = await this.registry.get(caller, agent);
    const own = configuration['grants'] as Grants | undefined;
    return {
      agent,
      rules: (configuration['on_reply'] ?? []) as unknown as readonly DelegationRule[],
      sender: { ...caller, grants: meetOf(caller.grants, own) },
    };
  }

  /** Whoever listens to any of those who may answer. */
  private async listeningTo(
    caller: Caller,
    capability: string,
    answerers: readonly Answerer[],
  ): Promise<ForeseenSubscriber[]> {
    const [only, ...others] = answerers;
    const agentName = others.length === 0 ? (only?.agent ?? '') : '';
    const found = await this.catalog.subscribers(caller, { capability, agentName });
    return found.map(({ agent: { name }, as, rule: { when, performative = 'request' } }) => ({
      ...{ agent: name, as, performative },
      ...(when === undefined ? {} : { when }),
      ...refusedUnless(answerers.some(({ sender }) => mayTell(sender, name, as))),
    }));
  }

  private async afterAnswerOf({ agent, rules, sender }: Answerer): Promise<ForeseenMessage[]> {
    const withheld = rules.length === 0 ? new Set() : await this.withheldFrom(agent, sender);
    return rules.map(({ to, when, performative = 'request' }) => ({
      ...{ agent, to, performative },
      ...(when === undefined ? {} : { when }),
      ...refusedUnless(isGranted(sender.grants?.capabilities, to) && !withheld.has(to)),
    }));
  }

  private async withheldFrom(agent: string, sender: Caller): Promise<ReadonlySet<string>> {
    const neighbours = await this.catalog.neighbours(sender, agent);
    const withheld = neighbours.filter(({ isWithheld }) => isWithheld === true);
    return new Set(withheld.map(({ capability }) => capability));
  }
}

function mayTell({ grants }: Caller, agent: string, as: string): boolean {
  return isGranted(grants?.agents, agent) && isGranted(grants?.capabilities, as);
}

function refusedUnless(isOpen: boolean): { refused?: 'NOT_GRANTED' } {
  return isOpen ? {} : { refused: 'NOT_GRANTED' };
}
