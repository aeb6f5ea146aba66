import { request } from 'node:http';
import { connect } from 'node:net';

/** What an attacker has got hold of: logins and keys of people who may do little. */
export interface Loot {
  /** Of a user with the role viewer. */
  readonly token: string;
  /** Taken once already. */
  readonly usedRefreshToken: string;
  /** May only read agents, and those only whose names begin with Sales. */
  readonly key: string;
  /** Is taken from 10.0.0.0/8 only. */
  readonly boundKey: string;
  /** May look after dead letters, and nothing else. */
  readonly operationsKey: string;
  /** Of a user with the role admin, who was disabled. */
  readonly endedToken: string;
}

/** One request, byte by byte where it matters: nothing is tidied on the way. */
export interface RawCall {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string;
}

/** Something that must not work. */
export interface Attack {
  readonly what: string;
  /** Text is written to the connection as it is. */
  readonly send: (loot: Loot) => RawCall | string;
  /** How it is answered. */
  readonly status: number;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** A row of a table of attacks. */
export const attack = (what: string, status: number, send: Attack['send']): Attack => ({
  ...{ what, status, send },
});

/** A call of whoever has the viewer's token. */
export const asViewer = (
  { token }: Loot,
  method: string,
  path: string,
  body?: string | object,
): RawCall => ({
  ...{ method, path },
  headers: { authorization: `Bearer ${token}`, ...jsonOf(body) },
  ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
});

function jsonOf(body: unknown): Record<string, string> {
  return body === undefined ? {} : { 'content-type': 'application/json' };
}

/** Sends it and reads the whole answer. */
export function perform(url: string, call: RawCall | string): Promise<RawAnswer> {
  return typeof call === 'string' ? write(url, call) : ask(url, call);
}

function ask(
  url: string,
  { method = 'GET', path, headers = {}, body }: RawCall,
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const call = request({ hostname, port, method, path, headers, agent: false }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      answer.on('end', () => {
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text });
      });
    });
    call.on('error', reject).end(body);
  });
}

function write(url: string, text: string): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(text));
    let said = '';
    socket.setEncoding('utf8').on('data', (piece: string) => (said += piece));
    socket.on('error', reject).on('close', () => {
      resolve({ status: Number(said.split(' ')[1]), headers: {}, body: said });
    });
  });
}
