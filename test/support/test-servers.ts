/**
 * The real servers that a suite may need, the library for wrong clocks, what runs the Python client, Prometheus, what
 * the scripts of the quick start call, and the shells that complete the command line.
 */
export type TestServer =
  'postgres' | 'redis' | 'faketime' | 'python' | 'prometheus' | 'jq' | 'zsh' | 'fish';

const variables: Readonly<Record<TestServer, string>> = {
  postgres: 'CAXTON_TEST_DATABASE_URL',
  redis: 'CAXTON_TEST_REDIS_URL',
  faketime: 'CAXTON_TEST_FAKETIME',
  python: 'CAXTON_TEST_PYTHON',
  prometheus: 'CAXTON_TEST_PROMETHEUS',
  jq: 'CAXTON_TEST_JQ',
  zsh: 'CAXTON_TEST_ZSH',
  fish: 'CAXTON_TEST_FISH',
};

/** The URL of a real server of this run (the path of the library or program). Throws when there is none: guard the suite with {@link describeWith}. */
export function serverUrl(server: TestServer): string {
  const url = process.env[variables[server]];
  if (url) return url;
  throw new Error(`This suite needs ${server}: guard it with describeWith(['${server}'], …).`);
}

/**
 * `describe` for a suite over real servers. Where one of them could not be had, the suite is reported as
 * skipped with the reason in its title; with CAXTON_REQUIRE_SERVICES=1 the run fails before it gets here.
 */
export function describeWith(
  servers: readonly TestServer[],
  title: string,
  suite: () => void,
): void {
  const missing = servers.filter((server) => !process.env[variables[server]]);
  if (missing.length === 0) describe(title, suite);
  else describe.skip(`${title} (skipped: no ${missing.join(', ')} here)`, suite);
}
