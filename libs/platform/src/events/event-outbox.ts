import type { JsonValue } from '#protocol';
import { faultPoint } from '#faults';
import { encodeEvent, groupEvents, writeFrame } from './event-frames.js';

/** More events than this do not wait for a bridge that is slow or away. */
const maxWaiting = 10_000;

export interface OutboxSettings {
  readonly origin: string;
  /** Largest frame that the bridge takes. */
  readonly maxBytes: number;
  /** Sends frames in order; rejects when they may not have been sent. */
  readonly post: (frames: readonly string[]) => Promise<void>;
  readonly onFault: (error: Error) => void;
  readonly onSent: () => void;
}

/**
 * Collects what is published in one turn of the event loop, and while the last lot is on its way,
 * into few frames. What cannot be sent is dropped; its frame numbers are used up, so that the other
 * processes see the gap and look at Postgres instead.
 */
export class EventOutbox {
  private waiting: string[] = [];
  private number = 0;
  private isFlushing = false;
  private mustGreet = false;
  private hasDropped = false;

  constructor(private readonly settings: OutboxSettings) {}

  /** Never throws and never waits. */
  add(topic: string, event: JsonValue): void {
    if (this.waiting.length >= maxWaiting) {
      this.hasDropped = true;
      return;
    }
    this.waiting.push(encodeEvent(topic, event, this.settings.maxBytes));
    this.startFlush();
  }

  /** Sends a frame even without events, by which the others see whether they missed any. */
  greet(): void {
    this.mustGreet = true;
    this.startFlush();
  }

  private startFlush(): void {
    if (this.isFlushing) return;
    this.isFlushing = true;
    setImmediate(() => void this.flush());
  }

  private async flush(): Promise<void> {
    while (this.mustGreet || this.waiting.length > 0) {
      try {
        const frames = this.takeFrames();
        await faultPoint('events.publish', () => this.settings.post(frames));
        this.settings.onSent();
      } catch (error) {
        this.settings.onFault(error instanceof Error ? error : new Error(String(error)));
      }
    }
    this.isFlushing = false;
  }

  private takeFrames(): string[] {
    const { origin, maxBytes } = this.settings;
    const groups = this.waiting.length > 0 ? groupEvents(this.waiting, maxBytes) : [[]];
    const frames = groups.map((group) => writeFrame(origin, this.number++, group));
    this.waiting = [];
    // The gap shows in the frame that follows what was kept.
    if (this.hasDropped) this.number += 1;
    this.mustGreet = this.hasDropped;
    this.hasDropped = false;
    return frames;
  }
}
