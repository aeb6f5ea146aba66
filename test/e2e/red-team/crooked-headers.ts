import { asViewer, attack, type Attack } from './attack.js';

const lines = (...all: string[]): string => `${all.join('\r\n')}\r\n\r\n`;
const close = 'Connection: close';
const secret = '/api/v1/users';

/** Requests that two readers would read differently, and headers that pretend to come from within. */
export const crookedHeaders: readonly Attack[] = [
  attack('two lengths', 400, () =>
    lines('POST /api/v1/messages HTTP/1.1', 'Host: x', 'Content-Length: 1', 'Content-Length: 2'),
  ),
  attack('a length and chunks', 400, () =>
    lines(
      'POST /api/v1/messages HTTP/1.1',
      'Host: x',
      'Content-Length: 4',
      'Transfer-Encoding: chunked',
    ),
  ),
  attack('chunks in disguise', 400, () =>
    lines(
      'POST /api/v1/messages HTTP/1.1',
      'Host: x',
      'Transfer-Encoding: xchunked',
      'Content-Length: 4',
    ),
  ),
  attack('a blank before the colon', 400, () =>
    lines(`GET ${secret} HTTP/1.1`, 'Host: x', 'Authorization : Bearer x'),
  ),
  attack('a folded header', 400, () =>
    lines(`GET ${secret} HTTP/1.1`, 'Host: x', 'Authorization:', ' Bearer x', 'A\tB: c'),
  ),
  attack('a length that is negative', 400, () =>
    lines('POST /api/v1/messages HTTP/1.1', 'Host: x', 'Content-Length: -1'),
  ),
  attack('no host', 400, () => lines(`GET ${secret} HTTP/1.1`, close)),
  attack('HTTP/0.9', 401, () => `GET ${secret}\r\n\r\n`),
  attack('a whole URL as path', 401, () =>
    lines(`GET http://localhost${secret} HTTP/1.1`, 'Host: x', close),
  ),
  attack('a method that is none', 400, () => lines(`PWN ${secret} HTTP/1.1`, 'Host: x', close)),
  attack(
    'a request hidden in a body',
    400,
    () =>
      `${lines('POST /api/v1/messages HTTP/1.1', 'Host: x', 'Content-Type: application/json', 'Content-Length: 2', close)}{}GET /api/v1/users HTTP/1.1\r\n\r\n`,
  ),
  ...['x-original-url', 'x-rewrite-url', 'x-forwarded-prefix', 'x-forwarded-path'].map((name) =>
    attack(`another path in ${name}`, 404, () => ({
      path: '/nothing',
      headers: { [name]: secret },
    })),
  ),
  ...['x-forwarded-for', 'x-real-ip', 'x-forwarded-host', 'forwarded', 'host'].map((name) =>
    attack(`a loopback address in ${name}`, 401, () => ({
      path: secret,
      headers: { [name]: name === 'forwarded' ? 'for=127.0.0.1;host=localhost' : 'localhost' },
    })),
  ),
  ...['x-user', 'x-user-id', 'x-principal', 'x-workspace', 'x-caxton-principal', 'remote-user'].map(
    (name) =>
      attack(`the word of ${name} for who one is`, 401, () => ({
        path: secret,
        headers: { [name]: 'admin' },
      })),
  ),
  attack('a compressed body', 415, (loot) => {
    const call = asViewer(loot, 'POST', '/api/v1/auth/password', {});
    return { ...call, headers: { ...call.headers, 'content-encoding': 'gzip' } };
  }),
  attack('XML', 415, () => ({
    ...{ method: 'POST', path: '/api/v1/auth/login' },
    headers: { 'content-type': 'application/xml' },
    body: '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
  })),
  attack('a form of another site', 403, (loot) => {
    const call = asViewer(loot, 'POST', '/api/v1/auth/password', {});
    return {
      ...call,
      headers: { ...call.headers, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    };
  }),
  attack('markup in the id of a request', 401, () => ({
    path: secret,
    headers: { 'x-request-id': '<script>alert(1)</script>' },
  })),
  attack('TRACE', 404, () => ({ method: 'TRACE', path: '/nothing' })),
];
