import type { Subscriber } from '#agents';
import type { CodeAgent } from '#runtime';

/** Who listens to a capability, as their definitions say; the speaker itself never. */
export function listenersTo(
  capability: string,
  speaker: string,
  agents: readonly CodeAgent[],
  ids: ReadonlyMap<string, string>,
): Subscriber[] {
  return agents.flatMap(({ name, subscriptions = [], capabilities: [own = ''] }) =>
    subscriptions.flatMap((rule) =>
      rule.to === capability && name !== speaker
        ? [{ agent: { id: ids.get(name) ?? '', name }, as: own, place: 'rule', rule }]
        : [],
    ),
  );
}
