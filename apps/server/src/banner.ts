import type { AuthMode } from '#identity';
import type { Mode } from '#platform';

/** What a person who has just started the server wants to know. */
export interface BannerFacts {
  readonly version: string;
  readonly url: string;
  readonly metricsUrl: string;
  readonly mode: Mode;
  readonly dataDir: string;
  readonly auth: AuthMode;
  /** Whether the page /docs is served. */
  readonly hasDocs: boolean;
  /** Of the user `admin`, who was just made; it is printed here and nowhere else. */
  readonly firstPassword: string | undefined;
  /** How many run, each of them all of this. */
  readonly processes: number;
  /** Which model answers when an agent does not choose its own; absent without a worker. */
  readonly model: { readonly provider: string; readonly model: string } | undefined;
}

const grounds: Readonly<Record<Mode, (facts: BannerFacts) => string>> = {
  embedded: ({ dataDir }) => `embedded: Postgres runs inside, its data is in ${dataDir}`,
  database: () => 'one database: CAXTON_DATABASE_URL keeps and rings',
  'scale-out': () => 'scale-out: CAXTON_DATABASE_URL keeps, CAXTON_REDIS_URL rings',
};

const access: Readonly<Record<AuthMode, string>> = {
  required: 'credentials are required: log in, or send X-API-Key',
  optional: 'open to this machine: calls without credentials act as the local developer',
  off: 'OPEN TO EVERYBODY who reaches it: CAXTON_AUTH is off',
};

const admin = (password: string): [string, string] => [
  'Admin',
  `user admin, one-time password ${password} (shown once; docs/security.md)`,
];

const several = (processes: number): [string, string] => [
  'Runs',
  `in ${String(processes)} processes (CAXTON_PROCESSES)`,
];

const tryIt = (url: string): [string, string] => ['Try it', `${url}/docs`];

/** The lines that a start prints on a terminal. */
export function composeBanner(facts: BannerFacts): string {
  const { version, url, metricsUrl, mode, processes } = facts;
  const lines: [string, string][] = [
    ['API', `${url}/api/v1`],
    ...(facts.hasDocs ? [tryIt(url)] : []),
    ['Metrics', metricsUrl],
    ['Mode', grounds[mode](facts)],
    ...(processes === 1 ? [] : [several(processes)]),
    ['Model', describeModel(facts)],
    ['Access', access[facts.auth]],
    ...(facts.firstPassword === undefined ? [] : [admin(facts.firstPassword)]),
    ['Next', `curl ${url}/api/v1/health, then README.md; Ctrl-C stops`],
  ];
  const body = lines.map(([name, text]) => `  ${name.padEnd(9)}${text}`).join('\n');
  return `\n  Caxton ${version} is ready\n\n${body}\n\n`;
}

/** What a start without a terminal says of the first admin, in the form of the log beside it. */
export function firstPasswordLine(password: string, now: Date): string {
  const line = {
    ...{ level: 'warn', time: now.toISOString(), user: 'admin', one_time_password: password },
    message:
      'The user admin was made. Its password is shown once and must be changed at POST /api/v1/auth/password.',
  };
  return `${JSON.stringify(line)}\n`;
}

function describeModel({ model }: BannerFacts): string {
  if (model === undefined) return 'none here; start workers: caxton worker start';
  if (model.provider !== 'embedded') return `${model.provider} ${model.model}`;
  return 'embedded; set ANTHROPIC_API_KEY, OPENAI_API_KEY or CAXTON_LLM_BASE_URL for a real one';
}
