import { readOpening, type Startup } from './startup-packet.js';

function packet(code: number, text: string): Buffer {
  const head = Buffer.alloc(4);
  head.writeInt32BE(code);
  return Buffer.concat([head, Buffer.from(text)]);
}

const version = 3 << 16;

function startup(parameters: Record<string, string>): Startup {
  const text = Object.entries(parameters).map(([name, value]) => `${name}\0${value}\0`);
  return readOpening(packet(version, `${text.join('')}\0`)) as Startup;
}

const settings = (parameters: Record<string, string>): Record<string, string> =>
  Object.fromEntries(startup({ user: 'postgres', ...parameters }).settings);

describe(readOpening, () => {
  it('reads who wants to speak to which database', () => {
    expect(startup({ user: 'ann', database: 'shop' })).toMatchObject({
      user: 'ann',
      database: 'shop',
    });
  });

  it('takes the user for the database when none is named', () => {
    expect(startup({ user: 'ann' }).database).toBe('ann');
  });

  it('takes parameters that are not about the connection for settings', () => {
    expect(settings({ statement_timeout: '5', TimeZone: 'UTC' })).toEqual({
      statement_timeout: '5',
      timezone: 'UTC',
    });
  });

  it('reads settings from options in all their spellings', () => {
    const options = '-c search_path=a,b -clock_timeout=1s --statement-timeout=2s';

    expect(settings({ options })).toEqual({
      search_path: 'a,b',
      lock_timeout: '1s',
      statement_timeout: '2s',
    });
  });

  it('keeps an escaped space inside a value', () => {
    expect(settings({ options: String.raw`-c application_name=my\ app` })).toEqual({
      application_name: 'my app',
    });
  });

  it('takes UTF-8 for granted, and no other encoding', () => {
    expect(settings({ client_encoding: "'utf-8'" })).toEqual({});
    expect(settings({ client_encoding: 'LATIN1' })).toEqual({ client_encoding: 'LATIN1' });
  });

  it('notes what the client would like of a later protocol', () => {
    const opening = readOpening(packet(version + 2, 'user\0ann\0_pq_.thing\0on\0\0'));

    expect(opening).toMatchObject({ isNewer: true, unknownOptions: ['_pq_.thing'] });
  });

  it('recognizes requests for encryption and for cancelling', () => {
    const cancel = Buffer.alloc(12);
    cancel.writeInt32BE(80_877_102, 0);
    cancel.writeInt32BE(7, 4);
    cancel.writeInt32BE(-9, 8);

    expect(readOpening(packet(80_877_103, ''))).toEqual({ kind: 'encryption' });
    expect(readOpening(cancel)).toEqual({ kind: 'cancel', id: 7, secret: -9 });
  });

  it.each([
    ['an old protocol', packet(2 << 16, ''), 'unsupported frontend protocol 2'],
    ['no user', packet(version, '\0'), 'no user name was given'],
    ['replication', packet(version, 'user\0a\0replication\0database\0\0'), 'replication'],
    ['an option without a value', packet(version, 'user\0a\0options\0-c what\0\0'), '-c'],
    ['half a cancel request', packet(80_877_102, 'abc'), 'invalid length of cancel request'],
  ])('refuses %s', (_what, body, message) => {
    expect(() => readOpening(body)).toThrow(message);
  });
});
