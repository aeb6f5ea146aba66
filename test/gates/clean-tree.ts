import { type Files } from './scratch-tree.js';

const libs: Readonly<Record<string, readonly string[]>> = {
  protocol: [],
  embedded: [],
  faults: [],
  signals: [],
  tracing: [],
  documents: [],
  platform: ['protocol', 'embedded', 'faults', 'signals'],
  embeddings: ['protocol', 'platform'],
  llm: ['protocol', 'platform', 'embeddings'],
  tools: ['protocol', 'platform', 'documents'],
  artifacts: ['protocol', 'platform', 'faults', 'documents'],
  memory: ['protocol', 'platform', 'signals', 'embeddings'],
  idempotency: ['protocol', 'platform'],
  secrets: [],
  'agent-files': [],
  client: [],
  identity: ['protocol', 'platform', 'secrets'],
  webhooks: ['protocol', 'platform', 'signals', 'idempotency', 'secrets', 'tools'],
  usage: ['protocol', 'platform'],
  storage: ['protocol', 'platform'],
  agents: ['protocol', 'platform', 'idempotency', 'usage', 'tools', 'embeddings'],
  trials: ['protocol', 'platform', 'idempotency'],
  messaging: ['protocol', 'platform', 'faults', 'signals', 'idempotency', 'agents'],
  runtime: [
    ...['protocol', 'platform', 'faults', 'signals', 'agents', 'messaging', 'llm', 'tools'],
    'embeddings',
  ],
  testing: ['protocol', 'platform', 'llm'],
};

/** Where each technology is at home: importing it there is no violation. */
const homes: Files = {
  'libs/protocol/src/agent.schema.ts': "import 'zod';",
  'libs/embedded/src/database.ts': "import '@electric-sql/pglite'; import 'pg';",
  'libs/embeddings/src/embedder.ts': "import 'onnxruntime-web'; import '@huggingface/tokenizers';",
  'libs/llm/src/model.ts': "import 'ai'; import '@ai-sdk/anthropic';",
  'libs/platform/src/ground.ts':
    "import 'typeorm'; import 'bullmq'; import 'ioredis'; import 'pino'; import 'pg'; import 'rate-limiter-flexible';",
  'libs/tools/src/connector.ts': "import 'undici'; import '@modelcontextprotocol/client';",
  'libs/tracing/src/spans.ts': "import '@opentelemetry/api';",
  'libs/signals/src/measures.ts': "import 'prom-client';",
  'libs/identity/src/tokens.ts': "import 'jose'; import '@node-rs/argon2';",
  'libs/artifacts/src/bucket.ts': "import 's3mini';",
  'libs/agents/src/agent.repository.ts': "import 'typeorm';",
  'libs/messaging/src/doorbell.queue.ts': "import 'bullmq';",
  'apps/worker/src/mailbox.processor.ts': "import 'bullmq';",
  'apps/api/src/agents.controller.ts': "import '@nestjs/swagger';",
};

const apps: Files = {
  'apps/api/src/main.ts': "import '#agents'; import './agents.controller.js';",
  'apps/worker/src/main.ts': "import '#runtime'; import './mailbox.processor.js';",
  'apps/server/src/main.ts': "import '../../api/src/main.js'; import '../../worker/src/main.js';",
  'apps/cli/src/main.ts': "import '../../server/src/main.js';",
  'libs/agents/src/agent.repository.int-spec.ts':
    "import '#testing'; import 'eslint'; import './index.js'; import '../../../test/support/databases.js';",
  'test/support/databases.ts': "import '#platform';",
};

const packages = [
  ...['zod', 'typeorm', 'bullmq', 'ioredis', 'pg', 'pino', 'undici', 'ai', '@ai-sdk/anthropic'],
  ...[
    's3mini',
    'prom-client',
    '@opentelemetry/api',
    'rate-limiter-flexible',
    'jose',
    '@node-rs/argon2',
    'onnxruntime-web',
    '@huggingface/tokenizers',
    '@electric-sql/pglite',
    '@nestjs/swagger',
    '@modelcontextprotocol/client',
  ],
];

const frontDoor = (lib: string, imports: readonly string[]): [string, string] => [
  `libs/${lib}/src/index.ts`,
  [...imports.map((name) => `import '#${name}';`), `export const ${lib} = '${lib}';`].join('\n'),
];

const stub = (name: string): [string, string][] => [
  [
    `node_modules/${name}/package.json`,
    JSON.stringify({ name, version: '1.0.0', main: 'main.js' }),
  ],
  [`node_modules/${name}/main.js`, ''],
];

const manifest = JSON.stringify({
  type: 'module',
  imports: Object.fromEntries(
    Object.keys(libs).map((lib) => [
      `#${lib}`,
      {
        'caxton-source': `./libs/${lib}/src/index.ts`,
        default: `./dist/libs/${lib}/src/index.js`,
      },
    ]),
  ),
  dependencies: Object.fromEntries(packages.map((name) => [name, '1.0.0'])),
  devDependencies: { eslint: '1.0.0' },
});

/** A miniature of the house in which every lib imports all that it may, and no rule is broken. */
export const cleanTree: Files = {
  'package.json': manifest,
  'tsconfig.json': JSON.stringify({ compilerOptions: { module: 'nodenext' } }),
  ...Object.fromEntries([...packages, 'eslint', 'undeclared'].flatMap(stub)),
  ...Object.fromEntries(Object.entries(libs).map(([lib, imports]) => frontDoor(lib, imports))),
  ...homes,
  ...apps,
};
