import type { Failure, Turn } from '#messaging';
import { crashed, deadlineExceeded, hopLimitExceeded } from './faults/failures.js';

/** What bounds every turn of this server. */
export interface TurnLimits {
  /** Messages that may cause one another. @default 12 (`CAXTON_MAX_HOPS`) */
  readonly maxHops: number;
  /** Model answers with tool calls in one turn. @default 10 (`CAXTON_MAX_TOOL_ROUNDS`) */
  readonly maxToolRounds: number;
  /** Tokens of one turn, of all its attempts, before its last answer. @default any (`CAXTON_TURN_TOKENS`) */
  readonly turnTokens: number;
  /** How long a turn may run, milliseconds. @default 2 minutes (`CAXTON_AGENT_TIMEOUT`) */
  readonly timeoutMs: number;
  /** Token budget of the context given to a model. @default 24,000 (`CAXTON_CONTEXT_TOKENS`) */
  readonly contextTokens: number;
}

/** A message that took its process with it so often is not tried again (reliability §3.7). */
const maxCrashes = 3;

/** Why a message must not be worked on at all; nothing when it may. */
export function exceededLimit(turn: Turn, limits: TurnLimits): Failure | undefined {
  if (isGivenUp(turn)) return crashed(turn.crashes);
  if (turn.message.hops > limits.maxHops) return hopLimitExceeded(limits.maxHops);
  if (isLate(turn)) return deadlineExceeded;
  return undefined;
}

/** The turn only says so: nobody works on the message again, and no attempt is made. */
export function isGivenUp({ crashes }: Pick<Turn, 'crashes'>): boolean {
  return crashes >= maxCrashes;
}

/** Milliseconds the turn may take: the agent's patience or the sender's, whichever ends first. */
export function timeAllowed(
  timeLeft: number | undefined,
  agentTimeoutMs: number,
): { readonly ms: number; readonly endedBy: 'agent' | 'sender' } {
  if (timeLeft === undefined || timeLeft > agentTimeoutMs) {
    return { ms: agentTimeoutMs, endedBy: 'agent' };
  }
  return { ms: Math.max(0, timeLeft), endedBy: 'sender' };
}

/** Nobody waits for the answer any more. */
function isLate({ message: { timeLeft } }: Turn): boolean {
  return timeLeft !== undefined && timeLeft <= 0;
}
