import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { envSchema } from '#platform';
import { copiedPaths, readDockerfile, type Stage } from '../support/dockerfile.js';
import { repository } from './run-tool.js';

const stages = readDockerfile();
const read = (path: string): string => readFileSync(join(repository, path), 'utf8');
const stage = (name: string): Stage => {
  const found = stages.find((one) => one.name === name);
  if (found === undefined) throw new Error(`There is no stage ${name}.`);
  return found;
};
const textsOf = (name: string, instruction: string): string[] =>
  stage(name)
    .instructions.filter((one) => one.name === instruction)
    .map(({ text }) => text);

describe('docker/Dockerfile', () => {
  it('has a target for each role, and the server is what is built without one', () => {
    expect(stages.slice(-3).map(({ name, base }) => [name, base])).toEqual([
      ['api', 'runtime'],
      ['worker', 'runtime'],
      ['server', 'runtime'],
    ]);
  });

  it.each(stages.flatMap((one) => copiedPaths(one).map((path) => [one.name, path])))(
    '%s copies %s, which exists and is in the context',
    (_stage, path) => {
      expect(existsSync(join(repository, path))).toBe(true);
      const allowed = read('.dockerignore')
        .split('\n')
        .filter((line) => line.startsWith('!'))
        .map((line) => line.slice(1));
      expect(allowed).toContain(path);
    },
  );

  it('installs by the lock file, and runs without the packages of development', () => {
    expect(textsOf('packages', 'RUN').join()).toMatch(/^npm ci --omit=dev --ignore-scripts/);
    expect(textsOf('build', 'RUN').join()).toMatch(/^npm ci --ignore-scripts/);
    expect(textsOf('runtime', 'COPY')).toContain('--from=packages /app/node_modules node_modules');
  });

  it('runs as nobody special, as the process that gets the signals, and watched', () => {
    expect(textsOf('runtime', 'USER')).toEqual(['1000:1000']);
    expect(textsOf('runtime', 'STOPSIGNAL')).toEqual(['SIGTERM']);
    expect(textsOf('runtime', 'ENTRYPOINT')).toEqual(['["node", "/app/dist/program/main.js"]']);
    expect(textsOf('runtime', 'HEALTHCHECK').join()).toContain('/app/docker/healthcheck.mjs');
  });

  it('names an exact version of Node that the packages run on', () => {
    expect(read('docker/Dockerfile')).toMatch(
      /^ARG NODE_IMAGE=\S+\/node:20\.(?:19|[2-9]\d)\.\d+-/m,
    );
  });
});

describe('the files in docker/', () => {
  const files = readdirSync(join(repository, 'docker'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== '.env')
    .map(({ parentPath, name }) => relative(join(repository, 'docker'), join(parentPath, name)));

  it.each(files)('name settings that exist: %s', (name) => {
    const mentioned = read(`docker/${name}`).match(/\bCAXTON_\w+/g) ?? [];
    expect(mentioned.filter((variable) => !(variable in envSchema.shape))).toEqual([]);
  });

  it.each(['compose.yaml', 'kubernetes.yaml'])('give a stop its time: %s', (name) => {
    const graces = read(`docker/${name}`).matchAll(
      /(?:stop_grace_period|terminationGracePeriodSeconds): (\d+)/g,
    );
    const seconds = [...graces].map(([, text]) => Number(text));
    // 20 s for running turns, 10 s for the rest.
    expect(Math.min(...seconds)).toBeGreaterThanOrEqual(30);
  });

  it('never let Redis evict a bell', () => {
    expect(read('docker/compose.yaml')).toContain('--maxmemory-policy noeviction');
    expect(read('docker/compose.yaml')).toContain('--appendfsync everysec');
  });

  it('hold no password', () => {
    for (const name of files) {
      expect(read(`docker/${name}`)).not.toMatch(/(?:PASSWORD|API_KEY|_URL)=[\w/]/);
    }
    expect(read('.gitignore')).toContain('docker/.env');
  });
});
