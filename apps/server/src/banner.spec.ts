import { composeBanner, firstPasswordLine, type BannerFacts } from './banner.js';

const facts: BannerFacts = {
  version: '1.0.0',
  url: 'http://localhost:8080',
  metricsUrl: 'http://localhost:9090/metrics',
  mode: 'embedded',
  dataDir: './.caxton',
  model: { provider: 'embedded', model: 'embedded' },
  auth: 'optional',
  firstPassword: undefined,
  processes: 1,
  hasDocs: true,
};

describe(composeBanner, () => {
  it('says where everything is', () => {
    const banner = composeBanner(facts);
    for (const part of [
      'Caxton 1.0.0 is ready',
      'http://localhost:8080/api/v1',
      'http://localhost:8080/docs',
      'http://localhost:9090/metrics',
      './.caxton',
      'ANTHROPIC_API_KEY',
    ]) {
      expect(banner).toContain(part);
    }
  });

  it('names no page that is not served', () => {
    expect(composeBanner({ ...facts, hasDocs: false })).not.toContain('/docs\n');
  });

  it('says in how many processes it runs, if in several', () => {
    expect(composeBanner(facts)).not.toContain('processes');
    expect(composeBanner({ ...facts, processes: 4 })).toContain('in 4 processes');
  });

  it('names the model that was set', () => {
    const model = { provider: 'openai', model: 'some-model' };
    const banner = composeBanner({ ...facts, model });
    expect(banner).toContain('openai some-model');
    expect(banner).not.toContain('ANTHROPIC_API_KEY');
  });

  it('says whether credentials are required, and shows the first password', () => {
    expect(composeBanner(facts)).toContain('without credentials act as the local developer');
    expect(composeBanner({ ...facts, auth: 'required', firstPassword: 'abcd-efgh' })).toMatch(
      /credentials are required[^]*one-time password abcd-efgh/,
    );
    expect(composeBanner({ ...facts, auth: 'off' })).toContain('OPEN TO EVERYBODY');
  });

  it.each(['database', 'scale-out'] as const)('names the ground of the %s mode', (mode) => {
    expect(composeBanner({ ...facts, mode })).toContain('CAXTON_DATABASE_URL');
  });
});

describe(firstPasswordLine, () => {
  it('is a line of the log that says who it is for and that it must be changed', () => {
    const line = firstPasswordLine('abcd-efgh', new Date(0));

    expect(line.endsWith('}\n')).toBe(true);
    expect(JSON.parse(line)).toMatchObject({
      ...{ level: 'warn', user: 'admin', one_time_password: 'abcd-efgh' },
      message: expect.stringContaining('must be changed') as string,
    });
  });
});
