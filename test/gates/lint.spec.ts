import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { lint, type Faults } from './lint.js';
import { repository } from './run-tool.js';
import { fellTree, plantTree, type Files } from './scratch-tree.js';

type Planted = readonly (readonly [rule: string, file: string, source: string])[];

const lines = (count: number, line: string): string => `${line}\n`.repeat(count);
const names = (count: number, name: string): string[] =>
  Array.from({ length: count }, (_, index) => `${name}${index}`);

const methods = names(8, 'act').map((name) => `${name}(): number { return 1; }`);
const exported = names(26, 'word').map((name) => `export const ${name} = 1;`);
const chapter = names(60, 'act').map((name) => `it('${name}', () => { expect(1).toBe(1); });`);
const branches = lines(10, 'if (x === 1) return 2;');

/** One violation of each law that lint guards: the rule, the file that is planted, what it says. */
const planted: Planted = [
  ['house/file-name', 'libs/agents/src/agentStore.ts', 'export {};'],
  ['house/file-name', 'libs/agents/src/agent.service.ts', 'export {};'],
  ['house/max-exports', 'libs/agents/src/index.ts', exported.join('\n')],
  [
    'house/max-public-methods',
    'libs/agents/src/god.ts',
    `export class God { ${methods.join(' ')} }`,
  ],
  [
    'house/max-function-lines',
    'libs/agents/src/long-act.ts',
    `export function f(): void {\n${lines(51, 'f();')}}`,
  ],
  ['house/owned-todo', 'libs/agents/src/later.ts', '// TODO: later\nexport {};'],
  ['max-lines', 'libs/agents/src/long-file.ts', lines(301, 'export {};')],
  [
    'complexity',
    'libs/agents/src/maze.ts',
    `export function f(x: number): number {\n${branches}return 1;}`,
  ],
  [
    'max-params',
    'libs/agents/src/greedy.ts',
    'export const f = (a: 1, b: 1, c: 1, d: 1, e: 1, g: 1): number => a + b + c + d + e + g;',
  ],
  ['no-restricted-properties', 'libs/agents/src/env.ts', "export const x = process.env['X'];"],
  [
    'no-restricted-imports',
    'libs/agents/src/sly-env.ts',
    "import { env } from 'node:process';\nexport const x = env['X'];",
  ],
  ['no-restricted-exports', 'libs/agents/src/nameless.ts', 'const x = 1;\nexport default x;'],
  ['no-restricted-syntax', 'libs/agents/src/everything.ts', "export * from './env.js';"],
  ['no-console', 'libs/agents/src/loud.ts', "console.log('x');\nexport {};"],
  ['@typescript-eslint/no-explicit-any', 'libs/agents/src/any.ts', 'export const x = 1 as any;'],
  [
    '@typescript-eslint/no-floating-promises',
    'libs/agents/src/careless.ts',
    'Promise.resolve(1);\nexport {};',
  ],
  [
    '@typescript-eslint/switch-exhaustiveness-check',
    'libs/agents/src/half.ts',
    "export function f(x: 'a' | 'b'): void { switch (x) { case 'a': f(x); } }",
  ],
  [
    '@typescript-eslint/consistent-type-imports',
    'libs/agents/src/heavy.ts',
    "import { Port } from './port.js';\nexport const x: Port = { open: true };",
  ],
  [
    '@typescript-eslint/naming-convention',
    'libs/agents/src/hungarian.ts',
    'export interface IAgent { readonly name: string }',
  ],
  [
    'no-restricted-properties',
    'libs/agents/src/mocked.spec.ts',
    "jest.mock('./env.js');\nit('x', () => { expect(1).toBe(1); });",
  ],
  [
    'no-restricted-syntax',
    'libs/agents/src/sleepy.spec.ts',
    "it('x', async () => { await new Promise((r) => setTimeout(r, 5)); expect(1).toBe(1); });",
  ],
  ['jest/expect-expect', 'libs/agents/src/empty.spec.ts', "it('x', () => { parseInt('1', 10); });"],
  [
    'jest/no-focused-tests',
    'libs/agents/src/focused.spec.ts',
    "it.only('x', () => { expect(1).toBe(1); });",
  ],
  [
    'jest/no-disabled-tests',
    'libs/agents/src/skipped.spec.ts',
    "it.skip('x', () => { expect(1).toBe(1); });",
  ],
  ['no-undef', 'test/support/script.mjs', 'export const x = nowhere;'],
];

/** What the laws allow, and a careless rule would forbid. */
const allowed: Files = {
  'libs/agents/src/port.ts':
    'export interface Port { readonly open: boolean }\nexport class Door { close(): void { this.close(); } }',
  // The type of an injected parameter is a value at run time.
  'libs/agents/src/injected.ts': `import { Injectable } from '@nestjs/common';
import { Door } from './port.js';
@Injectable()
export class Opener { constructor(private readonly door: Door) {} open(): void { this.door.close(); } }`,
  'libs/agents/src/agents.module.ts': `import { Module } from '@nestjs/common';
@Module({})
export class AgentsModule {}`,
  'libs/platform/src/config/read-env.ts': "export const x = process.env['X'];",
  'apps/cli/src/main.ts': "console.log('x');\nexport {};",
  'libs/agents/src/chapter.spec.ts': `describe('x', () => {\n${chapter.join('\n')}\n});`,
  'libs/agents/src/owned.ts': '// TODO(#12): later\nexport {};',
};

const compilerOptions = {
  module: 'nodenext',
  target: 'es2023',
  strict: true,
  noPropertyAccessFromIndexSignature: true,
  experimentalDecorators: true,
  emitDecoratorMetadata: true,
  types: ['node', 'jest'],
};

describe('the lint gate', () => {
  let root: string;
  let faults: Faults;

  beforeAll(async () => {
    root = await plantTree({
      'package.json': JSON.stringify({ type: 'module' }),
      'tsconfig.json': JSON.stringify({ compilerOptions, include: ['**/*.ts'] }),
      ...allowed,
      ...Object.fromEntries(planted.map(([, file, source]) => [file, source])),
      'libs/agents/src/excused.ts': '// eslint-disable-next-line no-console\nexport {};',
    });
    await symlink(join(repository, 'node_modules'), join(root, 'node_modules'));
    faults = await lint(root);
  });
  afterAll(() => fellTree(root));

  it.each(planted)('names %s in %s', (rule, file) => {
    expect(faults.get(file)).toContain(rule);
  });

  it('cannot be switched off in the file it guards', () => {
    expect(faults.get('libs/agents/src/excused.ts')).toEqual([null]);
  });

  it.each(Object.keys(allowed))('has nothing to say about %s', (file) => {
    expect(faults.get(file)).toEqual([]);
  });
});
