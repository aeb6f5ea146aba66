import type { JsonValue } from '#protocol';
import type { ChangeChannel } from '#platform';

const topic = 'identity';

interface Listener {
  user(id: string): void;
  key(id: string): void;
  login(id: string): void;
}

/** Tells every process that a user, a key or a login has changed. */
export class IdentityChanges {
  constructor(private readonly channel: ChangeChannel) {}

  tellUser(id: string): void {
    this.channel.publish(topic, { user: id });
  }

  tellKey(id: string): void {
    this.channel.publish(topic, { key: id });
  }

  /** Also tells of its user, for whoever acts for them under it. */
  tellLogin(id: string, userId: string): void {
    this.channel.publish(topic, { login: id, user: userId });
  }

  /** Gives what ends the listening. */
  hear(heard: Listener): () => void {
    return this.channel.subscribe(topic, (event) => {
      const { login, user, key } = partsOf(event);
      if (typeof login === 'string') heard.login(login);
      if (typeof user === 'string') heard.user(user);
      if (typeof key === 'string') heard.key(key);
    });
  }
}

function partsOf(event: JsonValue): Readonly<Record<string, JsonValue>> {
  if (typeof event !== 'object' || event === null || Array.isArray(event)) return {};
  return event as Readonly<Record<string, JsonValue>>;
}
