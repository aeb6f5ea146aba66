import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { ToolPolicy } from '#protocol';
import type { Caller, Database } from '#platform';
import { ToolFault } from '../tool.errors.js';
import type { Tool } from '../tool.js';
import { countCall, sitDown, standUp } from './quota.repository.js';

/** So long a call waits for others of its agent to end, and so often it looks. */
const patienceMs = 10_000;
const lookMs = 100;
/** Beyond the time of a call its seat is free again, although nobody left it. */
const graceMs = 5_000;

/** A call that is counted. */
export interface CountedCall {
  /** The agent, in its workspace. */
  readonly caller: Caller;
  readonly tool: Tool;
  readonly policy: ToolPolicy;
  readonly signal: AbortSignal;
}

/** Holds agents to the rate and the number of calls at a time that their policies allow, in all processes. */
export class CallQuota {
  constructor(private readonly database: Database) {}

  /**
   * Does the work within the quota. Calls that are not limited cost nothing.
   * @throws {ToolFault} TOOL_BUSY, TOOL_RATE_LIMITED
   */
  async within<T>(call: CountedCall, work: () => Promise<T>): Promise<T> {
    const { max_concurrency: seats, rate_per_minute: rate } = call.policy;
    if (seats === undefined) {
      await this.count(call, rate);
      return work();
    }
    const holder = randomUUID();
    await this.waitForSeat(call, seats, holder);
    try {
      await this.count(call, rate);
      return await work();
    } finally {
      // A seat that cannot be left is free again when its time is over.
      await this.database
        .read(call.caller, (tx) => standUp(tx, call.tool.name, holder))
        .catch(() => undefined);
    }
  }

  private async count({ caller, tool }: CountedCall, rate: number | undefined): Promise<void> {
    if (rate === undefined) return;
    if (await this.database.read(caller, (tx) => countCall(tx, tool.name, rate))) return;
    throw new ToolFault(
      'TOOL_RATE_LIMITED',
      `this agent may call ${tool.name} ${String(rate)} times a minute; the next call may be made in about ${String(Math.ceil(60 / rate))} s`,
    );
  }

  private async waitForSeat(
    { caller, tool, signal }: CountedCall,
    seats: number,
    holder: string,
  ): Promise<void> {
    const seat = { seats, holder, forMs: tool.timeoutMs + graceMs };
    const until = performance.now() + patienceMs;
    while (!(await this.database.read(caller, (tx) => sitDown(tx, tool.name, seat)))) {
      if (performance.now() > until) throw busy(tool, seats);
      await pause(lookMs, undefined, { signal });
    }
  }
}

function busy({ name }: Tool, seats: number): ToolFault {
  return new ToolFault(
    'TOOL_BUSY',
    `this agent has its ${String(seats)} calls of ${name} running and none of them ended in time; try again later`,
  );
}
