import { ClaimRequest, RepeatSettings, type RepeatableRequest } from './claim-request.js';

const day = 86_400_000;
const optional = new ClaimRequest(new RepeatSettings(day, false));

function request(more: Partial<RepeatableRequest['request']> = {}): RepeatableRequest {
  return {
    request: {
      headers: { 'idempotency-key': 'k-1' },
      method: 'POST',
      body: { b: 1, a: [2] },
      params: { name: 'Echo' },
      url: '/api/v1/agents/Echo/pause',
      routeOptions: { url: '/api/v1/agents/:name/pause' },
      ...more,
    },
    statusCode: 200,
    onReplay: () => undefined,
  };
}
const fingerprint = (more: Partial<RepeatableRequest['request']>): string | undefined =>
  optional.transform(request(more))?.fingerprint;

describe(ClaimRequest, () => {
  it('claims with the key, the status of success and the time to keep the answer', () => {
    expect(optional.transform(request())).toMatchObject({
      key: 'k-1',
      statusCode: 200,
      keepForMs: day,
    });
  });

  it('takes requests for the same that are: order of keys, spelling of the path', () => {
    const same = fingerprint({});
    expect(fingerprint({ body: { a: [2], b: 1 } })).toBe(same);
    expect(fingerprint({ url: '/api/v1/agents/%45cho/pause/' })).toBe(same);
  });

  it.each([
    ['body', { body: { b: 2, a: [2] } }],
    ['name in the path', { params: { name: 'Echo2' } }],
    ['route', { routeOptions: { url: '/api/v1/agents/:name/resume' } }],
    ['query', { url: '/api/v1/agents/Echo/pause?strict=true' }],
    ['method', { method: 'PUT' }],
  ])('takes another %s for another request', (_what, more) => {
    expect(fingerprint(more)).not.toBe(fingerprint({}));
  });

  it('claims nothing without a key, and refuses that where the server requires one', () => {
    const without = request({ headers: {} });
    expect(optional.transform(without)).toBeUndefined();
    const strict = new ClaimRequest(new RepeatSettings(day, true));
    expect(() => strict.transform(without)).toThrow('Idempotency-Key is required');
  });
});
