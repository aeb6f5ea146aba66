import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { attack, type Attack, type RawCall } from './attack.js';

type Part = Readonly<Record<string, unknown>>;

const encode = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString('base64url');
const decode = (text = ''): Part => JSON.parse(Buffer.from(text, 'base64url').toString()) as Part;

/** A token like the one that was stolen, with parts exchanged and signed by whoever forges it. */
function forge(
  stolen: string,
  change: { readonly head?: Part; readonly claims?: Part },
  signature: (signed: string) => string,
): string {
  const [head, claims] = stolen.split('.');
  const signed = [
    encode({ ...decode(head), ...change.head }),
    encode({ ...decode(claims), ...change.claims }),
  ].join('.');
  return `${signed}.${signature(signed)}`;
}

const hmac =
  (key: string, digest = 'sha256') =>
  (signed: string): string =>
    createHmac(digest, key).update(signed).digest('base64url');
const nothing = (): string => '';
const kept = (stolen: string) => (): string => stolen.split('.')[2] ?? '';
const own = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const byOwnKey = (signed: string): string =>
  sign('sha256', Buffer.from(signed), own.privateKey).toString('base64url');
const admin = { sub: 'usr_00000000-0000-7000-8000-000000000000', roles: ['admin'] };

const show = (token: string): RawCall => ({
  path: '/api/v1/users',
  headers: { authorization: `Bearer ${token}` },
});
const forged = (what: string, make: (stolen: string) => string): Attack =>
  attack(what, 401, ({ token }) => show(make(token)));

/** Tokens that the server did not sign as they are. */
export const forgedTokens: readonly Attack[] = [
  ...['none', 'None', 'NONE', 'nOnE', ''].map((alg) =>
    forged(`a token without a signature, alg "${alg}"`, (t) =>
      forge(t, { head: { alg }, claims: admin }, nothing),
    ),
  ),
  forged('alg none with the signature of another', (t) =>
    forge(t, { head: { alg: 'none' } }, kept(t)),
  ),
  forged('a signature cut off', (t) => t.slice(0, t.lastIndexOf('.') + 1)),
  forged('two parts instead of three', (t) => t.slice(0, t.lastIndexOf('.'))),
  forged('a fourth part', (t) => `${t}.${encode({})}`),
  forged('the claims of an admin under the signature of a viewer', (t) =>
    forge(t, { claims: admin }, kept(t)),
  ),
  forged('another workspace under the old signature', (t) =>
    forge(t, { claims: { ws: 'other' } }, kept(t)),
  ),
  forged('a later end under the old signature', (t) =>
    forge(t, { claims: { exp: 9_999_999_999 } }, kept(t)),
  ),
  ...['', 'secret', 'caxton', 'your-256-bit-secret'].map((key) =>
    forged(`a signature with the key "${key}"`, (t) => forge(t, {}, hmac(key))),
  ),
  forged('a signature with the name of the key as key', (t) =>
    forge(t, {}, hmac(String(decode(t.split('.')[0])['kid']))),
  ),
  forged('RS256 of a public key, signed as HMAC', (t) =>
    forge(
      t,
      { head: { alg: 'RS256' } },
      hmac(own.publicKey.export({ type: 'spki', format: 'pem' }).toString()),
    ),
  ),
  forged('HS512 with a short key', (t) =>
    forge(t, { head: { alg: 'HS512' } }, hmac('a', 'sha512')),
  ),
  forged('a key of its own in the header (jwk)', (t) =>
    forge(t, { head: { alg: 'RS256', jwk: own.publicKey.export({ format: 'jwk' }) } }, byOwnKey),
  ),
  forged('a key elsewhere (jku)', (t) =>
    forge(t, { head: { alg: 'RS256', jku: 'http://127.0.0.1:9/keys' } }, byOwnKey),
  ),
  forged('a certificate elsewhere (x5u)', (t) =>
    forge(t, { head: { alg: 'RS256', x5u: 'http://127.0.0.1:9/cert' } }, byOwnKey),
  ),
  ...[
    '../../../../dev/null',
    "' or '1'='1",
    'a\u0000b',
    '\ud800',
    '__proto__',
    '',
    'k'.repeat(3_000),
  ].map((kid) =>
    forged(`the name of the key ${JSON.stringify(kid.slice(0, 30))}`, (t) =>
      forge(t, { head: { kid } }, hmac('')),
    ),
  ),
  ...[['a'], { $ne: null }, 1, true].map((kid) =>
    forged(`a name of the key that is none: ${JSON.stringify(kid)}`, (t) =>
      forge(t, { head: { kid } }, hmac('')),
    ),
  ),
  forged('a critical extension that nobody knows', (t) =>
    forge(t, { head: { crit: ['exp'], exp: 1 } }, kept(t)),
  ),
  forged('an unencoded payload (b64)', (t) =>
    forge(t, { head: { b64: false, crit: ['b64'] } }, kept(t)),
  ),
  attack('a token of somebody who was disabled', 401, ({ endedToken }) => show(endedToken)),
  attack('a refresh token in place of an access token', 401, ({ usedRefreshToken }) =>
    show(usedRefreshToken),
  ),
];
