import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadCodeAgents } from './load-code-agents.js';

describe(loadCodeAgents, () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'agents-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const put = (name: string, text: string): Promise<void> => writeFile(join(folder, name), text);
  const echo = (name: string): string =>
    `{ name: '${name}', capabilities: ['echo'], handle: ({ message }) => message.content }`;

  it('gathers what the modules of a folder export, under any name', async () => {
    await put('one.mjs', `export const a = ${echo('One')}; export const b = ${echo('Two')};`);
    await put('two.mjs', `export default [${echo('Three')}]; export const helper = 42;`);
    await put('notes.txt', 'not a module');
    await put('types.d.ts', 'not one either');
    const agents = await loadCodeAgents(folder);
    expect(agents.list().map(({ name }) => name)).toEqual(['One', 'Two', 'Three']);
    expect(agents.find('Two')?.capabilities).toEqual(['echo']);
    expect(agents.find('Four')).toBeUndefined();
  });

  it('loads the examples of the documentation', async () => {
    const agents = await loadCodeAgents(join(import.meta.dirname, '../../../../examples/agents'));
    expect(agents.list().map(({ name }) => name)).toContain('WordCounter');
  });

  it.each([
    ['syntax.mjs', 'export const = ', /syntax\.mjs: cannot be imported/],
    ['throws.mjs', 'throw new Error("no licence")', /throws\.mjs: cannot be imported: no licence/],
    ['empty.mjs', 'export const nothing = 1', /empty\.mjs: exports no agent/],
    [
      'bad.mjs',
      'export const a = { name: "x y", capabilities: ["e"], handle() {} }',
      /bad\.mjs: name/,
    ],
    [
      'handle.mjs',
      'export const a = { name: "x", capabilities: ["e"], handle: 1 }',
      /handle\.mjs: handle must be/,
    ],
  ])('names the file that cannot be used: %s', async (name, text, problem) => {
    await put(name, text);
    await expect(loadCodeAgents(folder)).rejects.toThrow(problem);
  });

  it('names both files when they define the same agent', async () => {
    await put('a.mjs', `export const a = ${echo('Echo')}`);
    await put('b.mjs', `export const a = ${echo('Echo')}`);
    await expect(loadCodeAgents(folder)).rejects.toThrow(/b\.mjs: .*a\.mjs defines an agent Echo/);
  });

  it('names the folder that cannot be read', async () => {
    await expect(loadCodeAgents(join(folder, 'gone'))).rejects.toThrow(/gone: cannot read/);
  });
});
