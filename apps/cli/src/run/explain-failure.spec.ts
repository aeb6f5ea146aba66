import { CliError } from './cli-error.js';
import { explainFailure, failureAsJson, renderFailure } from './explain-failure.js';
import { exitCodes, type Ending } from './exit-codes.js';

const ofClient = (fields: object): Error =>
  Object.assign(new Error('It was refused'), {
    ...{ code: 'X', status: 400, suggestion: undefined, fields: [], requestId: undefined },
    ...fields,
  });

describe(explainFailure, () => {
  it.each<[object, Ending]>([
    [{ code: 'CONNECTION_FAILED', status: 0 }, 'unreachable'],
    [{ code: 'TIMED_OUT', status: 0 }, 'late'],
    [{ code: 'NO_REPLY', status: 0 }, 'late'],
    [{ name: 'MessageFailedError', code: 'TURN_TIMEOUT', status: 0 }, 'failed'],
    [{ status: 401 }, 'denied'],
    [{ status: 403 }, 'denied'],
    [{ status: 404 }, 'missing'],
    [{ status: 409 }, 'conflict'],
    [{ status: 422 }, 'invalid'],
    [{ status: 429 }, 'busy'],
    [{ status: 503 }, 'busy'],
    [{ status: 500 }, 'fault'],
  ])('ends as the table says when the client throws %j', (fields, ending) => {
    expect(explainFailure(ofClient(fields))?.ending).toBe(ending);
  });

  it('says what the server suggests, and otherwise what helps in general', () => {
    const suggestion = 'Use another name';
    expect(explainFailure(ofClient({ status: 409, suggestion }))?.remedy).toBe(suggestion);
    expect(explainFailure(ofClient({ status: 403, suggestion }))?.remedy).toBe(suggestion);
  });

  it('tells whoever is unknown to log in, whatever call the server names', () => {
    const suggestion = 'POST /api/v1/auth/login';
    expect(explainFailure(ofClient({ status: 401, suggestion }))?.remedy).toContain('caxton login');
  });

  it('tells of a file that is not there by what the system says', () => {
    const error = Object.assign(new Error('ENOENT: no such file'), {
      code: 'ENOENT',
      syscall: 'open',
    });
    expect(explainFailure(error)).toMatchObject({ ending: 'usage', code: 'ENOENT' });
    expect(explainFailure(Object.assign(error, { path: 'a.md' }))?.message).toBe(
      'There is no a.md.',
    );
  });

  it('says that a server may be older, or none of ours, where it knows no such path', () => {
    const suggestion = 'Open /openapi.json';
    const unknown = ofClient({ status: 404, code: 'ROUTE_NOT_FOUND', suggestion });
    expect(explainFailure(unknown)?.remedy).toContain('older than this command line');
    const strange = ofClient({ status: 404, code: 'UNEXPECTED_ANSWER' });
    expect(explainFailure(strange)?.remedy).toContain('no Caxton');
  });

  it.each([new TypeError('x is undefined'), 'text', undefined])(
    'leaves a fault of our own (%p) to its stack',
    (error) => {
      expect(explainFailure(error)).toBeUndefined();
    },
  );
});

describe(renderFailure, () => {
  it('says what is wrong, in which fields, and what to do next', () => {
    const fields = [{ field: 'name', message: 'is required' }];
    const told = explainFailure(
      ofClient({ status: 422, fields, suggestion: 'Mend it', requestId: 'req-1' }),
    );
    expect(told && renderFailure(told)).toBe(
      'Error: It was refused\n  name is required\n  (request req-1)\nNext: Mend it\n',
    );
  });

  it('says once what is wrong when it is one field', () => {
    const fields = [{ field: 'name', message: 'is required' }];
    const error = Object.assign(ofClient({ status: 422, fields }), { message: 'name is required' });
    const told = explainFailure(error);
    expect(told && renderFailure(told)).toBe('Error: name is required\n');
  });

  it('tells programs the same, with the exit code', () => {
    const told = explainFailure(new CliError('usage', 'No file', 'Name one'));
    expect(told && JSON.parse(failureAsJson(told))).toEqual({
      error: { code: 'USAGE', message: 'No file', remedy: 'Name one', exit_code: 2 },
    });
  });
});

it('gives every ending a number of its own', () => {
  const codes = Object.values(exitCodes).map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
});
