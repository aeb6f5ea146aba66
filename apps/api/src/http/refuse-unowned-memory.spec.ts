import { ProtocolError } from '#protocol';
import type { Principal } from '#identity';
import { refuseUnownedMemory } from './refuse-unowned-memory.js';

const seller = { grants: { capabilities: ['sales-*'] } } as unknown as Principal;
const admin = { grants: {} } as unknown as Principal;

interface Said {
  readonly method?: string;
  readonly query?: object;
  readonly body?: object;
  readonly params?: object;
}

function codeOf(
  principal: Principal,
  path: string,
  { method = 'GET', ...said }: Said = {},
): string {
  const request = { method, routeOptions: { url: `/api/v1/memory/${path}` }, ...said };
  try {
    refuseUnownedMemory(principal, request as Parameters<typeof refuseUnownedMemory>[1]);
    return 'goes on';
  } catch (error) {
    return error instanceof ProtocolError ? error.code : String(error);
  }
}

describe(refuseUnownedMemory, () => {
  const own = { agent_id: 'Sales' };

  it.each(['export', 'import', 'stats', 'search', 'review', 'retractions', 'entities/batch'])(
    'refuses whoever is bounded the memory of everybody: %s',
    (path) => {
      expect(codeOf(seller, path)).toBe('FORBIDDEN');
      expect(codeOf(seller, path, { query: own })).toBe('goes on');
      expect(codeOf(seller, path, { body: own })).toBe('goes on');
      expect(codeOf(admin, path)).toBe('goes on');
    },
  );

  it('refuses them the memory of every conversation, whichever agent they name with it', () => {
    const every = { ...own, memory_scope: 'conversation' };
    expect(codeOf(seller, 'export', { query: every })).toBe('FORBIDDEN');
    const one = { ...every, conversation_id: 'c' };
    expect(codeOf(seller, 'export', { query: one })).toBe('goes on');
  });

  it('lets them erase nobody from all that is remembered, whomever they name', () => {
    for (const path of ['erasures', 'erasures/lift'])
      expect(codeOf(seller, path, { body: own })).toBe('FORBIDDEN');
    expect(codeOf(admin, 'erasures')).toBe('goes on');
  });

  it('does not let them decide how long all of it is kept', () => {
    const change = { method: 'PUT', body: own };
    expect(codeOf(seller, 'config', change)).toBe('FORBIDDEN');
    expect(codeOf(admin, 'config', change)).toBe('goes on');
  });

  it('lets them clear what an agent of theirs knows, and see how memory is set up', () => {
    expect(codeOf(seller, ':agent', { params: { agent: 'Sales' } })).toBe('goes on');
    expect([codeOf(seller, 'config'), codeOf(seller, 'health')]).toEqual(['goes on', 'goes on']);
  });
});
