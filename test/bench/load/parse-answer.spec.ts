import { headerOf, parseAnswer } from './parse-answer.js';

const ok = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n';

describe('an answer that arrives in pieces', () => {
  const whole = `${ok}content-length: 5\r\n\r\nhello`;
  const chunked = `${ok}transfer-encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n`;

  it.each([
    ['with its length', whole],
    ['in chunks', chunked],
  ])('%s is waited for to its last byte', (_, text) => {
    for (let length = 0; length < text.length; length += 1) {
      expect(parseAnswer(text.slice(0, length))).toBeUndefined();
    }
    expect(parseAnswer(text)?.[0]).toMatchObject({ status: 200, body: 'hello' });
  });

  it('leaves what comes after it', () => {
    expect(parseAnswer(`${whole}HTTP/1.1 429`)?.[1]).toBe('HTTP/1.1 429');
    expect(parseAnswer(`${chunked}HTTP/1.1 429`)?.[1]).toBe('HTTP/1.1 429');
  });

  it('tells its headers, however they are written', () => {
    const head = 'HTTP/1.1 429 Too Many Requests\r\nRetry-After: 3\r\nX: y';
    expect(headerOf(head, 'retry-after')).toBe('3');
    expect(headerOf(head, 'content-length')).toBeUndefined();
  });
});
