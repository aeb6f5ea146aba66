import { cleanTree } from './clean-tree.js';
import { cruise, type Cruise } from './cruise.js';
import { fellTree, plantTree } from './scratch-tree.js';

/** One violation of each rule: the file that is planted and the import in it that is forbidden. */
const planted: Readonly<Record<string, readonly [file: string, source: string]>> = {
  'everything-resolves': ['libs/agents/src/lost.ts', "import './nowhere.js';"],
  'no-cycles': ['libs/agents/src/ring.ts', "import './ring.js';"],
  'no-drawers': ['libs/agents/src/untidy.ts', "import './agent-helpers.js';"],
  'known-parts-only': ['libs/agents/src/stranger.ts', "import '../../strangers/src/index.js';"],
  'front-door-only': ['apps/api/src/burglar.ts', "import '../../../libs/agents/src/room.js';"],
  'by-name-only': ['libs/agents/src/roadie.ts', "import '../../protocol/src/index.js';"],
  'no-self-front-door': ['libs/agents/src/mirror.ts', "import './index.js';"],
  'tests-stay-out': ['libs/agents/src/actor.ts', "import '#testing';"],
  'shipped-only': ['libs/agents/src/developer.ts', "import 'eslint';"],
  'apps-are-leaves': ['libs/agents/src/climber.ts', "import '../../../apps/api/src/main.js';"],
  'api-imports-apps': ['apps/api/src/worker.ts', "import '../../worker/src/main.js';"],
  'worker-imports-apps': ['apps/worker/src/api.ts', "import '../../api/src/main.js';"],
  'server-imports-apps': ['apps/server/src/cli.ts', "import '../../cli/src/main.js';"],
  'cli-imports-apps': ['apps/cli/src/stranger.ts', "import '../../stranger/src/main.js';"],
  'api-never-runs-turns': ['apps/api/src/runner.ts', "import type { runtime } from '#runtime';"],
  'protocol-is-pure': ['libs/protocol/src/clock.ts', "import 'node:fs';"],
  'agent-files-imports': ['libs/agent-files/src/words.ts', "import '#protocol';"],
  'client-stands-alone': ['libs/client/src/files.ts', "import 'node:fs';"],
  'client-imports': ['libs/client/src/words.ts', "import '#protocol';"],
  'protocol-imports': ['libs/protocol/src/ground.ts', "import '#embedded';"],
  'embedded-imports': ['libs/embedded/src/words.ts', "import '#protocol';"],
  'documents-imports': ['libs/documents/src/words.ts', "import '#protocol';"],
  'faults-imports': ['libs/faults/src/words.ts', "import '#protocol';"],
  'tracing-imports': ['libs/tracing/src/words.ts', "import '#protocol';"],
  'signals-imports': ['libs/signals/src/words.ts', "import '#protocol';"],
  'platform-imports': ['libs/platform/src/agents.ts', "import '#agents';"],
  'embeddings-imports': ['libs/embeddings/src/models.ts', "import '#llm';"],
  'llm-imports': ['libs/llm/src/tools.ts', "import '#tools';"],
  'tools-imports': ['libs/tools/src/models.ts', "import '#llm';"],
  'memory-imports': ['libs/memory/src/mail.ts', "import '#messaging';"],
  'artifacts-imports': ['libs/artifacts/src/mail.ts', "import '#messaging';"],
  'idempotency-imports': ['libs/idempotency/src/mail.ts', "import '#messaging';"],
  'identity-imports': ['libs/identity/src/mail.ts', "import '#messaging';"],
  'webhooks-imports': ['libs/webhooks/src/mail.ts', "import '#messaging';"],
  'secrets-imports': ['libs/secrets/src/log.ts', "import '#platform';"],
  'usage-imports': ['libs/usage/src/mail.ts', "import '#messaging';"],
  'trials-imports': ['libs/trials/src/turns.ts', "import '#agents';"],
  'storage-imports': ['libs/storage/src/mail.ts', "import '#messaging';"],
  'agents-imports': ['libs/agents/src/mail.ts', "import '#messaging';"],
  'messaging-imports': ['libs/messaging/src/turns.ts', "import '#runtime';"],
  'runtime-imports': ['libs/runtime/src/wasm.ts', "import '#embedded';"],
  'typeorm-quarantine': ['libs/agents/src/columns.ts', "import 'typeorm';"],
  'bullmq-quarantine': ['libs/messaging/src/mailbox.ts', "import 'bullmq';"],
  'ioredis-quarantine': ['libs/messaging/src/bell.queue.ts', "import 'ioredis';"],
  'pg-quarantine': ['libs/messaging/src/mail.repository.ts', "import 'pg';"],
  'pino-quarantine': ['libs/runtime/src/journal.ts', "import 'pino';"],
  'undici-quarantine': ['libs/llm/src/fetch.ts', "import 'undici';"],
  'rate-limiter-flexible-quarantine': ['libs/llm/src/pace.ts', "import 'rate-limiter-flexible';"],
  'opentelemetry-quarantine': ['libs/runtime/src/span.ts', "import '@opentelemetry/api';"],
  'prom-client-quarantine': ['libs/runtime/src/counter.ts', "import 'prom-client';"],
  's3mini-quarantine': ['libs/platform/src/bucket.ts', "import 's3mini';"],
  'jose-quarantine': ['libs/platform/src/token.ts', "import 'jose';"],
  'node-rs-argon2-quarantine': ['libs/platform/src/password.ts', "import '@node-rs/argon2';"],
  'modelcontextprotocol-quarantine': [
    'libs/runtime/src/servers.ts',
    "import '@modelcontextprotocol/client';",
  ],
  'ai-quarantine': ['libs/runtime/src/ask.ts', "import 'ai';"],
  'ai-sdk-quarantine': ['libs/tools/src/schema.ts', "import '@ai-sdk/anthropic';"],
  'onnxruntime-web-quarantine': ['libs/llm/src/vectors.ts', "import 'onnxruntime-web';"],
  'huggingface-tokenizers-quarantine': [
    'libs/llm/src/count.ts',
    "import '@huggingface/tokenizers';",
  ],
  'electric-sql-quarantine': ['libs/platform/src/wasm.ts', "import '@electric-sql/pglite';"],
  'nestjs-swagger-quarantine': ['libs/agents/src/view.ts', "import '@nestjs/swagger';"],
};

