import { AgentFileFault, readAgentFile } from './read-agent-file.js';

const agent = {
  ...{ name: 'Analyst', version: '1.0.0', capabilities: ['data-analysis'] },
  ...{
    memory: { enabled: true, scope: 'workspace' },
    system_prompt: 'You look at data.\nBe brief.',
  },
};

const toml = `
name = "Analyst"
version = "1.0.0"
capabilities = ["data-analysis"]
system_prompt = """You look at data.
Be brief."""
documentation = "For people."

[memory]
enabled = true
scope = "workspace"
`;

const markdown = `---
name: Analyst
version: "1.0.0"
capabilities: [data-analysis]
memory:
  enabled: true
  scope: workspace
---

You look at data.
Be brief.
`;

describe(readAgentFile, () => {
  it.each([
    ['a.json', JSON.stringify(agent)],
    ['a.json', `\uFEFF${JSON.stringify(agent)}`],
    ['a.toml', toml],
    ['a.toml', `\uFEFF${toml}`],
    ['a.md', markdown],
    ['a.MD', `\uFEFF${markdown.replaceAll('\n', '\r\n')}`],
  ])('reads the same agent from %s', (name, text) => {
    expect(readAgentFile(name, text)).toEqual(agent);
  });

  it('takes the body for notes where the front matter has the prompt', () => {
    const text = '---\nname: A\nsystem_prompt: Short.\n---\n# Notes\n';
    expect(readAgentFile('a.md', text)).toEqual({ name: 'A', system_prompt: 'Short.' });
  });

  it('passes over a page without front matter', () => {
    expect(readAgentFile('README.md', '# Agents\n')).toBeUndefined();
    expect(readAgentFile('README.md', '---\nnever ended')).toBeUndefined();
  });

  it('makes of a date what JSON has', () => {
    expect(readAgentFile('a.toml', 'name = "A"\ncreated = 2026-01-01')).toEqual({
      ...{ name: 'A', created: '2026-01-01' },
    });
  });

  it.each([
    ['a.json', '{"name": ', /no JSON/],
    ['a.json', '[1]', /one agent/],
    ['a.toml', 'name = ', /no TOML/],
    ['a.md', '---\nname: [\n---\n', /no YAML in its front matter/],
    ['a.md', '---\njust a text\n---\n', /one agent/],
    ['a.txt', 'name', /none of \.json, \.toml, \.md/],
  ])('refuses %s that holds %j', (name, text, message) => {
    expect(() => readAgentFile(name, text)).toThrow(AgentFileFault);
    expect(() => readAgentFile(name, text)).toThrow(message);
  });

  it('does not let a few lines grow to gigabytes', () => {
    const levels = ['a: &a0 [x, x, x, x, x, x, x, x, x]'];
    for (let n = 1; n < 9; n += 1) {
      const alias = `*a${String(n - 1)}`;
      levels.push(`b${String(n)}: &a${String(n)} [${Array(9).fill(alias).join(', ')}]`);
    }
    expect(() => readAgentFile('a.md', `---\n${levels.join('\n')}\n---\n`)).toThrow(/alias/i);
  });
});
