import { randomUUID } from 'node:crypto';
import type { JsonValue } from '#protocol';

/** Hears the events of one topic. */
export type EventListener = (event: JsonValue) => void;

/** Carries events between processes, at most once. */
export interface EventBridge {
  /** Sends to the other processes. Never throws; what cannot be sent is lost. */
  send(text: string): void;
  close(): Promise<void>;
}

interface Envelope {
  readonly from: string;
  readonly topic: string;
  readonly event: JsonValue;
}

/**
 * Tells whoever listens now, in this process at once and in others through the bridge. At most
 * once: nothing that matters may depend on it. Everything durable is read back from Postgres; an
 * event only says when to look.
 */
export class EventChannel {
  private readonly self = randomUUID();
  private readonly listeners = new Map<string, Set<EventListener>>();
  private bridge: EventBridge | undefined;

  /** Connects this process with others. */
  attach(open: (deliver: (text: string) => void) => EventBridge): void {
    this.bridge = open((text) => {
      this.receive(text);
    });
  }

  publish(topic: string, event: JsonValue): void {
    this.tell(topic, event);
    this.bridge?.send(JSON.stringify({ from: this.self, topic, event } satisfies Envelope));
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
    await this.bridge?.close();
    this.bridge = undefined;
  }

  private receive(text: string): void {
    const envelope = parse(text);
    if (envelope !== undefined && envelope.from !== this.self) {
      this.tell(envelope.topic, envelope.event);
    }
  }

  private tell(topic: string, event: JsonValue): void {
    for (const listener of [...(this.listeners.get(topic) ?? [])]) listener(event);
  }
}

function parse(text: string): Envelope | undefined {
  try {
    return JSON.parse(text) as Envelope;
  } catch {
    return undefined;
  }
}
