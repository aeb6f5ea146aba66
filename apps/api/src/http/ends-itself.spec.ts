import { endsItself } from './ends-itself.js';

type Request = Parameters<typeof endsItself>[1];

const request = (method: string, url: string, id: string): Request =>
  ({ method, routeOptions: { url }, params: { id } }) as Request;

describe(endsItself, () => {
  it('is so when a key asks for its own end, and for nothing else', () => {
    const key = { id: 'key-abc' };
    expect(endsItself(key, request('DELETE', '/api/v1/keys/:id', 'abc'))).toBe(true);
    expect(endsItself(key, request('DELETE', '/api/v1/keys/:id', 'other'))).toBe(false);
    expect(endsItself(key, request('GET', '/api/v1/keys/:id', 'abc'))).toBe(false);
    expect(endsItself(key, request('DELETE', '/api/v1/webhooks/:id', 'abc'))).toBe(false);
    expect(endsItself({ id: 'usr-abc' }, request('DELETE', '/api/v1/keys/:id', 'abc'))).toBe(false);
  });
});
