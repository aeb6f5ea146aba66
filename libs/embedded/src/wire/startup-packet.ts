import { readText } from './frame.js';
import { ProtocolViolation } from './wire.errors.js';

/** What a client may open a connection with. */
export type Opening =
  | { readonly kind: 'encryption' }
  | { readonly kind: 'cancel'; readonly id: number; readonly secret: number }
  | Startup;

/** The wish for a session: who, on which database, with which settings. */
export interface Startup {
  readonly kind: 'startup';
  readonly user: string;
  readonly database: string;
  /** Settings the session starts with and returns to by RESET; names in lower case. */
  readonly settings: ReadonlyMap<string, string>;
  /** What the client would like of the protocol and we do not have. */
  readonly unknownOptions: readonly string[];
  /** The client would rather speak a later version than 3.0. */
  readonly isNewer: boolean;
}

const cancelRequest = 80_877_102;
const tlsRequest = 80_877_103;
const gssRequest = 80_877_104;
const version3 = 3;

/** Parameters of the connection itself, not settings of the session. */
const ofTheConnection = new Set(['user', 'database', 'options', 'replication']);

/** Reads the body of a startup packet (Postgres documentation, 54.7 StartupMessage). */
export function readOpening(body: Buffer): Opening {
  const code = body.readInt32BE(0);
  if (code === tlsRequest || code === gssRequest) return { kind: 'encryption' };
  if (code === cancelRequest) return readCancel(body);
  if (code >> 16 !== version3) {
    throw new ProtocolViolation('0A000', `unsupported frontend protocol ${code >> 16}`);
  }
  return readStartup(readParameters(body), (code & 0xffff) > 0);
}

function readCancel(body: Buffer): Opening {
  if (body.length < 12) throw new ProtocolViolation('08P01', 'invalid length of cancel request');
  return { kind: 'cancel', id: body.readInt32BE(4), secret: body.readInt32BE(8) };
}

function readStartup(parameters: ReadonlyMap<string, string>, isNewer: boolean): Startup {
  const user = parameters.get('user');
  if (user === undefined) throw new ProtocolViolation('28000', 'no user name was given');
  if (asksForReplication(parameters)) {
    throw new ProtocolViolation('0A000', 'replication is not available');
  }
  const settings = new Map(readOptions(parameters.get('options') ?? ''));
  const unknownOptions: string[] = [];
  for (const [name, value] of parameters) {
    if (name.startsWith('_pq_.')) unknownOptions.push(name);
    else if (!ofTheConnection.has(name)) settings.set(name.toLowerCase(), value);
  }
  if (isUtf8(settings.get('client_encoding'))) settings.delete('client_encoding');
  const database = parameters.get('database') ?? user;
  return { kind: 'startup', user, database, settings, unknownOptions, isNewer };
}

function asksForReplication(parameters: ReadonlyMap<string, string>): boolean {
  const wish = parameters.get('replication')?.toLowerCase() ?? 'false';
  return !['false', 'off', 'no', '0'].includes(wish);
}

/** The encoding of the session anyway; many clients name it, and a change of settings costs time. */
function isUtf8(encoding: string | undefined): boolean {
  return /^'?utf-?8'?$/i.test(encoding ?? '');
}

function readParameters(body: Buffer): Map<string, string> {
  const parameters = new Map<string, string>();
  let at = 4;
  while (at < body.length && body[at] !== 0) {
    const [name, afterName] = readText(body, at);
    const [value, afterValue] = readText(body, afterName);
    parameters.set(name, value);
    at = afterValue;
  }
  return parameters;
}

/** `-c name=value`, `-cname=value` or `--name=value`; a backslash keeps a space inside a value. */
function readOptions(options: string): [string, string][] {
  const words = (options.match(/(?:\\.|[^\s\\])+/gs) ?? []).map((word) =>
    word.replace(/\\(.)/gs, '$1'),
  );
  const settings: [string, string][] = [];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const assignment = word === '-c' ? words.shift() : /^(?:-c|--)(.+)$/s.exec(word)?.[1];
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(assignment ?? '') ?? [];
    if (name === undefined || value === undefined) {
      throw new ProtocolViolation('42601', `invalid command-line argument for server: ${word}`);
    }
    settings.push([name.replaceAll('-', '_').toLowerCase(), value]);
  }
  return settings;
}
