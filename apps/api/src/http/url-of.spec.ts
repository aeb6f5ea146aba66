import { urlOf } from './url-of.js';

const at = (port: number): Parameters<typeof urlOf>[0] => ({
  address: () => ({ address: '127.0.0.1', family: 'IPv4', port }),
});

describe(urlOf, () => {
  it.each([
    ['127.0.0.1', 'http://localhost:8080'],
    ['0.0.0.0', 'http://localhost:8080'],
    ['::', 'http://localhost:8080'],
    ['10.0.0.5', 'http://10.0.0.5:8080'],
    ['fd00::1', 'http://[fd00::1]:8080'],
    ['caxton.example', 'http://caxton.example:8080'],
  ])('shows a server on %s as %s', (host, url) => {
    expect(urlOf(at(8080), host)).toBe(url);
  });
});
