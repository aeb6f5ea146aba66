import { requestComposer } from './compose-request.js';

describe('the request of a number', () => {
  const url = new URL('http://127.0.0.1:8080');

  it('has its number and that of its conversation', () => {
    const compose = requestComposer(url, {
      method: 'POST',
      path: '/messages?n={n}',
      body: '{"c":"{c}","n":{n},"é":{}}',
      conversations: 10,
      expects: '"n":{n}',
    });
    expect(compose(23)).toEqual({
      expects: '"n":23',
      text: [
        'POST /messages?n=23 HTTP/1.1',
        'host: 127.0.0.1:8080',
        'content-type: application/json',
        'content-length: 24',
        '',
        '{"c":"3","n":23,"é":{}}',
      ].join('\r\n'),
    });
  });

  it('begins a conversation of its own when nothing is said of them', () => {
    const compose = requestComposer(url, { method: 'GET', path: '/{c}', headers: { a: 'b' } });
    expect(compose(12_345).text).toBe(
      'GET /12345 HTTP/1.1\r\nhost: 127.0.0.1:8080\r\na: b\r\n\r\n',
    );
  });
});
