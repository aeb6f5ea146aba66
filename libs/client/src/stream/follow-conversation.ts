import { queryOf } from '../calls/address.js';
import type { Connection } from '../connection/connection.js';
import { pause } from '../connection/pause.js';
import { readJson } from '../connection/read-answer.js';
import { mayPass, pauseAfter } from '../connection/repetition.js';
import type { AnswerOf } from '../calls/operation.js';
import { CaxtonError } from '../errors/caxton-error.js';
import type { ConversationEvent } from './conversation-event.js';
import type { FollowOptions } from './follow-options.js';
import { openStream } from './open-stream.js';
import { Position } from './position.js';

/**
 * The events of a conversation as they happen, from the first one on, until nothing in it is pending. Breaks of
 * the way to the server are bridged: what has a number comes once and in order. Events without a number
 * happen right now and may be missed in a break. Thrown: CaxtonError, or the reason of the signal.
 */
export async function* followConversation(
  connection: Connection,
  id: string,
  options: FollowOptions = {},
): AsyncGenerator<ConversationEvent, void> {
  const position = new Position(options.after ?? 0);
  const path = `/api/v1/conversations/${encodeURIComponent(id)}`;
  for (let fruitless = 1; ; fruitless += 1) {
    const before = position.last;
    const broken = yield* followOnce(connection, path, options, position);
    if (position.last > before) fruitless = 0;
    if (broken !== undefined) expectToPass(broken, fruitless, options);
    else if (await isOver(connection, path, position, options)) return;
    const wait = pauseAfter(broken, fruitless, Math.random());
    await pause(wait + position.retryMs * Math.random(), options.signal);
  }
}

/** One stream to its end, or to what broke it, which is told. */
async function* followOnce(
  connection: Connection,
  path: string,
  { keepOpen, signal, silenceMs = 45_000 }: FollowOptions,
  position: Position,
): AsyncGenerator<ConversationEvent, CaxtonError | undefined> {
  const query = queryOf({ follow: true, keep_open: keepOpen });
  position.resume();
  try {
    const call = { path: `${path}${query}`, last: position.last, silenceMs, signal };
    for await (const frame of openStream(connection, call)) {
      const event = position.take(frame);
      if (event !== undefined) yield event;
    }
    return undefined;
  } catch (error) {
    if (error instanceof CaxtonError) return error;
    throw error;
  }
}

/** Thrown: what broke a stream, when coming back would not help or has not helped often enough. */
function expectToPass(
  broken: CaxtonError,
  fruitless: number,
  { attempts = 10 }: FollowOptions,
): void {
  if (fruitless >= attempts || !mayPass(broken)) throw broken;
}

/** Streams end also because a process stops, or after an hour; only a completed conversation is over. */
async function isOver(
  connection: Connection,
  path: string,
  position: Position,
  { keepOpen, signal }: FollowOptions,
): Promise<boolean> {
  if (keepOpen === true) return false;
  if (position.isAtEnd) return true;
  if (!position.cameNothing) return false;
  const call = { method: 'GET', path: `${path}?limit=1`, headers: {}, isRepeatable: true, signal };
  const found = (await connection.call(call, readJson)) as AnswerOf<'getConversation'>;
  return found.pending === 0;
}
