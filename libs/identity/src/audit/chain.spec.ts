import { chainBegin, firstBreak, hashOf, type AuditEvent } from './chain.js';

function chainOf(length: number): AuditEvent[] {
  const events: AuditEvent[] = [];
  for (let seq = 1; seq <= length; seq += 1) {
    const facts = {
      ...{ workspace: 'default', seq, at: '2026-01-01T00:00:00.000Z', actor: 'ada' },
      ...{ actorKind: 'user', action: 'agent.deploy', target: `agent:A${seq}`, outcome: 'ok' },
      ...{ requestId: undefined, address: '127.0.0.1', details: { b: 1, a: [2, { d: 1, c: 2 }] } },
    };
    const previousHash = events.at(-1)?.hash ?? chainBegin;
    events.push({ ...facts, previousHash, hash: hashOf(facts, previousHash) });
  }
  return events;
}

const begin = { seq: 0, hash: chainBegin };

describe('The chain of the audit log', () => {
  it('is whole when nothing was touched', () => {
    expect(firstBreak(chainOf(5), begin)).toBeUndefined();
  });

  it('is whole from any of its events on', () => {
    const events = chainOf(5);

    expect(firstBreak(events.slice(3), events[2] ?? begin)).toBeUndefined();
  });

  it.each<[string, Partial<AuditEvent>]>([
    ['actor', { actor: 'eve' }],
    ['action', { action: 'agent.delete' }],
    ['target', { target: 'agent:B' }],
    ['time', { at: '2026-01-01T00:00:00.001Z' }],
    ['outcome', { outcome: 'refused' }],
    ['address', { address: undefined }],
    ['details', { details: { b: 1, a: [2, { d: 1, c: 3 }] } }],
  ])('breaks where the %s of an event was changed', (_what, change) => {
    const events = chainOf(5).map((event) => (event.seq === 3 ? { ...event, ...change } : event));

    expect(firstBreak(events, begin)).toBe(3);
  });

  it('breaks where an event was taken out, put in or changed its place', () => {
    const [one, two, three, four] = chainOf(4) as [AuditEvent, AuditEvent, AuditEvent, AuditEvent];

    expect(firstBreak([one, three, four], begin)).toBe(3);
    expect(firstBreak([one, one, two], begin)).toBe(1);
    expect(firstBreak([one, three, two, four], begin)).toBe(3);
  });

  it('does not mind the order in which a database keeps fields', () => {
    const events = chainOf(2).map((event) => ({
      ...event,
      details: { a: [2, { c: 2, d: 1 }], b: 1 },
    }));

    expect(firstBreak(events, begin)).toBeUndefined();
  });
});
