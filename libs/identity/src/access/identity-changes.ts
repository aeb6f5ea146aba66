import type { JsonValue } from '#protocol';
import type { ChangeChannel } from '#platform';

const topic = 'identity';

/** Tells every process that a user or a key has changed. */
export class IdentityChanges {
  constructor(private readonly channel: ChangeChannel) {}

  tellUser(id: string): void {
    this.channel.publish(topic, { user: id });
  }

  tellKey(id: string): void {
    this.channel.publish(topic, { key: id });
  }

  /** Gives what ends the listening. */
  hear(heard: { user(id: string): void; key(id: string): void }): () => void {
    return this.channel.subscribe(topic, (event) => {
      const { user, key } = partsOf(event);
      if (typeof user === 'string') heard.user(user);
      if (typeof key === 'string') heard.key(key);
    });
  }
}

function partsOf(event: JsonValue): Readonly<Record<string, JsonValue>> {
  if (typeof event !== 'object' || event === null || Array.isArray(event)) return {};
  return event as Readonly<Record<string, JsonValue>>;
}
