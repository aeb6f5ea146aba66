import { renderBad, renderPlan } from './render-plan.js';

it('shows what is to be done, and counts what is not', () => {
  const plan = {
    steps: [
      { kind: 'create', name: 'A', file: 'a.md', body: {} },
      { kind: 'update', name: 'B', file: 'b.md', body: {}, changes: ['tools', 'version'] },
      { kind: 'remove', name: 'C' },
      { kind: 'keep', name: 'D', file: 'd.md' },
    ],
    bad: [],
  } as const;
  expect(renderPlan(plan)).toBe(
    '+ A  (a.md)\n~ B  tools, version  (b.md)\n- C\n1 to create, 1 to update, 1 to remove, 1 unchanged.\n',
  );
});

it('says of each file what is wrong with it', () => {
  const faults = [
    { field: 'name', message: 'is required' },
    { field: '', message: 'is no TOML' },
  ];
  expect(renderBad({ bad: [{ file: 'a.toml', faults }] })).toBe(
    'a.toml: name is required\na.toml: is no TOML',
  );
});
