import { buildSnapshot, type RegisteredAgent } from '../registry/snapshot.js';
import { checkCapabilities } from './check-capabilities.js';

const agent = (name: string, ...capabilities: string[]): RegisteredAgent => ({
  ...{ id: name, name, kind: 'configuration', status: 'running', versionNumber: 1, capabilities },
});

const snapshot = buildSnapshot(
  [agent('A', 'sales'), agent('B', 'reports', 'sales'), agent('C', 'sales')],
  new Map(),
);
const open = { grants: undefined, conflicts: true };

describe(checkCapabilities, () => {
  it('tells who does the same already, and how many', () => {
    const { valid, capabilities, conflicts, recommendations } = checkCapabilities(
      ['sales', 'reports', 'weather'],
      snapshot,
      open,
    );
    expect(valid).toBe(true);
    expect(capabilities).toEqual([
      { name: 'sales', status: 'valid', existing_providers: 3, competition_level: 'medium' },
      { name: 'reports', status: 'valid', existing_providers: 1, competition_level: 'low' },
      { name: 'weather', status: 'valid', existing_providers: 0, competition_level: 'none' },
    ]);
    expect(conflicts).toMatchObject([
      { capability: 'sales', agents: ['A', 'B', 'C'] },
      { capability: 'reports', agents: ['B'] },
    ]);
    expect(recommendations).toMatchObject([{ type: 'specialize' }]);
  });

  it('tells names that cannot be, those that are not granted, and what may be a typing error', () => {
    const { valid, capabilities } = checkCapabilities(
      ['Not A Name', 'reports', 'salez', 'salez'],
      snapshot,
      { grants: { capabilities: ['sale*'] }, conflicts: true },
    );
    expect(valid).toBe(false);
    expect(capabilities.map(({ status, message }) => [status, message])).toEqual([
      ['invalid', expect.stringContaining('lower-case words')],
      ['invalid', 'you are not granted it'],
      ['warning', 'nobody provides it; did you mean sales?'],
      ['warning', 'is there already'],
    ]);
  });

  it('leaves conflicts out where nobody asks for them', () => {
    const checked = checkCapabilities(['sales'], snapshot, { grants: undefined, conflicts: false });
    expect(checked.conflicts).toEqual([]);
  });
});
