import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { readEvents } from '../../support/read-events.js';
import { ask } from '../kit/postgres-faults.js';

/** A reader that is not there by then will not get there. */
const catchUpMs = 20_000;

/** What a reader saw that it should not have. */
interface Flaw {
  readonly conversation: string;
  readonly after: number;
  readonly came: number;
}

/**
 * Readers of conversations who come back after every broken stream with the number of the last event
 * they saw, to any API, as a browser's EventSource does. Each number must come once and in order.
 */
export class Followers {
  readonly flaws: Flaw[] = [];
  private readonly seen = new Map<string, number>();
  private readonly reading: Promise<void>[] = [];
  private readonly stopping = new AbortController();
  private reconnects = 0;

  constructor(private readonly urls: readonly string[]) {
    // Each stream listens to it.
    setMaxListeners(0, this.stopping.signal);
  }

  get streams(): number {
    return this.reconnects;
  }

  start(conversations: readonly string[]): void {
    for (const conversation of conversations) this.reading.push(this.follow(conversation));
  }

  /** Waits until each has seen the last event there is; who does not, has a flaw. */
  async catchUp(databaseUrl: string): Promise<void> {
    const rows = await ask<{ id: string; last: number }>(
      databaseUrl,
      'select id, last_event::int as last from conversations',
    );
    const last = new Map(rows.map((row) => [row.id, row.last]));
    const behind = (): string[] =>
      [...this.seen].flatMap(([id, seen]) => (seen === last.get(id) ? [] : [id]));
    const deadline = performance.now() + catchUpMs;
    while (behind().length > 0 && performance.now() < deadline) await delay(100);
    for (const id of behind()) {
      this.flaws.push({ conversation: id, after: last.get(id) ?? 0, came: this.seen.get(id) ?? 0 });
    }
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.reading);
  }

  private async follow(conversation: string): Promise<void> {
    for (let turn = 0; !this.stopping.signal.aborted; turn += 1) {
      const url = this.urls[turn % this.urls.length] ?? '';
      await this.read(url, conversation).catch(() => undefined);
      this.reconnects += 1;
      await delay(200, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
  }

  private async read(url: string, conversation: string): Promise<void> {
    const after = this.seen.get(conversation) ?? 0;
    // A stopped process says nothing and closes nothing: a reader without patience would wait for ever.
    const patience = AbortSignal.timeout(10_000);
    const response = await fetch(
      `${url}/api/v1/conversations/${conversation}?follow=true&keep_open=true`,
      {
        headers: { 'last-event-id': String(after) },
        signal: AbortSignal.any([this.stopping.signal, patience]),
      },
    );
    if (!response.ok || response.body === null) return;
    for await (const { id } of readEvents(response.body)) {
      if (id !== undefined) this.note(conversation, id);
    }
  }

  private note(conversation: string, id: number): void {
    const after = this.seen.get(conversation) ?? 0;
    if (id !== after + 1) this.flaws.push({ conversation, after, came: id });
    this.seen.set(conversation, id);
  }
}
