import {
  ProtocolError,
  type MessageDetail,
  type MessageSteps,
  type RouteExplanation,
  type ToolCallFilter,
  type ToolCallList,
} from '#protocol';
import type { Caller, Database } from '#platform';
import { findStepViews } from '../journal/step-view.repository.js';
import { listToolCalls } from '../journal/tool-calls.repository.js';
import { viewToolCall } from '../journal/view-tool-call.js';
import type { Page } from './conversation-log.js';
import { isCount, isMessageId, readCursor, writeCursor } from './cursor.js';
import { findMessage, findMessageRoute } from './message-lookup.repository.js';

/** What the server knows of one message. */
export class MessageLookup {
  constructor(private readonly database: Database) {}

  /** Thrown when there is no such message: MESSAGE_NOT_FOUND. */
  async detail(caller: Caller, id: string): Promise<MessageDetail> {
    const found = await this.database.read(caller, (tx) => findMessage(tx, id));
    if (found === undefined) throw notFound(id);
    return found;
  }

  /** Why it went where it went. Thrown when there is no such message: MESSAGE_NOT_FOUND. */
  async route(caller: Caller, id: string): Promise<RouteExplanation> {
    const found = await this.database.read(caller, (tx) => findMessageRoute(tx, id));
    if (found?.route == null) throw notFound(id);
    return { ...(found.route as unknown as RouteExplanation), message_id: id };
  }

  /** What its turn did so far. Thrown when there is no such message: MESSAGE_NOT_FOUND. */
  async steps(caller: Caller, id: string): Promise<MessageSteps> {
    const steps = await this.database.read(caller, (tx) => findStepViews(tx, id));
    if (steps === undefined) throw notFound(id);
    return { message_id: id, steps, total: steps.length };
  }

  /** What agents called, or wanted to call; the newest first. */
  async toolCalls(caller: Caller, filter: ToolCallFilter, page: Page): Promise<ToolCallList> {
    const parts = [isCount, isMessageId, isCount];
    const after = page.cursor === undefined ? undefined : readCursor(page.cursor, parts);
    const rows = await this.database.read(caller, (tx) =>
      listToolCalls(tx, filter, after, page.limit + 1),
    );
    const shown = rows.slice(0, page.limit);
    const last = shown.at(-1);
    return {
      tool_calls: shown.map(viewToolCall),
      ...(rows.length > page.limit && last !== undefined
        ? { next_cursor: writeCursor([last.place, last.message_id, String(last.step_no)]) }
        : {}),
    };
  }
}

function notFound(id: string): ProtocolError {
  return new ProtocolError('MESSAGE_NOT_FOUND', `Message '${id}' not found`, {
    suggestion: 'Use the message_id of the answer to POST /api/v1/messages',
  });
}
