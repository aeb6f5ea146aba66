/**
 * The whole architecture as a table; reading it top to bottom is reading the layers.
 * The boundary gate, the check of docs/architecture.md and the graph in docs/surface are all made from it.
 */
export const mayImport = {
  protocol: [],
  embedded: [],
  faults: [],
  signals: [],
  tracing: [],
  documents: [],
  platform: ['protocol', 'embedded', 'faults', 'signals'],
  embeddings: ['protocol', 'platform'],
  llm: ['protocol', 'platform', 'embeddings'],
  artifacts: ['protocol', 'platform', 'faults', 'documents'],
  idempotency: ['protocol', 'platform'],
  secrets: [],
  'agent-files': [],
  client: [],
  identity: ['protocol', 'platform', 'secrets'],
  tools: ['protocol', 'platform', 'idempotency', 'documents'],
  webhooks: ['protocol', 'platform', 'faults', 'signals', 'idempotency', 'secrets', 'tools'],
  memory: ['protocol', 'platform', 'signals', 'embeddings'],
  usage: ['protocol', 'platform'],
  storage: ['protocol', 'platform'],
  agents: ['protocol', 'platform', 'idempotency', 'usage', 'tools', 'embeddings'],
  trials: ['protocol', 'platform', 'idempotency'],
  messaging: ['protocol', 'platform', 'faults', 'signals', 'idempotency', 'agents'],
  runtime: [
    ...['protocol', 'platform', 'faults', 'signals', 'agents', 'messaging', 'llm', 'tools'],
    'embeddings',
  ],
};

/** Doubles and contract suites: may know every lib, and only specs may know it. */
export const testing = 'testing';

/** Apps are leaves. The API never runs turns; nothing imports the command line. */
export const apps = {
  api: { mayImportApps: [], neverImportsLibs: ['runtime', 'llm'] },
  worker: { mayImportApps: [], neverImportsLibs: [] },
  server: { mayImportApps: ['api', 'worker'], neverImportsLibs: [] },
  cli: { mayImportApps: ['server', 'api', 'worker'], neverImportsLibs: [] },
};

/** Technology lives in a lib or behind a file suffix; everything else is plain TypeScript. */
export const onlyIn = {
  typeorm: ['libs/platform/', '*.repository.ts', '*.entity.ts', '*.migration.ts'],
  bullmq: ['libs/platform/', '*.queue.ts', '*.processor.ts'],
  ioredis: ['libs/platform/', 'apps/server/src/doctor/'],
  'rate-limiter-flexible': ['libs/platform/'],
  pg: ['libs/platform/', 'libs/embedded/'],
  pino: ['libs/platform/'],
  '@opentelemetry/*': ['libs/tracing/'],
  'prom-client': ['libs/signals/', 'apps/server/src/metrics/'],
  undici: ['libs/platform/', 'libs/tools/'],
  jose: ['libs/identity/'],
  '@node-rs/argon2': ['libs/identity/'],
  s3mini: ['libs/artifacts/'],
  ai: ['libs/llm/'],
  '@modelcontextprotocol/*': ['libs/tools/'],
  '@ai-sdk/*': ['libs/llm/'],
  'onnxruntime-web': ['libs/embeddings/'],
  '@huggingface/tokenizers': ['libs/embeddings/'],
  '@electric-sql/*': ['libs/embedded/'],
  '@nestjs/swagger': ['apps/api/', '*.controller.ts'],
};
