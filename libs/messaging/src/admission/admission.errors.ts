import { ProtocolError } from '#protocol';

/** A backlog that is full: where, how much, and after how many seconds to come back. */
export interface FullBacklog {
  readonly limit: number;
  readonly backlog: number;
  /** Seconds. */
  readonly retryAfter: number;
  /** Of which capability. */
  readonly capability?: string;
  /** Of which agent, when the message names it. */
  readonly receiver?: string;
}

/** Thrown when as much waits as may. Remedy: send it again after the seconds in Retry-After. */
export function backlogFull(full: FullBacklog): ProtocolError {
  const { limit, backlog, retryAfter, capability, receiver } = full;
  const where =
    capability === undefined ? `the agent ${receiver ?? ''}` : `the capability '${capability}'`;
  return new ProtocolError(
    'BACKLOG_FULL',
    `${String(backlog)} messages wait for ${where} and no more than ${String(limit)} may; nothing was stored. Send it again in ${seconds(retryAfter)}.`,
    {
      limit,
      backlog,
      ...(capability === undefined ? {} : { capability }),
      ...(receiver === undefined ? {} : { receiver }),
      retry_after: retryAfter,
    },
  );
}

/** Thrown when as much waits on the whole server as may: how much, is no business of one workspace. */
export function serverFull({ retryAfter }: Pick<FullBacklog, 'retryAfter'>): ProtocolError {
  return new ProtocolError(
    'BACKLOG_FULL',
    `As many messages wait on this server as may; nothing was stored. Send it again in ${seconds(retryAfter)}.`,
    { retry_after: retryAfter },
  );
}

/** Thrown when a message would surely miss its deadline. Remedy: more time, or later. */
export function wouldBeLate(late: {
  readonly waitMs: number;
  readonly timeLeftMs: number;
  readonly backlog: number;
  readonly retryAfter: number;
}): ProtocolError {
  const { waitMs, timeLeftMs, backlog, retryAfter } = late;
  const wait = Math.round(waitMs / 1_000);
  return new ProtocolError(
    'DEADLINE_UNREACHABLE',
    `The message would wait about ${seconds(wait)} for its turn and its deadline is in ${seconds(Math.floor(timeLeftMs / 1_000))}; nothing was stored. Give it more time, or send it again in ${seconds(retryAfter)}.`,
    {
      estimated_wait_seconds: wait,
      time_left_seconds: Math.round(timeLeftMs) / 1_000,
      backlog,
      retry_after: retryAfter,
    },
  );
}

function seconds(count: number): string {
  return count === 1 ? '1 second' : `${String(count)} seconds`;
}
