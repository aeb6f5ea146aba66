import type { AgentSummary } from '#protocol';
import type { Caller } from '#platform';
import { placesInSight, type MemoryView } from '#memory';

/** Tells of each agent how much it can recall: quick start section 2. */
export async function withKnownEntities<Agent extends AgentSummary>(
  view: MemoryView,
  caller: Caller,
  agents: readonly Agent[],
): Promise<Agent[]> {
  const places = agents.map(({ name }) => placesInSight({ agent: name }));
  const counts = await view.count(caller, [...new Set(places.flat())]);
  return agents.map((agent, index) => ({
    ...agent,
    memory: { ...agent.memory, entities: add(places[index] ?? [], counts) },
  }));
}

function add(places: readonly string[], counts: ReadonlyMap<string, number>): number {
  return places.reduce((sum, place) => sum + (counts.get(place) ?? 0), 0);
}
