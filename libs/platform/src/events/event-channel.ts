import { randomUUID } from 'node:crypto';
import type { JsonValue } from '#protocol';
import type { Logger } from '../observe/logger.js';
import { sayAtMost } from '../queue/say-at-most.js';
import { readFrame } from './event-frames.js';
import { EventOutbox } from './event-outbox.js';

/** Hears the events of one topic. `null` says: something may have happened, look at Postgres. */
export type EventListener = (event: JsonValue) => void;

/** Carries frames of events between processes, each at most once and in order. */
export interface EventBridge {
  /** Largest frame it takes, in bytes. */
  readonly maxBytes: number;
  /** Rejects when the frames may not have been sent. */
  post(frames: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** What a bridge tells the process it belongs to. */
export interface BridgeEars {
  hear(frame: string): void;
  /** The connection was lost and is back: events may have passed unheard. */
  reconnected(): void;
}

/**
 * Tells whoever listens now, in this process at once and in others through the bridge. At most
 * once: nothing that matters may depend on it. Everything durable is read back from Postgres; an
 * event only says when to look. Where events may have been lost on the way (a connection broke, a
 * frame number is missing), every listener hears `null`, so that nobody waits for what has passed.
 */
export class EventChannel {
  private readonly self = randomUUID();
  private readonly listeners = new Map<string, Set<EventListener>>();
  private readonly lastNumbers = new Map<string, number>();
  private readonly complain: (error: Error) => void;
  private bridge: EventBridge | undefined;
  private outbox: EventOutbox | undefined;
  private isConnected = true;

  constructor(private readonly log: Logger) {
    this.complain = sayAtMost(log, 'Events cannot be sent to other processes; they look instead.');
  }

  /**
   * Whether what was last said reached the other processes. While it did not, theirs is not heard
   * either: who waits for an event should look more often.
   */
  get isWhole(): boolean {
    return this.isConnected;
  }

  /** Connects this process with others. */
  attach(open: (ears: BridgeEars) => EventBridge): void {
    const bridge = open({
      hear: (frame) => {
        this.receive(frame);
      },
      reconnected: () => {
        this.outbox?.greet();
        this.tellAllToLook();
      },
    });
    this.bridge = bridge;
    this.outbox = new EventOutbox({
      origin: this.self,
      maxBytes: bridge.maxBytes,
      post: (frames) => bridge.post(frames),
      onFault: (error) => {
        this.isConnected = false;
        this.complain(error);
      },
      onSent: () => {
        this.isConnected = true;
      },
    });
  }

  /** Never throws and never waits. Listeners of this process have heard it when it returns. */
  publish(topic: string, event: JsonValue): void {
    this.tell(topic, event);
    this.outbox?.add(topic, event);
  }

  /** Listens until the returned function is called. */
  subscribe(topic: string, listener: EventListener): () => void {
    const listeners = this.listeners.get(topic) ?? new Set();
    this.listeners.set(topic, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.listeners.get(topic) === listeners) {
        this.listeners.delete(topic);
      }
    };
  }

  async close(): Promise<void> {
    const { bridge } = this;
    this.bridge = undefined;
    this.outbox = undefined;
    await bridge?.close();
  }

  private receive(text: string): void {
    const frame = readFrame(text);
    if (frame === undefined || frame.origin === this.self) return;
    const expected = (this.lastNumbers.get(frame.origin) ?? -1) + 1;
    this.lastNumbers.set(frame.origin, frame.number);
    for (const [topic, event] of frame.events) this.tell(topic, event);
    if (frame.number !== expected) this.tellAllToLook();
  }

  private tellAllToLook(): void {
    for (const topic of [...this.listeners.keys()]) this.tell(topic, null);
  }

  private tell(topic: string, event: JsonValue): void {
    for (const listener of [...(this.listeners.get(topic) ?? [])]) {
      try {
        listener(event);
      } catch (error) {
        this.log.error({ err: error, topic }, 'A listener of events threw.');
      }
    }
  }
}
