import { once } from 'node:events';
import type { Redis } from 'ioredis';
import type { Logger } from '../observe/logger.js';
import { connectRedis, endRedis } from '../queue/connect-redis.js';
import { sayAtMost } from '../queue/say-at-most.js';
import type { BridgeEars, EventBridge } from './event-channel.js';

/** A connection that says nothing is asked whether it lives, because only speaking shows it. */
const pulseMs = 15_000;

/** Events through Redis publish/subscribe: one connection speaks, and one hears and may not speak. */
export class RedisBridge implements EventBridge {
  readonly maxBytes = 1_000_000;
  private readonly speaker: Redis;
  private readonly hearer: Redis;
  private readonly pulse: NodeJS.Timeout;
  private readonly firstAttempt: Promise<unknown>;
  private readonly complain: (error: Error) => void;
  private wasConnected = false;
  /** Something was not said: the others are to hear of the gap as soon as it can be. */
  private owesWord = false;

  constructor(
    url: string,
    private readonly channel: string,
    private readonly ears: BridgeEars,
    log: Logger,
  ) {
    this.complain = sayAtMost(log, 'Events of other processes are not heard for now.');
    // At most once: what was on its way when the connection broke is not said again.
    this.speaker = connectRedis(url, 'hasty', this.complain, { maxRetriesPerRequest: 0 });
    this.firstAttempt = once(this.speaker, 'ready').catch(() => undefined);
    this.speaker.on('ready', () => {
      if (!this.owesWord) return;
      this.owesWord = false;
      this.ears.reconnected();
    });
    this.hearer = connectRedis(url, 'steady', this.complain, {
      autoResubscribe: false,
      commandTimeout: 5_000,
    });
    this.hearer.on('message', (_channel, frame: string) => {
      this.ears.hear(frame);
    });
    this.hearer.on('ready', () => void this.listen());
    this.pulse = setInterval(() => void this.checkPulse(), pulseMs).unref();
  }

  async post(frames: readonly string[]): Promise<void> {
    // What is said while the process starts is not lost, nor worth a warning.
    await this.firstAttempt;
    try {
      await Promise.all(frames.map((frame) => this.speaker.publish(this.channel, frame)));
    } catch (error) {
      this.owesWord = true;
      throw error;
    }
  }

  close(): Promise<void> {
    clearInterval(this.pulse);
    endRedis(this.speaker);
    endRedis(this.hearer);
    return Promise.resolve();
  }

  private async listen(): Promise<void> {
    try {
      await this.hearer.subscribe(this.channel);
    } catch (error) {
      this.startAnew(error);
      return;
    }
    if (this.wasConnected) this.ears.reconnected();
    this.wasConnected = true;
  }

  private async checkPulse(): Promise<void> {
    if (this.hearer.status !== 'ready') return;
    try {
      await this.hearer.ping();
    } catch (error) {
      this.startAnew(error);
    }
  }

  private startAnew(error: unknown): void {
    this.complain(error instanceof Error ? error : new Error(String(error)));
    if (this.hearer.status === 'ready') this.hearer.disconnect(true);
  }
}
