import { readEnv } from '#platform';
import { describeSettings } from './describe-settings.js';

const find = (variables: Record<string, string>, name: string): unknown =>
  describeSettings(readEnv(variables)).find(({ variable }) => variable === name);

describe(describeSettings, () => {
  it.each([
    [{}, 'CAXTON_PORT', '8080', 'default'],
    [{ CAXTON_PORT: '9' }, 'CAXTON_PORT', '9', 'environment'],
    [{}, 'CAXTON_LEASE', '10s', 'default'],
    [{}, 'CAXTON_LLM_MODEL', undefined, 'default'],
    [{ CAXTON_ALLOWED_HOSTS: 'a, b' }, 'CAXTON_ALLOWED_HOSTS', 'a,b', 'environment'],
  ])('tells of %j that %s is %j by %s', (variables, variable, value, source) => {
    expect(find(variables, variable)).toEqual({
      ...{ variable, source },
      ...(value === undefined ? {} : { value }),
    });
  });

  it('shows no secret', () => {
    const variables = {
      ANTHROPIC_API_KEY: 'sk-hunter2',
      CAXTON_ADMIN_PASSWORD: 'hunter2hunter2',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://me:hunter2@collector:4318',
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'me:hunter2@collector',
      CAXTON_DATABASE_URL: 'postgres://me:hunter2@db:5432/caxton?sslkey=hunter2',
    };
    const told = JSON.stringify(describeSettings(readEnv(variables)));
    expect(told).not.toContain('hunter2');
    expect(told).toContain('postgres://db:5432/caxton');
  });
});
