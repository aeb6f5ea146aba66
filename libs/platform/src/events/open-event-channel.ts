import type { Mode } from '../config/mode.js';
import type { Logger } from '../observe/logger.js';
import { EventChannel } from './event-channel.js';
import { PostgresBridge } from './postgres-bridge.js';
import { RedisBridge } from './redis-bridge.js';

export interface EventSettings {
  readonly mode: Mode;
  readonly databaseUrl: string;
  readonly redisUrl?: string | undefined;
  /** Servers that share a Redis are told apart by it. Those that share a database are one server. */
  readonly prefix: string;
  readonly log: Logger;
}

/**
 * Opens the channel: alone in the embedded process, else bridged by Postgres or Redis. Connects in
 * the background: what the bridge stands on may be away, and then comes back unheard of.
 */
export function openEventChannel(settings: EventSettings): EventChannel {
  const { mode, databaseUrl, redisUrl, prefix, log } = settings;
  const channel = new EventChannel(log);
  if (mode === 'database') {
    channel.attach((ears) => new PostgresBridge(databaseUrl, ears, log));
  }
  if (mode === 'scale-out' && redisUrl !== undefined) {
    channel.attach((ears) => new RedisBridge(redisUrl, `${prefix}:events`, ears, log));
  }
  return channel;
}
