import { registryTopic, type Agents } from '#agents';
import type { EventChannel } from '#platform';

/**
 * How many capabilities exist, as far as this process has heard. Only decides in which lane a bell
 * rings once there are more capabilities than lanes; a wrong lane costs a second (the sweeper's).
 */
export function countCapabilities(
  agents: Pick<Agents, 'allCapabilities'>,
  events: Pick<EventChannel, 'subscribe'>,
): () => number {
  let known = 0;
  const look = async (): Promise<void> => {
    known = (await agents.allCapabilities()).length;
  };
  const lookQuietly = (): void => {
    look().catch(() => undefined);
  };
  events.subscribe(registryTopic, lookQuietly);
  lookQuietly();
  return () => known;
}
