import type { BusyAgent } from './backlog.repository.js';

/** How much waits in one place (an agent, the providers of a capability, the server). */
export interface Depth {
  /** Messages that wait or are being answered. */
  readonly pending: number;
  /** Mailboxes whose head waits for nothing but a worker. */
  readonly ready: number;
  /** Messages settled per second, of late. */
  readonly perSecond: number;
  /** Since when, by the monotonic clock, every reading found mail that was ready. */
  readonly busySince: number | undefined;
}

/** The backlog as it was read at one moment. */
export interface BacklogReading {
  readonly readAt: number;
  readonly server: Depth;
  readonly agents: ReadonlyMap<string, Depth>;
  /** By `capabilityKey`. */
  readonly capabilities: ReadonlyMap<string, Depth>;
}

/** Nothing waits. */
export const empty: Depth = { pending: 0, ready: 0, perSecond: 0, busySince: undefined };

/** Readings further apart than this say nothing of the time between them. */
const gapMs = 3_000;

export function capabilityKey(workspace: string, capability: string): string {
  return `${workspace} ${capability}`;
}

/**
 * Adds up agents to capabilities and the server. The backlog of a capability is all mail of the agents
 * that provide it: that is what a new message to it competes with.
 */
export function composeReading(
  busy: readonly BusyAgent[],
  before: BacklogReading | undefined,
  readAt: number,
): BacklogReading {
  const last = before !== undefined && readAt - before.readAt <= gapMs ? before : undefined;
  const agents = new Map<string, Depth>();
  const capabilities = new Map<string, Depth>();
  let server = empty;
  for (const agent of busy) {
    agents.set(agent.agentId, add(empty, agent));
    for (const capability of agent.capabilities) {
      const key = capabilityKey(agent.workspace, capability);
      capabilities.set(key, add(capabilities.get(key) ?? empty, agent));
    }
    server = add(server, agent);
  }
  return {
    readAt,
    server: since(server, last?.server, readAt),
    agents: sinceEach(agents, last?.agents, readAt),
    capabilities: sinceEach(capabilities, last?.capabilities, readAt),
  };
}

function add(depth: Depth, { pending, ready, perSecond }: BusyAgent): Depth {
  return {
    pending: depth.pending + pending,
    ready: depth.ready + ready,
    perSecond: depth.perSecond + perSecond,
    busySince: undefined,
  };
}

function since(depth: Depth, before: Depth | undefined, readAt: number): Depth {
  return depth.ready === 0 ? depth : { ...depth, busySince: before?.busySince ?? readAt };
}

function sinceEach(
  depths: ReadonlyMap<string, Depth>,
  before: ReadonlyMap<string, Depth> | undefined,
  readAt: number,
): ReadonlyMap<string, Depth> {
  return new Map([...depths].map(([key, depth]) => [key, since(depth, before?.get(key), readAt)]));
}