/** Files that planted imports point at. */
const targets = {
  'libs/agents/src/agent-helpers.ts': '',
  'libs/agents/src/room.ts': '',
  'libs/strangers/src/index.ts': '',
  'apps/stranger/src/main.ts': '',
};

describe('the boundary gate', () => {
  let root: string;
  let report: Cruise;

  beforeAll(async () => {
    root = await plantTree({
      ...cleanTree,
      ...targets,
      ...Object.fromEntries(Object.values(planted)),
    });
    report = await cruise(root, ['apps', 'libs', 'test']);
  });
  afterAll(() => fellTree(root));

  it('has a planted violation for every rule', () => {
    const rules = report.summary.ruleSetUsed.forbidden.map(({ name }) => name);
    expect(Object.keys(planted).sort()).toEqual(rules.sort());
  });

  it.each(Object.entries(planted))('names %s', (rule, [file]) => {
    const named = report.summary.violations.filter(({ from }) => from === file);
    expect(named.map((violation) => violation.rule)).toContainEqual({
      name: rule,
      severity: 'error',
    });
  });

  it('is silent about everything that the table allows', () => {
    const guilty = new Set(Object.values(planted).map(([file]) => file));
    expect(report.summary.violations.filter(({ from }) => !guilty.has(from))).toEqual([]);
  });

  it('follows a lib name to the source behind it', () => {
    const named = report.modules
      .flatMap(({ dependencies }) => dependencies)
      .filter(({ module }) => module.startsWith('#'));
    expect(named.length).toBeGreaterThan(20);
    for (const { module, resolved } of named)
      expect(resolved).toBe(`libs/${module.slice(1)}/src/index.ts`);
  });
});
