import { assert, property, array, constantFrom, option, record, uniqueArray } from 'fast-check';
import type { Grants } from './grants.schema.js';
import { boundsOf, coversGrants, isGranted, meetOf, reaches, reachesAll } from './grants.js';

const entry = constantFrom('data', 'data-*', 'data-a', 'data-ab', 'data-a*', 'd*', 'sales', 's*');
const names = ['data', 'data-a', 'data-ab', 'data-b', 'd', 'sales', 'sales-help', 'other'];
const list = option(uniqueArray(entry, { maxLength: 4 }), { nil: undefined });
const grants = record({ agents: list, capabilities: list }) as ReturnType<
  typeof record<{ agents: string[] | undefined; capabilities: string[] | undefined }>
>;

const allows = (bounds: Grants | undefined, name: string): [boolean, boolean] => [
  isGranted(bounds?.agents, name),
  isGranted(bounds?.capabilities, name),
];

describe('grants', () => {
  it('meet in what each of them allows, name by name', () => {
    assert(
      property(grants, grants, (one, other) => {
        for (const name of names) {
          const [agent, capability] = allows(one, name);
          const [otherAgent, otherCapability] = allows(other, name);
          expect(allows(meetOf(one, other), name)).toEqual([
            ...[agent && otherAgent, capability && otherCapability],
          ]);
        }
      }),
    );
  });

  it('never get wider along a chain, however many meet', () => {
    assert(
      property(array(grants, { minLength: 1, maxLength: 8 }), (chain) => {
        let held: Grants | undefined;
        for (const next of chain) {
          const narrower = meetOf(held, next);
          expect(coversGrants(held ?? {}, narrower ?? {})).toBe(true);
          expect(coversGrants(next, narrower ?? {})).toBe(true);
          held = narrower;
        }
      }),
    );
  });

  it('grow by no entry that one of them did not have', () => {
    assert(
      property(grants, grants, (one, other) => {
        const met = meetOf(one, other)?.capabilities ?? [];
        const had = [...(one.capabilities ?? []), ...(other.capabilities ?? [])];
        expect(had).toEqual(expect.arrayContaining(met));
        expect(new Set(met).size).toBe(met.length);
      }),
    );
  });

  it('bound nothing where no list is given, and everything where it is empty', () => {
    expect(boundsOf(undefined)).toBeUndefined();
    expect(boundsOf({})).toBeUndefined();
    expect(meetOf({}, undefined)).toBeUndefined();
    expect(boundsOf({ agents: [] })).toEqual({ agents: [] });
    expect(meetOf({ agents: ['A'] }, { agents: ['B'] })).toEqual({ agents: [] });
    expect(isGranted([], 'A')).toBe(false);
  });

  it('keep the narrower of two beginnings', () => {
    expect(meetOf({ capabilities: ['data-*'] }, { capabilities: ['d*', 'data-a*'] })).toEqual({
      capabilities: ['data-*', 'data-a*'],
    });
  });

  it('reach an agent by its name only where something that it does is granted', () => {
    const agent = { name: 'Reporter', capabilities: ['report-generation', 'charts'] };
    expect(reaches(undefined, agent)).toBe(true);
    expect(reaches({ capabilities: ['data-*'] }, agent)).toBe(false);
    expect(reaches({ capabilities: ['charts'] }, agent)).toBe(true);
    expect(reaches({ agents: ['Other'], capabilities: ['charts'] }, agent)).toBe(false);
    expect(reaches({ agents: ['Rep*'] }, agent)).toBe(true);
  });

  it('let nobody change an agent that also does what is not granted', () => {
    const both = { name: 'Both', capabilities: ['sales-help', 'finance'] };
    const bounds = { capabilities: ['sales-*'] };
    expect([reaches(bounds, both), reachesAll(bounds, both)]).toEqual([true, false]);
    expect(reachesAll({ capabilities: ['sales-*', 'finance'] }, both)).toBe(true);
    expect(reachesAll({ agents: ['B*'] }, both)).toBe(true);
    expect(reachesAll({ agents: ['A*'] }, both)).toBe(false);
    expect(reachesAll(bounds, { name: 'Idle', capabilities: [] })).toBe(false);
    expect(reachesAll(undefined, both)).toBe(true);
  });
});
