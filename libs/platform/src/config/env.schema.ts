import { z } from 'zod';
import { routingStrategies } from '#protocol';
import { defaultArtifactTypes } from './default-artifact-types.js';
import {
  count,
  flag,
  networks,
  origins,
  port,
  sealingKeys,
  span,
  url,
  words,
} from './env-values.js';
import { retentionSettings } from './retention-settings.js';
import { tracingSettings } from './tracing-settings.js';

/**
 * Every setting of the server, in one place: read once before it boots, refused with the variable,
 * the value and what is allowed, then frozen. `docs/surface/configuration.md` is made from it.
 */
export const envSchema = z.object({
  CAXTON_HOST: z.string().min(1).default('127.0.0.1').describe('Address the API listens on.'),
  CAXTON_PORT: port.default(8080).describe('Port of the REST API; 0 takes a free one.'),
  CAXTON_METRICS_PORT: port
    .default(9090)
    .describe('Port of the Prometheus endpoint /metrics; 0 takes a free one.'),
  CAXTON_DATA_DIR: z
    .string()
    .min(1)
    .default('./.caxton')
    .describe('Where the embedded Postgres keeps its files.'),
  CAXTON_DATABASE_URL: url('postgres', 'postgresql')
    .optional()
    .describe('A real Postgres with pgvector. Unset: the embedded one.'),
  CAXTON_DATABASE_POOL: count(2, 200).default(10).describe('Connections to Postgres per process.'),
  CAXTON_REDIS_URL: url('redis', 'rediss')
    .optional()
    .describe('Redis for the doorbell queues. Needs CAXTON_DATABASE_URL. Unset: Postgres rings.'),
  CAXTON_QUEUE_PREFIX: z
    .string()
    .regex(/^[A-Za-z0-9_{}-]{1,64}$/, 'may hold letters, digits, _ - and braces')
    .default('{caxton}')
    .describe('Prefix of every queue key; the braces keep them on one Redis Cluster slot.'),
  CAXTON_LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('How much is logged.'),
  CAXTON_LOG_FORMAT: z
    .enum(['json', 'text', 'auto'])
    .default('auto')
    .describe('json for machines, text for people; auto is text on a terminal.'),
  CAXTON_AGENTS_DIR: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Folder of code agents (objects that modules export, see docs/code-agents.md) that workers load.',
    ),
  CAXTON_PROCESSES: z
    .union([z.enum(['auto']), count(1, 256)], 'must be auto or a whole number from 1 to 256')
    .default(1)
    .describe(
      'Processes that one command starts, on one port; auto: one for each core. More than one need CAXTON_DATABASE_URL.',
    ),
  CAXTON_CONCURRENCY: count(1, 1_000)
    .default(32)
    .describe('Turns that one worker process runs at the same time.'),
  CAXTON_MAX_QUEUES: count(1, 1_000)
    .default(128)
    .describe('Beyond so many capabilities several share the queue where their mail waits.'),
  CAXTON_LEASE: span('10s').describe('How long a mailbox is held without renewal.'),
  CAXTON_AGENT_TIMEOUT: span('2m').describe('How long one turn may run.'),
  CAXTON_SHUTDOWN_TIMEOUT: span('20s').describe('How long running turns may finish at a stop.'),
  CAXTON_MAX_TOOL_ROUNDS: count(1, 100)
    .default(10)
    .describe('Model answers with tool calls in one turn.'),
  CAXTON_TURN_TOKENS: count(0, 1_000_000_000)
    .default(0)
    .describe('Tokens that one turn may use before it is ended without an answer; 0: any number.'),
  CAXTON_MAX_HOPS: count(1, 100)
    .default(12)
    .describe('Messages that may cause one another before the chain is cut.'),
  CAXTON_MAX_CAUSED_MESSAGES: count(1, 1_000_000)
    .default(500)
    .describe('Messages between agents that one message of a client may lead to, over all.'),
  CAXTON_CONTEXT_TOKENS: count(500, 2_000_000)
    .default(24_000)
    .describe('Token budget of the context given to the model.'),
  ...retentionSettings,
  CAXTON_MAX_AGENTS: count(0, 1_000_000)
    .default(1_000)
    .describe('Agents that a workspace may have; 0: any number.'),
  CAXTON_PRICES: z
    .string()
    .min(1)
    .optional()
    .describe(
      'What a million tokens of a model cost: JSON, or the path of a file with it (docs/operations.md). ' +
        'Unset: nothing is known to cost anything.',
    ),
  CAXTON_ROUTING_STRATEGY: z
    .enum(routingStrategies)
    .default('best_match')
    .describe('How a provider is chosen when the message does not say.'),
  CAXTON_AUTH: z
    .enum(['required', 'optional', 'off'])
    .optional()
    .describe(
      'Whether requests need credentials. Unset: optional on a loopback address, required on any other.',
    ),
  CAXTON_ALLOWED_HOSTS: words
    .prefault('')
    .describe(
      'Names beside localhost under which a server that requires no credentials may be called; comma-separated.',
    ),
  CAXTON_ADMIN_PASSWORD: z
    .string()
    .min(10, 'must have at least 10 characters')
    .max(256)
    .optional()
    .describe('Password of the user admin, made at the first start. Unset: one is printed, once.'),
  CAXTON_KEYS: sealingKeys
    .optional()
    .describe(
      'Keys that secrets are sealed with, the newest first: name:base64 of 32 bytes, comma-separated. ' +
        'Unset: one is made and kept in CAXTON_DATA_DIR.',
    ),
  CAXTON_TOKEN_LIFETIME: span('1h')
    .refine((ms) => ms >= 60_000 && ms <= 86_400_000, 'must be from 1m to 24h')
    .describe('How long an access token is taken, 1m to 24h.'),
  CAXTON_LOGIN_LIFETIME: span('30d')
    .refine((ms) => ms >= 3_600_000, 'must be at least 1h')
    .describe('How long a login can be refreshed.'),
  CAXTON_CORS_ORIGINS: origins
    .prefault('')
    .describe(
      'Origins of web pages elsewhere that may call the API from a browser; comma-separated.',
    ),
  CAXTON_TRUST_PROXY: networks
    .prefault('')
    .describe(
      'Addresses or networks of proxies whose X-Forwarded-For is believed; comma-separated. ' +
        'Requests then need credentials unless CAXTON_AUTH says otherwise.',
    ),
  CAXTON_DOCS: flag
    .optional()
    .describe('Whether the page /docs is served. Unset: where requests need no credentials.'),
  CAXTON_RATE_LIMIT: count(0, 1_000_000)
    .default(1_000)
    .describe('Requests a minute of one API key or user; 0: any number.'),
  CAXTON_RATE_LIMIT_WORKSPACE: count(0, 10_000_000)
    .default(10_000)
    .describe('Requests a minute of all keys and users of a workspace together; 0: any number.'),
  CAXTON_RATE_LIMIT_ADDRESS: count(0, 1_000_000)
    .default(300)
    .describe(
      'Requests a minute from one address without credentials or with wrong ones; 0: any number.',
    ),
  CAXTON_RATE_LIMIT_LOGIN: count(0, 1_000)
    .default(5)
    .describe('Logins a minute under one name from one address, right or wrong; 0: any number.'),
  CAXTON_MAX_BODY: count(1_024, 67_108_864)
    .default(1_048_576)
    .describe('Largest request body in bytes.'),
  CAXTON_MAX_IMPORT: count(1_024, 1_099_511_627_776)
    .default(4_294_967_296)
    .describe('Largest body of POST /api/v1/memory/import in bytes; it is never held in memory.'),
  CAXTON_IMPORT_IDLE_TIMEOUT: span('30s')
    .refine((ms) => ms >= 1_000 && ms <= 3_600_000, 'must be from 1s to 1h')
    .describe('How long the body of an import may bring nothing before it is given up, 1s to 1h.'),
  CAXTON_ARTIFACT_MAX_BYTES: count(1, 1_099_511_627_776)
    .default(104_857_600)
    .describe('Largest artifact in bytes; it is never held in memory.'),
  CAXTON_ARTIFACT_QUOTA: count(0, Number.MAX_SAFE_INTEGER)
    .default(10_737_418_240)
    .describe('Bytes of artifacts that one workspace may keep, equal ones counted once; 0: any.'),
  CAXTON_ARTIFACT_RETENTION: span('30d').describe(
    'How long artifacts are kept that do not say it themselves; 0s: until they are removed.',
  ),
  CAXTON_ARTIFACT_TYPES: words
    .prefault(defaultArtifactTypes.join(','))
    .describe('Media types of artifacts that are taken, such as image/*; * takes all.'),
  CAXTON_ARTIFACT_DATABASE_LIMIT: count(0, 1_073_741_824)
    .default(8_388_608)
    .describe('Artifacts up to so many bytes are kept in Postgres, larger ones outside of it.'),
  CAXTON_ARTIFACT_DIR: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Folder of larger artifacts, shared by all processes. Unset: artifacts below CAXTON_DATA_DIR.',
    ),
  CAXTON_ARTIFACT_S3_URL: url('http', 'https')
    .optional()
    .describe('Bucket that takes the place of the folder: endpoint/bucket[/prefix].'),
  CAXTON_ARTIFACT_S3_REGION: z
    .string()
    .min(1)
    .default('auto')
    .describe('Region of the bucket, as its provider names it.'),
  CAXTON_ARTIFACT_S3_ACCESS_KEY: z
    .string()
    .min(1)
    .optional()
    .describe('Access key id of the bucket.'),
  CAXTON_ARTIFACT_S3_SECRET_KEY: z.string().min(1).optional().describe('Secret key of the bucket.'),
  CAXTON_MAX_BACKLOG: count(0, 1_000_000_000)
    .default(50_000)
    .describe('Messages that may wait on the whole server before new ones are refused; 0: any.'),
  CAXTON_MAX_CAPABILITY_BACKLOG: count(0, 1_000_000_000)
    .default(10_000)
    .describe('Messages that may wait at the providers of one capability; 0: any number.'),
  CAXTON_MAX_STREAMS: count(1, 100_000)
    .default(500)
    .describe('Conversations that may be followed at one API process at the same time.'),
  CAXTON_STREAM_PATIENCE: span('10s').describe(
    'How long the reader of a stream may take to read what waits for it.',
  ),
  CAXTON_IDEMPOTENCY_RETENTION: span('24h')
    .refine((ms) => ms >= 3_600_000 && ms <= 604_800_000, 'must be from 1h to 7d')
    .describe('How long answers are kept for requests with an Idempotency-Key, from 1h to 7d.'),
  CAXTON_IDEMPOTENCY_REQUIRED: flag
    .default(false)
    .describe('true refuses POST requests without an Idempotency-Key.'),
  CAXTON_LLM_PROVIDER: z
    .enum(['anthropic', 'openai', 'openai-compatible', 'ollama', 'embedded'])
    .optional()
    .describe(
      'Model provider. Unset: by the key that is set, else Ollama if found, else embedded.',
    ),
  CAXTON_LLM_MODEL: z.string().min(1).optional().describe('Model name at the provider.'),
  CAXTON_LLM_BASE_URL: url('http', 'https')
    .optional()
    .describe('Base URL of an OpenAI-compatible server (Ollama, vLLM, llama.cpp).'),
  CAXTON_LLM_API_KEY: z.string().min(1).optional().describe('Key for CAXTON_LLM_BASE_URL.'),
  CAXTON_LLM_REQUIRED: flag
    .optional()
    .describe('true refuses to start without a configured language model.'),
  CAXTON_LLM_FALLBACK_MODEL: z
    .string()
    .min(1)
    .optional()
    .describe('Model that answers when the first cannot. Unset, with no provider: none does.'),
  CAXTON_LLM_FALLBACK_PROVIDER: z
    .enum(['anthropic', 'openai', 'openai-compatible', 'ollama', 'embedded'])
    .optional()
    .describe('Provider of that model. Unset: the one of the first.'),
  CAXTON_LLM_TIMEOUT: span('60s').describe('How long one call of a model may take.'),
  CAXTON_EMBEDDING_PROVIDER: z
    .enum(['local', 'openai', 'openai-compatible', 'ollama', 'none'])
    .default('local')
    .describe('Who makes the vectors of memory; none: memory is searched by words.'),
  CAXTON_EMBEDDING_MODEL: z
    .string()
    .min(1)
    .optional()
    .describe('Embedding model at the provider; another one makes all vectors anew.'),
  CAXTON_EMBEDDING_BASE_URL: url('http', 'https')
    .optional()
    .describe('Base URL of the embedding endpoint; of an OpenAI-compatible one with its /v1.'),
  CAXTON_EMBEDDING_API_KEY: z
    .string()
    .min(1)
    .optional()
    .describe('Key for the embedding endpoint. Unset: OPENAI_API_KEY at OpenAI, else none.'),
  CAXTON_EMBEDDING_DIMENSIONS: count(1, 16_000)
    .optional()
    .describe('Numbers per vector, for models that can shorten theirs. Unset: as the model gives.'),
  CAXTON_EMBEDDING_TIMEOUT: span('10s').describe('How long one request for vectors may take.'),
  CAXTON_EGRESS_ALLOW: words
    .optional()
    .describe(
      'Hosts, CIDRs or URL prefixes that tools may reach although private; comma-separated.',
    ),
  CAXTON_EGRESS_DENY: words
    .optional()
    .describe('Hosts, CIDRs or URL prefixes that tools may never reach; comma-separated.'),
  CAXTON_MCP_SERVERS_FILE: z
    .string()
    .min(1)
    .optional()
    .describe('JSON file of MCP servers that are run as programs (stdio); see docs/mcp.md.'),
  ANTHROPIC_API_KEY: z.string().min(1).optional().describe('Key for Anthropic.'),
  OPENAI_API_KEY: z.string().min(1).optional().describe('Key for OpenAI.'),
  ...tracingSettings,
});

/** The settings as the program sees them: typed, complete, durations in milliseconds. */
export type Env = Readonly<z.infer<typeof envSchema>> & {
  /** The variables that begin with `CAXTON_SECRET_`: what tools may use, and for which hosts. */
  readonly secrets?: Readonly<Record<string, string | undefined>>;
};
