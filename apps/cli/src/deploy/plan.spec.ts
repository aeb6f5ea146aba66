import { checkAgent, type CheckedAgent } from '../agents/check-agent.js';
import { countSteps, isIdle, planDeployment, type LocalAgent, type RemoteAgent } from './plan.js';

const fields = { name: 'A', capabilities: ['a'], system_prompt: 'You are A.' };

const local = (more: object = {}, file = 'a.json'): LocalAgent => {
  const all = { ...fields, ...more };
  return { file, name: all.name, fields: all };
};

/** As a server keeps what was deployed. */
function remote(more: object = {}, facts: Partial<RemoteAgent> = {}): RemoteAgent {
  const { configuration } = checkAgent({ ...fields, ...more });
  if (configuration === undefined) throw new Error('The agent of the test is none.');
  const { name }: NonNullable<CheckedAgent['configuration']> = configuration;
  return { name, type: 'configuration', status: 'running', configuration, ...facts };
}

describe(planDeployment, () => {
  it('creates what is not there', () => {
    const { steps, bad } = planDeployment([local()], [], false);
    expect(steps).toEqual([{ kind: 'create', name: 'A', file: 'a.json', body: fields }]);
    expect(bad).toEqual([]);
  });

  it.each<[string, object, object?]>([
    ['as it was deployed', {}],
    ['with defaults spelled out', { version: '1.0.0', tools: [], memory: { enabled: false } }],
    ['with a tool named twice', { tools: ['x', 'x'] }, { tools: ['x'] }],
    ['in the words of older files', { memory_enabled: true }, { memory: { enabled: true } }],
    [
      'with settings',
      { memory: { enabled: true, max_entries: 5 } },
      { memory: { enabled: true, max_entries: 5 } },
    ],
  ])('does nothing when everything is %s', (_title, said, kept = {}) => {
    const plan = planDeployment([local(said)], [remote(kept)], false);
    expect(plan.steps).toEqual([{ kind: 'keep', name: 'A', file: 'a.json' }]);
    expect(isIdle(plan)).toBe(true);
  });

  it.each([
    ['another prompt', { system_prompt: 'New.' }, {}, ['system_prompt']],
    [
      'a field that is gone from the file',
      {},
      { description: 'Old', tools: ['x'] },
      ['description', 'tools'],
    ],
    ['memory that is gone from the file', {}, { memory: { enabled: true } }, ['memory']],
    [
      'a setting of memory that is gone from the file',
      { memory: { enabled: true } },
      { memory: { enabled: true, max_entries: 5 } },
      ['memory'],
    ],
  ])('updates for %s', (_title, said, kept, changes) => {
    const plan = planDeployment([local(said)], [remote(kept)], false);
    expect(plan.steps).toMatchObject([{ kind: 'update', name: 'A', changes }]);
    expect(plan.bad).toEqual([]);
  });

  it('plans an update after which nothing is to be done', () => {
    const said = local({ memory: { enabled: true }, tags: ['t'] });
    const before = remote({ memory: { enabled: true, max_entries: 5 }, description: 'Old' });
    const [step] = planDeployment([said], [before], false).steps;
    if (step?.kind !== 'update') throw new Error('It plans no update.');
    const { configuration } = checkAgent(step.body, before.configuration);
    if (configuration === undefined) throw new Error('The update is refused.');
    const after = { ...before, configuration };
    expect(isIdle(planDeployment([said], [after], false))).toBe(true);
  });

  it('removes what no file has, but only when told to, and nothing that is made of code or leaves', () => {
    const there = [
      remote({ name: 'B' }),
      remote({ name: 'C' }, { type: 'code' }),
      remote({ name: 'D' }, { status: 'draining' }),
    ];
    expect(planDeployment([local()], there, false).steps).toHaveLength(1);
    expect(countSteps(planDeployment([local()], there, true))).toEqual({
      ...{ create: 1, update: 0, keep: 0, remove: 1 },
    });
  });

  it.each([
    ['a bad field', [local({ version: 'one' })], [], 'version'],
    [
      'a missing field',
      [{ ...local(), fields: { name: 'A', capabilities: ['a'] } }],
      [],
      'system_prompt',
    ],
    ['a name that two files have', [local(), local({}, 'b.json')], [], 'name'],
    ['the name of an agent made of code', [local()], [remote({}, { type: 'code' })], 'name'],
    ['an agent that leaves', [local()], [remote({}, { status: 'draining' })], 'name'],
  ])('names the file with %s', (_title, files, there, field) => {
    const { bad } = planDeployment(files, there, false);
    expect(bad.flatMap(({ faults }) => faults.map((fault) => fault.field))).toEqual([field]);
  });
});
