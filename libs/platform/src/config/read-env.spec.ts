import { readEnv } from './read-env.js';

const key = Buffer.alloc(32, 1).toString('base64');

describe('the settings', () => {
  it.each(['abc', 'k1:AAAA', `k1:${key},`, `k1:${key} k2:${key}`, ':', ','])(
    'refuse sealing keys that seal nothing, without showing them, and say how to make one: %p',
    (keys) => {
      expect(() => readEnv({ CAXTON_KEYS: keys })).toThrow(
        /^CAXTON_KEYS is \(hidden\): must be name:key pairs .*openssl rand -base64 32\)$/,
      );
    },
  );

  it('refuse two sealing keys of one name', () => {
    const keys = `k1:${key}, k1:${Buffer.alloc(32, 2).toString('base64')}`;
    expect(() => readEnv({ CAXTON_KEYS: keys })).toThrow('names a key twice');
  });

  it('take sealing keys with spaces around the commas', () => {
    const keys = `k2:${key} , k1:${key}`;
    expect(readEnv({ CAXTON_KEYS: keys }).CAXTON_KEYS).toBe(keys);
  });

  it.each([
    ['CAXTON_AUTH', 'yes', 'CAXTON_AUTH is "yes": must be one of required, optional, off'],
    ['CAXTON_TOKEN_LIFETIME', '5d', 'CAXTON_TOKEN_LIFETIME is "5d": must be from 1m to 24h'],
    ['CAXTON_PORT', '70000', 'CAXTON_PORT is "70000": must be a port from 0 to 65535'],
    ['CAXTON_DOCS', 'maybe', 'CAXTON_DOCS is "maybe": must be true or false'],
  ])('say of %s=%s what it would have to be', (variable, value, said) => {
    expect(() => readEnv({ [variable]: value })).toThrow(said);
  });
});
