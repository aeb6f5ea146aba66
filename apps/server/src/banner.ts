import type { Mode } from '#platform';

/** What a person who has just started the server wants to know. */
export interface BannerFacts {
  readonly version: string;
  readonly url: string;
  readonly metricsUrl: string;
  readonly mode: Mode;
  readonly dataDir: string;
  /** Which model answers when an agent does not choose its own; absent without a worker. */
  readonly model: { readonly provider: string; readonly model: string } | undefined;
}

const grounds: Readonly<Record<Mode, (facts: BannerFacts) => string>> = {
  embedded: ({ dataDir }) => `embedded: Postgres runs inside, its data is in ${dataDir}`,
  database: () => 'one database: CAXTON_DATABASE_URL keeps and rings',
  'scale-out': () => 'scale-out: CAXTON_DATABASE_URL keeps, CAXTON_REDIS_URL rings',
};

/** The lines that a start prints on a terminal. */
export function composeBanner(facts: BannerFacts): string {
  const { version, url, metricsUrl, mode } = facts;
  const lines: [string, string][] = [
    ['API', `${url}/api/v1`],
    ['Try it', `${url}/docs`],
    ['Metrics', metricsUrl],
    ['Mode', grounds[mode](facts)],
    ['Model', describeModel(facts)],
    ['Next', `curl ${url}/api/v1/health, then README.md; Ctrl-C stops`],
  ];
  const body = lines.map(([name, text]) => `  ${name.padEnd(9)}${text}`).join('\n');
  return `\n  Caxton ${version} is ready\n\n${body}\n\n`;
}

function describeModel({ model }: BannerFacts): string {
  if (model === undefined) return 'none here; start workers: caxton worker start';
  if (model.provider !== 'embedded') return `${model.provider} ${model.model}`;
  return 'embedded; set ANTHROPIC_API_KEY, OPENAI_API_KEY or CAXTON_LLM_BASE_URL for a real one';
}
