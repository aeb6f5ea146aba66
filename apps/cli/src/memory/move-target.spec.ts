import { addressOf, formatOf, ownerQuery } from './move-target.js';

describe(ownerQuery, () => {
  it.each([
    [{}, ''],
    [{ scope: 'workspace' }, 'memory_scope=workspace'],
    [{ scope: 'agent', owner: 'A' }, 'memory_scope=agent&agent_id=A'],
    [{ scope: 'conversation', owner: 'c 1' }, 'memory_scope=conversation&conversation_id=c+1'],
    [{ owner: 'A' }, 'agent_id=A'],
  ])('says %j as the contract says it', (flags, query) => {
    expect(ownerQuery(flags).toString()).toBe(query);
  });
});

describe(formatOf, () => {
  it.each([
    [{}, 'jsonl'],
    [{ file: 'a.json' }, 'json'],
    [{ file: 'a.jsonl' }, 'jsonl'],
    [{ file: 'a.json', format: 'jsonl' }, 'jsonl'],
  ])('takes %j for what it is', (flags, format) => {
    expect(formatOf(flags)).toBe(format);
  });
});

describe(addressOf, () => {
  it('keeps the path that a server is served under', () => {
    const address = addressOf('https://a.test/caxton/', 'export', new URLSearchParams({ a: 'b' }));
    expect(address.href).toBe('https://a.test/caxton/api/v1/memory/export?a=b');
  });
});
