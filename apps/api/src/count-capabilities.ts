import { registryTopic, type Agents } from '#agents';
import { localDeveloper, type EventChannel } from '#platform';

/**
 * How many capabilities exist, as far as this process has heard. Only decides in which lane a bell
 * rings once there are more capabilities than lanes; a wrong lane costs a second (the sweeper's).
 */
export function countCapabilities(
  { cache }: Pick<Agents, 'cache'>,
  events: Pick<EventChannel, 'subscribe'>,
): () => number {
  let known = 0;
  const look = async (): Promise<void> => {
    known = (await cache.snapshot(localDeveloper)).capabilities.size;
  };
  const lookQuietly = (): void => {
    look().catch(() => undefined);
  };
  events.subscribe(registryTopic, lookQuietly);
  lookQuietly();
  return () => known;
}
