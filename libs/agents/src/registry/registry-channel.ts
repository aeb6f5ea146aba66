import type { JsonValue } from '#protocol';

/** The part of the event channel that the registry needs: tell whoever listens, at most once. */
export interface RegistryChannel {
  publish(topic: string, event: JsonValue): void;
  subscribe(topic: string, listener: (event: JsonValue) => void): () => void;
}

/** Where it is told that agents or capabilities of a workspace changed: `{ workspace }`. */
export const registryTopic = 'registry';

/** After a commit: whoever keeps the registry in memory reads it again. */
export function announceChange(channel: RegistryChannel, workspace: string): void {
  channel.publish(registryTopic, { workspace });
}
