import type { Readable } from 'node:stream';
import type { ConversationRecord } from '#protocol';
import type { ArtifactShelf } from '#artifacts';
import type { ConversationLog, MessageLookup } from '#messaging';
import type { Caller, Clock, Logger } from '#platform';
import { viewArtifact } from '../artifacts/artifact-view.js';
import type { Shutdown } from '../http/shutdown.js';
import { WrittenExports } from '../http/written-exports.js';

/** Messages, or files, that one statement reads. */
const pageSize = 100;

/** What an export is written from. */
export interface ExportSources {
  readonly log: Pick<ConversationLog, 'get' | 'messages'>;
  readonly lookup: Pick<MessageLookup, 'steps'>;
  readonly artifacts: Pick<ArtifactShelf, 'list'>;
  readonly shutdown: Shutdown;
  readonly journal: Pick<Logger, 'warn'>;
  readonly clock: Clock;
}

/** Gives conversations away as JSON Lines, however long they are. */
export class ConversationExports {
  private readonly written: WrittenExports;

  constructor(private readonly sources: ExportSources) {
    const { shutdown, journal: log } = sources;
    const cut = 'An export of a conversation was cut.';
    this.written = new WrittenExports({ shutdown, log, cut });
  }

  /**
   * The text, begun; when it fails half way it is cut, and has no end record.
   * Thrown when there is no such conversation: CONVERSATION_NOT_FOUND; when too many are written: RATE_LIMITED.
   */
  async begin(caller: Caller, id: string, withSteps: boolean): Promise<Readable> {
    return this.written.begin(() => this.compose(caller, id, withSteps));
  }

  private async compose(
    caller: Caller,
    id: string,
    withSteps: boolean,
  ): Promise<AsyncIterable<string>> {
    const { log, clock } = this.sources;
    const {
      messages: _some,
      next_cursor: _next,
      ...conversation
    } = await log.get(caller, id, {
      limit: 1,
    });
    const {
      conversation_id: _id,
      pending: _pending,
      waiting_for: _waiting,
      ...summary
    } = conversation;
    const exportedAt = new Date(clock.now()).toISOString();
    const head = { record: 'conversation' as const, ...summary, exported_at: exportedAt };
    return asLines(this.records(caller, id, head, withSteps));
  }

  private async *records(
    caller: Caller,
    id: string,
    head: ConversationRecord,
    withSteps: boolean,
  ): AsyncGenerator<ConversationRecord> {
    const counts = { messages: 0, steps: 0, artifacts: 0 };
    yield head;
    for await (const record of this.said(caller, id, withSteps)) {
      counts[record.record === 'step' ? 'steps' : 'messages'] += 1;
      yield record;
    }
    for await (const record of this.files(caller, id)) {
      counts.artifacts += 1;
      yield record;
    }
    yield { record: 'end', ...counts };
  }

  private async *said(
    caller: Caller,
    id: string,
    withSteps: boolean,
  ): AsyncGenerator<ConversationRecord> {
    let cursor: string | undefined;
    do {
      const page = await this.sources.log.messages(caller, id, { limit: pageSize, cursor });
      for (const message of page.messages) {
        yield { record: 'message', ...message };
        // Only mail has turns.
        if (withSteps && message.routed_to !== undefined) yield* this.steps(caller, message.id);
      }
      cursor = page.next_cursor;
    } while (cursor !== undefined);
  }

  private async *steps(caller: Caller, messageId: string): AsyncGenerator<ConversationRecord> {
    const { steps } = await this.sources.lookup.steps(caller, messageId);
    for (const step of steps) yield { record: 'step', message_id: messageId, ...step };
  }

  private async *files(caller: Caller, id: string): AsyncGenerator<ConversationRecord> {
    let after: readonly [string, string] | undefined;
    do {
      const query = { conversationId: id, after, limit: pageSize };
      const { artifacts, next } = await this.sources.artifacts.list(caller, query);
      for (const artifact of artifacts) yield { record: 'artifact', ...viewArtifact(artifact) };
      after = next;
    } while (after !== undefined);
  }
}

async function* asLines(records: AsyncIterable<ConversationRecord>): AsyncGenerator<string> {
  for await (const record of records) yield `${JSON.stringify(record)}\n`;
}
