import { EgressDenied, EgressFailed } from './egress.errors.js';
import { nextHop, type Hop } from './redirect.js';
import { checkHeaders } from './request-headers.js';

const headers = {
  accept: 'text/csv',
  authorization: 'Bearer secret',
  'content-type': 'application/json',
  cookie: 'session=1',
  'user-agent': 'Caxton',
  'x-api-key': 'secret',
};
const post: Hop = { url: 'https://a.example/start', method: 'POST', headers, body: '{}' };
const get: Hop = { ...post, method: 'GET', body: undefined };

describe(nextHop, () => {
  it('stays where there is an answer', () => {
    expect(nextHop(get, 200, 'https://b.example/')).toBeUndefined();
    expect(nextHop(get, 304, '/x')).toBeUndefined();
    expect(nextHop(get, 302, undefined)).toBeUndefined();
  });

  it('keeps the headers on the same origin', () => {
    const next = nextHop(get, 307, '/next?a=1');

    expect(next).toEqual({ ...get, url: 'https://a.example/next?a=1' });
  });

  it.each(['https://b.example/', 'http://a.example/', 'https://a.example:8443/', '//b.example/'])(
    'takes no secret along to %s',
    (location) => {
      const next = nextHop(get, 302, location);

      expect(next?.headers).toEqual({ accept: 'text/csv', 'user-agent': 'Caxton' });
    },
  );

  it.each([301, 302, 303])('goes on with GET and without the body after %d', (status) => {
    const next = nextHop(post, status, '/done');

    expect(next?.method).toBe('GET');
    expect(next?.body).toBeUndefined();
    expect(next?.headers).not.toHaveProperty('content-type');
    expect(next?.headers).toHaveProperty('authorization');
  });

  it.each([307, 308])('repeats a POST after %d on the same origin only', (status) => {
    expect(nextHop(post, status, '/again')).toEqual({ ...post, url: 'https://a.example/again' });
    expect(() => nextHop(post, status, 'https://b.example/')).toThrow(EgressDenied);
  });

  it('refuses to follow into nowhere', () => {
    expect(() => nextHop(get, 302, 'http://[::1/')).toThrow(EgressDenied);
  });
});

describe(checkHeaders, () => {
  it('gives names in lower case', () => {
    expect(checkHeaders({ Accept: 'text/csv', 'X-Token': 'ä' })).toEqual({
      accept: 'text/csv',
      'x-token': 'ä',
    });
  });

  it.each([
    ['Host', 'internal.example'],
    ['Content-Length', '0'],
    ['Transfer-Encoding', 'chunked'],
    ['Connection', 'upgrade'],
    ['Upgrade', 'h2c'],
    ['Proxy-Authorization', 'Basic x'],
    ['X-Evil', 'a\r\nHost: b'],
    ['X-Evil\r\nHost', 'b'],
    ['X Evil', 'b'],
    ['', 'b'],
    ['X-Evil', '\0'],
    ['X-Evil', '☃'],
    ['X-Long', 'a'.repeat(9_000)],
  ])('refuses %j', (name, value) => {
    expect(() => checkHeaders({ [name]: value })).toThrow(EgressFailed);
  });
});
