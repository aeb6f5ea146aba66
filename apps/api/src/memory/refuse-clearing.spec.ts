import type { Caller } from '#platform';
import { ProtocolError, type MemoryScope } from '#protocol';
import { refuseClearing } from './refuse-clearing.js';

const bounded = { workspace: 'default', principal: 'p', grants: { agents: ['Sales'] } } as Caller;
const tenant: Caller = { workspace: 'acme', principal: 'p' };
const operator: Caller = { workspace: 'default', principal: 'p' };

function codeOf(caller: Caller, scope: MemoryScope): string {
  try {
    refuseClearing(caller, scope);
    return 'goes on';
  } catch (error) {
    return error instanceof ProtocolError ? error.code : String(error);
  }
}

describe(refuseClearing, () => {
  const scopes = ['agent', 'conversation', 'workspace', 'global'] as const;

  it.each([
    ['whoever is bounded, what others share', bounded, ['FORBIDDEN', 'FORBIDDEN']],
    ['a tenant, what all workspaces share', tenant, ['goes on', 'FORBIDDEN']],
    ['whoever runs the server, nothing', operator, ['goes on', 'goes on']],
  ])('refuses %s', (_who, caller, shared) => {
    expect(scopes.map((scope) => codeOf(caller, scope))).toEqual(['goes on', 'goes on', ...shared]);
  });
});
