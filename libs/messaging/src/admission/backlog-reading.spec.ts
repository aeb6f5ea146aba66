import { capabilityKey, composeReading, empty } from './backlog-reading.js';
import type { BusyAgent } from './backlog.repository.js';

const agent = (
  agentId: string,
  capabilities: string[],
  more: Partial<BusyAgent> = {},
): BusyAgent => ({
  ...{ agentId, capabilities, workspace: 'w', pending: 0, ready: 0, perSecond: 0 },
  ...more,
});
const of = (capability: string): string => capabilityKey('w', capability);

describe(composeReading, () => {
  const busy = [
    agent('a', ['sum', 'mean'], { pending: 5, ready: 2, perSecond: 1 }),
    agent('b', ['sum'], { pending: 7, ready: 0, perSecond: 3 }),
  ];

  it('adds the agents up to what they provide and to the server', () => {
    const { server, agents, capabilities } = composeReading(busy, undefined, 0);
    expect(agents.get('b')).toMatchObject({ pending: 7, ready: 0 });
    expect(capabilities.get(of('sum'))).toMatchObject({ pending: 12, ready: 2, perSecond: 4 });
    expect(capabilities.get(of('mean'))).toMatchObject({ pending: 5, ready: 2, perSecond: 1 });
    expect(server).toMatchObject({ pending: 12, ready: 2, perSecond: 4 });
  });

  it('keeps capabilities of one name in two workspaces apart', () => {
    const other = agent('c', ['sum'], { workspace: 'v', pending: 1 });
    const { capabilities } = composeReading([...busy, other], undefined, 0);
    expect(capabilities.get(capabilityKey('v', 'sum'))?.pending).toBe(1);
  });

  it('remembers since when mail has been ready, from reading to reading', () => {
    const first = composeReading(busy, undefined, 1_000);
    const second = composeReading(busy, first, 2_000);
    expect(second.capabilities.get(of('sum'))?.busySince).toBe(1_000);
    expect(second.agents.get('b')?.busySince).toBeUndefined();
  });

  it('forgets it when a reading finds none ready, or when too long passed between two', () => {
    const first = composeReading(busy, undefined, 1_000);
    const idle = composeReading([], first, 2_000);
    expect(idle.server).toEqual(empty);
    expect(composeReading(busy, idle, 3_000).server.busySince).toBe(3_000);
    expect(composeReading(busy, first, 4_001).server.busySince).toBe(4_001);
  });
});
