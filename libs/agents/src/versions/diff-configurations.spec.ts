import type { DeployedConfiguration } from '../configuration/configuration.js';
import { diffConfigurations, diffPrompts } from './diff-configurations.js';

const configuration = (more: Partial<DeployedConfiguration> = {}): DeployedConfiguration => ({
  ...{ name: 'A', version: '1.0.0', capabilities: ['work'], tools: [] },
  memory: { enabled: false, scope: 'workspace' },
  system_prompt: 'You are A.\nYou work.',
  ...more,
});

describe(diffConfigurations, () => {
  it('finds nothing between two that are the same', () => {
    expect(diffConfigurations(configuration(), configuration())).toEqual([]);
  });

  it('tells what was added, removed and changed, each with its place', () => {
    const before = configuration({ tools: ['a'], tags: ['x'], llm: { temperature: 0 } });
    const after = configuration({
      ...{ tools: ['a', 'b'], timeout: '30s', llm: { temperature: 1, max_tokens: 9 } },
      memory: { enabled: true, scope: 'workspace' },
    });
    expect(diffConfigurations(before, after)).toEqual([
      { path: 'tools', kind: 'changed', before: ['a'], after: ['a', 'b'] },
      { path: 'memory.enabled', kind: 'changed', before: false, after: true },
      { path: 'llm.temperature', kind: 'changed', before: 0, after: 1 },
      { path: 'llm.max_tokens', kind: 'added', after: 9 },
      { path: 'timeout', kind: 'added', after: '30s' },
      { path: 'tags', kind: 'removed', before: ['x'] },
    ]);
  });

  it('compares rules with those in their place', () => {
    const before = configuration({ on_reply: [{ to: 'x' }] });
    const after = configuration({ on_reply: [{ to: 'x', when: 'a' }, { to: 'y' }] });
    expect(diffConfigurations(before, after)).toEqual([
      { path: 'on_reply[0].when', kind: 'added', after: 'a' },
      { path: 'on_reply[1]', kind: 'added', after: { to: 'y' } },
    ]);
  });
});

describe(diffPrompts, () => {
  it('shows the lines of prompts that are other ones, and no others', () => {
    const after = configuration({ system_prompt: 'You are A.\nYou play.' });
    expect(
      diffPrompts(
        { number: 1, configuration: configuration() },
        { number: 3, configuration: after },
      ),
    ).toEqual({
      system_prompt: [
        '--- system_prompt (version 1)\n+++ system_prompt (version 3)',
        '@@ -1,2 +1,2 @@\n You are A.\n-You work.\n+You play.',
      ].join('\n'),
    });
  });
});
