import type { SubscriptionRule } from '#protocol';

/** An agent that listens to a capability, and by which of its subscriptions. */
export interface Subscriber {
  readonly agent: { readonly id: string; readonly name: string };
  /** The capability of its own that it answers under. */
  readonly as: string;
  /** Where the rule stands in its configuration: `subscriptions[0]`. */
  readonly place: string;
  readonly rule: SubscriptionRule;
}

/** An agent with what it listens to. */
interface Listener {
  readonly id: string;
  readonly name: string;
  readonly capabilities: readonly string[];
  readonly subscriptions?: readonly SubscriptionRule[];
}

/** Who listens to which capability, the oldest agent first, its subscriptions in their order. */
export function gatherSubscribers(
  agents: readonly Listener[],
): ReadonlyMap<string, readonly Subscriber[]> {
  const found = new Map<string, Subscriber[]>();
  for (const { id, name, capabilities, subscriptions = [] } of agents) {
    for (const [index, rule] of subscriptions.entries()) {
      const as = rule.as ?? capabilities[0] ?? rule.to;
      const subscriber = { agent: { id, name }, as, place: `subscriptions[${index}]`, rule };
      found.set(rule.to, [...(found.get(rule.to) ?? []), subscriber]);
    }
  }
  return found;
}
