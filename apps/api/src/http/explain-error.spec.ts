import { HttpException, NotFoundException } from '@nestjs/common';
import { ProtocolError } from '#protocol';
import { explainError } from './explain-error.js';

const request = { method: 'PATCH', path: '/api/v1/agents?x=1', allowed: [] as string[] };

const withFields = (fields: object): Error => Object.assign(new Error('something'), fields);

describe(explainError, () => {
  it('passes an error of the catalogue on', () => {
    const error = new ProtocolError('AGENT_NOT_FOUND', 'gone');
    expect(explainError(error, request)).toEqual({ error, kind: 'refusal' });
  });

  it('looks for no other methods of a path when the error is known', () => {
    const busy = {
      method: 'POST',
      path: '/api/v1/messages',
      get allowed(): string[] {
        throw new Error('All routes were looked through.');
      },
    };
    const error = new ProtocolError('RATE_LIMITED', 'later');
    expect(explainError(error, busy)).toEqual({ error, kind: 'refusal' });
  });

  it('does not send a client to fields that were never read', () => {
    const refused = Object.assign(new Error("'/%ff' is not a valid url component"), {
      statusCode: 400,
    });
    const { error } = explainError(refused, request);
    expect(error).toMatchObject({ code: 'INVALID_REQUEST', message: refused.message });
    expect(error.details['suggestion']).toContain('before its fields were read');
  });

  it('says that there is nothing at a path', () => {
    const { error } = explainError(new NotFoundException(), request);
    expect(error).toMatchObject({
      code: 'ROUTE_NOT_FOUND',
      message: 'There is nothing at PATCH /api/v1/agents',
    });
  });

  it.each(['/docs', '/docs/'])('says what would serve the page of the API at %s', (path) => {
    const { error } = explainError(new NotFoundException(), { ...request, method: 'GET', path });
    expect(error.details['suggestion']).toContain('CAXTON_DOCS=true');
  });

  it('says that there is nothing when the method is served, but not that file', () => {
    const { error } = explainError(new NotFoundException(), { ...request, allowed: ['PATCH'] });
    expect(error).toMatchObject({ code: 'ROUTE_NOT_FOUND', status: 404 });
  });

  it('says that there is nothing at a path that leads out of its folder', () => {
    const reading = { ...request, method: 'GET', path: '/docs/../../package.json' };
    const { error } = explainError(new HttpException('Forbidden', 403), reading);
    expect(error).toMatchObject({ code: 'ROUTE_NOT_FOUND', status: 404 });
  });

  it('says which methods a path has', () => {
    const { error } = explainError(new NotFoundException(), {
      ...request,
      allowed: ['GET', 'POST'],
    });
    expect(error).toMatchObject({
      code: 'METHOD_NOT_ALLOWED',
      status: 405,
      details: { allowed: ['GET', 'POST'] },
    });
  });

  it.each([
    [403, 'CROSS_ORIGIN_REFUSED'],
    [408, 'REQUEST_TIMEOUT'],
    [413, 'PAYLOAD_TOO_LARGE'],
    [415, 'UNSUPPORTED_MEDIA_TYPE'],
    [400, 'INVALID_REQUEST'],
    [414, 'INVALID_REQUEST'],
  ])('gives the framework’s status %i the code %s', (status, code) => {
    const fromNest = new HttpException('something', status);
    const fromFastify = withFields({ statusCode: status });
    for (const exception of [fromNest, fromFastify]) {
      expect(explainError(exception, request)).toMatchObject({ error: { code }, kind: 'refusal' });
    }
  });

  it.each([
    { code: 'ECONNREFUSED' },
    ...['57P01', '08006', '55P03', '57014', '25P03'].map((code) => ({ code })),
    // What TypeORM says when the connection died in the middle of a transaction.
    { message: 'Query runner already released. Cannot run queries anymore.' },
  ])('calls the database unavailable for %j, and says when to come back', (fields) => {
    expect(explainError(withFields(fields), request)).toMatchObject({
      error: { code: 'UNAVAILABLE', details: { retry_after: 2 } },
      kind: 'outage',
    });
  });

  it.each([
    ['timeout exceeded when trying to connect', /^The server is too busy/],
    ['Client has encountered a connection error and is not queryable', /^A connection .* broke/],
    ['Connection terminated unexpectedly', /^The database cannot be reached/],
  ])('tells overload from absence: %s', (message, words) => {
    const { error, kind } = explainError(new Error(message), request);
    expect(error).toMatchObject({ code: 'UNAVAILABLE', details: { retry_after: 2 } });
    expect(error.message).toMatch(words);
    expect(kind).toBe('outage');
  });

  it.each([
    ['22P02', 'INVALID_REQUEST', 400],
    ['23505', 'DATA_CONFLICT', 409],
    ['23503', 'DATA_CONFLICT', 409],
    ['23514', 'DATA_REFUSED', 422],
    ['54000', 'DATA_REFUSED', 422],
  ])('blames the data for SQLSTATE %s, loudly', (state, code, status) => {
    expect(explainError(withFields({ code: state }), request)).toMatchObject({
      error: { code, status },
      kind: 'gap',
      gap: { state },
    });
  });

  it.each([new Error('secret'), withFields({ statusCode: 500 }), 'text', undefined, null])(
    'keeps a fault of our own (%p) to itself',
    (exception) => {
      const { error, kind } = explainError(exception, request);
      expect(kind).toBe('fault');
      expect(error.code).toBe('INTERNAL_ERROR');
      expect(error.message).not.toContain('secret');
    },
  );
});
