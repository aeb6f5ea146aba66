import { DataDirectoryInUse } from '#embedded';
import { readEnv } from '#platform';
import { explainStartFailure } from './explain-start-failure.js';
import { NeedsDatabase } from './needs-database.errors.js';
import { NeedsSharedDatabase } from './processes/needs-shared-database.errors.js';

const url = 'postgres://me:hunter2@db.example:5432/caxton';
const env = readEnv({ CAXTON_DATABASE_URL: url });

const started = { command: 'caxton api start', env };

const failure = (fields: object, message = 'it failed'): Error =>
  Object.assign(new Error(message), fields);
const listening = (fields: object): Error => failure({ syscall: 'listen', ...fields });

describe(explainStartFailure, () => {
  it('lists every bad setting and where all of them are described', () => {
    const settings = { CAXTON_PORT: 'x', CAXTON_LEASE: 'y' };
    let thrown: unknown;
    try {
      readEnv(settings);
    } catch (error) {
      thrown = error;
    }
    const said = explainStartFailure(thrown, { command: 'caxton server start', env: undefined });
    for (const part of ['CAXTON_PORT is "x"', 'CAXTON_LEASE is "y"', 'configuration.md']) {
      expect(said).toContain(part);
    }
  });

  it.each([
    [new DataDirectoryInUse('/data', 42, true), 'CAXTON_DATA_DIR'],
    [new NeedsDatabase('caxton worker start'), 'CAXTON_DATABASE_URL'],
    [new NeedsSharedDatabase(4), 'CAXTON_PROCESSES=1'],
    [listening({ code: 'EADDRINUSE', port: 8080 }), 'CAXTON_PORT=8081 caxton api start'],
    [listening({ code: 'EADDRINUSE', port: 8080, free: 8084 }), 'CAXTON_PORT=8084'],
    [listening({ code: 'EADDRINUSE', port: 9090 }), 'CAXTON_METRICS_PORT=9091'],
    [listening({ code: 'EACCES', port: 80 }), 'above 1023'],
    [listening({ code: 'EADDRNOTAVAIL', address: '10.9.9.9' }), 'CAXTON_HOST'],
    [failure({ code: 'ECONNREFUSED' }), 'db.example:5432/caxton cannot be reached'],
    [failure({ code: '28P01' }), 'refused the password'],
    [failure({ code: '3D000' }), 'does not exist'],
    [failure({ code: '0A000' }, 'extension "vector" is not available'), 'no pgvector'],
    [failure({ code: '42501' }), 'create extension vector'],
  ])('says what to do about %s', (error, remedy) => {
    const said = explainStartFailure(error, started);
    expect(said).toContain(remedy);
    expect(said).not.toContain('hunter2');
  });

  it.each([failure({}), failure({ code: 'ENOENT' }), undefined, 'text'])(
    'leaves a fault of our own (%p) to its stack',
    (error) => {
      expect(explainStartFailure(error, started)).toBeUndefined();
    },
  );
});
