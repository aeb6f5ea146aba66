import { Redis } from 'ioredis';
import type { Logger } from '../observe/logger.js';
import { sayAtMost } from '../queue/say-at-most.js';
import type { EventBridge } from './event-channel.js';

/** Events through Redis publish/subscribe: two connections, one to speak and one to hear. */
export function openRedisBridge(
  url: string,
  channel: string,
  deliver: (text: string) => void,
  log: Logger,
): EventBridge {
  const options = { maxRetriesPerRequest: 1, retryStrategy: () => 500 };
  const speaker = new Redis(url, { ...options, enableOfflineQueue: false });
  const hearer = new Redis(url, { ...options, maxRetriesPerRequest: null });
  const say = sayAtMost(log, 'Events between processes are interrupted; followers poll instead.');
  speaker.on('error', say);
  hearer.on('error', say);
  hearer.on('message', (_channel, text: string) => {
    deliver(text);
  });
  hearer.subscribe(channel).catch(say);
  return {
    send: (text) => {
      speaker.publish(channel, text).catch(say);
    },
    close: () => {
      speaker.disconnect();
      hearer.disconnect();
      return Promise.resolve();
    },
  };
}
