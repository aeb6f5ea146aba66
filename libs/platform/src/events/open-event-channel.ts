import type { Mode } from '../config/mode.js';
import type { Logger } from '../observe/logger.js';
import { EventChannel } from './event-channel.js';
import { openPostgresBridge } from './postgres-bridge.js';
import { openRedisBridge } from './redis-bridge.js';

export interface EventSettings {
  readonly mode: Mode;
  readonly databaseUrl: string;
  readonly redisUrl?: string | undefined;
  /** Servers that share a Redis or a database are told apart by it. */
  readonly prefix: string;
  readonly log: Logger;
}

/** Opens the channel: alone in the embedded process, else bridged by Postgres or Redis. */
export function openEventChannel(settings: EventSettings): EventChannel {
  const { mode, databaseUrl, redisUrl, prefix, log } = settings;
  const channel = new EventChannel();
  const name = `${prefix}events`;
  if (mode === 'database') {
    channel.attach((deliver) => openPostgresBridge(databaseUrl, name, deliver, log));
  }
  if (redisUrl !== undefined) {
    channel.attach((deliver) => openRedisBridge(redisUrl, name, deliver, log));
  }
  return channel;
}
