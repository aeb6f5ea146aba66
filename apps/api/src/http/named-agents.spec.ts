import { namedAgents, touchOf } from './named-agents.js';

const request = (
  method: string,
  url: string,
  said: { params?: unknown; query?: unknown; body?: unknown } = {},
) => ({ method, routeOptions: { url }, ...said }) as unknown as Parameters<typeof namedAgents>[0];

const touch = (method: string, url: string): string =>
  touchOf(request(method, url) as unknown as Parameters<typeof touchOf>[0]);

describe(namedAgents, () => {
  it('finds the agents that a request is about, wherever it names them', () => {
    const params = { name: 'A', agent: 'A' };
    for (const path of ['agents/:name', 'agents/:name/pause', 'agents/:name/memory/search'])
      expect(namedAgents(request('POST', `/api/v1/${path}`, { params }))).toEqual(['A']);
    expect(namedAgents(request('DELETE', '/api/v1/memory/:agent', { params }))).toEqual(['A']);
    const both = { query: { agent_id: 'B' }, body: { agent_id: 'C', receiver: 'D' } };
    expect(namedAgents(request('POST', '/api/v1/memory/relations', both))).toEqual(['B', 'C']);
  });

  it('takes nothing else for the name of one', () => {
    const params = { name: 'sales-help' };
    expect(namedAgents(request('GET', '/api/v1/capabilities/:name', { params }))).toEqual([]);
    const query = { agent_id: ['A'] };
    expect(namedAgents(request('GET', '/api/v1/approvals', { query, body: null }))).toEqual([]);
  });
});

describe(touchOf, () => {
  it('is a look when it reads or searches, and else a change', () => {
    expect(touch('GET', '/api/v1/agents/:name')).toBe('look');
    expect(touch('HEAD', '/api/v1/agents/:name')).toBe('look');
    expect(touch('POST', '/api/v1/agents/:name/memory/search')).toBe('look');
    expect(touch('POST', '/api/v1/agents/:name/pause')).toBe('change');
    expect(touch('DELETE', '/api/v1/memory/:agent')).toBe('change');
  });
});
