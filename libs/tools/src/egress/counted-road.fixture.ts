import { Duplex } from 'node:stream';
import { isIPv6 } from 'node:net';
import type { buildConnector } from 'undici';
import type { Dial, EgressRoad, ResolveHost } from './road.js';

/** A server that answers every request with the same bytes; no network is involved. */
class CannedSocket extends Duplex {
  constructor(
    readonly remoteAddress: string,
    private readonly answer: string,
    private readonly heard: string[],
  ) {
    super();
  }

  override _read(): void {
    // Pushed when the request has come in.
  }

  override _write(piece: Buffer, _encoding: string, done: () => void): void {
    this.heard.push(piece.toString('latin1'));
    if (piece.includes('\r\n\r\n')) this.push(this.answer);
    done();
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }
}

/** `HTTP/1.1 302 …` with these headers and this body. */
export function httpAnswer(status: number, headers: Record<string, string>, body = ''): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${String(status)} Status\r\n${lines.join('')}content-length: ${String(body.length)}\r\n\r\n${body}`;
}

/** A road that counts: which names were resolved, which addresses dialled, what was sent. */
export class CountedRoad implements Required<EgressRoad> {
  readonly resolved: string[] = [];
  readonly dialled: string[] = [];
  readonly heard: string[] = [];

  constructor(
    /** What each look-up of a name answers, in turn; the last answer stays. */
    private readonly answers: Readonly<Record<string, readonly (readonly string[])[]>>,
    /** What the server behind an address says; by default `200`. */
    private readonly servers: Readonly<Record<string, string>> = {},
    /** Where the socket really ends, when it is not the address dialled. */
    private readonly leadsTo?: string,
  ) {}

  readonly resolve: ResolveHost = async (host) => {
    const turn = this.resolved.filter((name) => name === host).length;
    this.resolved.push(host);
    const all = this.answers[host] ?? [];
    return all[Math.min(turn, all.length - 1)] ?? [];
  };

  readonly dial: Dial = (addresses) => (_options, callback) => {
    const address = addresses.find((one) => !isIPv6(one)) ?? addresses[0] ?? '';
    this.dialled.push(address);
    const answer = this.servers[address] ?? httpAnswer(200, { 'content-type': 'text/plain' }, 'ok');
    const socket = new CannedSocket(this.leadsTo ?? address, answer, this.heard);
    queueMicrotask(() => {
      callback(null, socket as unknown as Parameters<buildConnector.Callback>[1] & object);
    });
  };
}
