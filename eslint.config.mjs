import jest from 'eslint-plugin-jest';
import { builtinRules } from 'eslint/use-at-your-own-risk';
import tseslint from 'typescript-eslint';
import { house } from './.ci/lint/plugin.mjs';

const specs = ['**/*.{spec,int-spec,e2e-spec}.ts'];
const tests = [...specs, 'test/**/*.ts', 'libs/testing/**/*.ts'];

const recommended = Object.fromEntries(
  [...builtinRules]
    .filter(([, rule]) => rule.meta.docs?.recommended === true)
    .map(([name]) => [name, 'error']),
);

const nodeGlobals = Object.fromEntries(
  Object.getOwnPropertyNames(globalThis).map((name) => [name, 'readonly']),
);

/** Sizes are errors: a file that needs an exemption is two files. */
const sizes = {
  'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
  'house/max-function-lines': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
  complexity: ['error', 10],
  'max-params': ['error', 5],
};

const readsEnvironment = {
  object: 'process',
  property: 'env',
  message: 'Only libs/platform/src/config reads the environment; take typed options instead.',
};
const importsEnvironment = {
  name: 'node:process',
  importNames: ['env'],
  message: readsEnvironment.message,
};
const reExportsAll = {
  selector: 'ExportAllDeclaration',
  message: 'A front door names what it exports.',
};
const moduleMocks = ['mock', 'doMock', 'unstable_mockModule', 'setMock'].map((property) => ({
  object: 'jest',
  property,
  message: 'Write a fake that implements the port instead of mocking a module.',
}));
const sleeps = [
  "NewExpression[callee.name='Promise'] > ArrowFunctionExpression > CallExpression[callee.name='setTimeout']",
  "NewExpression[callee.name='Promise'] > ArrowFunctionExpression > BlockStatement > ExpressionStatement > CallExpression[callee.name='setTimeout'][arguments.0.type='Identifier']",
].map((selector) => ({ selector, message: 'Wait for an event or a condition, never for time.' }));

const typescript = {
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
  '@typescript-eslint/naming-convention': [
    'error',
    {
      selector: ['interface', 'typeAlias', 'class'],
      format: ['PascalCase'],
      custom: { regex: '^I[A-Z][a-z]|Impl$', match: false },
    },
  ],
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': [
    'error',
    { considerDefaultExhaustiveForUnions: true },
  ],
  '@typescript-eslint/no-unused-vars': [
    'error',
    { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
  ],
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
  // An empty class with a decorator is how Nest spells a module.
  '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
  // A method that implements an asynchronous port need not await.
  '@typescript-eslint/require-await': 'off',
  // Reports Nest's own option types.
  '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
};

const architecture = {
  'house/file-name': 'error',
  'house/max-public-methods': ['error', { max: 7 }],
  'house/owned-todo': 'error',
  'no-console': 'error',
  'no-restricted-properties': ['error', readsEnvironment, ...moduleMocks],
  'no-restricted-imports': ['error', { paths: [importsEnvironment] }],
  'no-restricted-syntax': ['error', reExportsAll],
  'no-restricted-exports': [
    'error',
    {
      restrictDefaultExports: {
        direct: true,
        named: true,
        defaultFrom: true,
        namedFrom: true,
        namespaceFrom: true,
      },
    },
  ],
};

export default tseslint.config(
  {
    ignores: [
      ...['dist/', 'coverage/', '.caxton/', 'docs/surface/', 'examples/data/', 'assets/'],
      ...['libs/client/dist/', 'libs/client/src/generated/'],
    ],
  },
  // A rule that can be switched off in the file it guards is not a rule.
  { linterOptions: { noInlineConfig: true }, plugins: { house } },
  {
    files: ['**/*.mjs', '**/*.js'],
    languageOptions: { globals: nodeGlobals },
    rules: { ...recommended, ...sizes, 'house/owned-todo': 'error', eqeqeq: 'error' },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: { ...sizes, ...typescript, ...architecture },
  },
  {
    files: ['libs/*/src/index.ts'],
    // The protocol is the vocabulary itself: every word of the contract is an export.
    ignores: ['libs/protocol/src/index.ts'],
    rules: { 'house/max-exports': ['error', { max: 25 }] },
  },
  {
    files: ['apps/cli/**/*.ts', 'test/bench/**/*.ts', 'test/resilience/*/main.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['libs/platform/src/config/**/*.ts', ...tests],
    rules: {
      'no-restricted-properties': ['error', ...moduleMocks],
      'no-restricted-imports': 'off',
    },
  },
  {
    files: specs,
    extends: [jest.configs['flat/recommended']],
    rules: {
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'jest/expect-expect': [
        'error',
        { assertFunctionNames: ['expect', 'expect*', 'fc.assert', 'assert*'] },
      ],
      'jest/no-commented-out-tests': 'error',
      'jest/no-disabled-tests': 'error',
      'jest/valid-title': ['error', { ignoreTypeOfDescribeName: true }],
      // The check does not know that `expect(port.method)` never calls the method.
      '@typescript-eslint/unbound-method': 'off',
      'jest/unbound-method': 'error',
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'node:timers/promises', message: sleeps[0].message }] },
      ],
      'no-restricted-syntax': ['error', reExportsAll, ...sleeps],
    },
  },
);
