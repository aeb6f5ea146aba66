import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Terminal } from '../show/terminal.js';
import type { GlobalFlags } from './global-options.js';
import { Invocation } from './invocation.js';

/** What is answered to one `METHOD /path`: a status and JSON, which may hang on what was sent. */
type Answer =
  readonly [status: number, json: unknown] | ((sent: unknown) => readonly [number, unknown]);

/** A terminal that keeps what it is told. */
class KeptTerminal extends Terminal {
  readonly shown: unknown[] = [];
  readonly notes: string[] = [];

  override show<Value>(value: Value, render: (value: Value) => string): void {
    render(value);
    this.shown.push(value);
  }

  override note(said: string): void {
    this.notes.push(said);
  }
}

/** A server that answers each path as a specification says, and runs of commands against it. */
export class ToldServer {
  /** Every request in order, without its query. */
  readonly asked: string[] = [];
  answers: Readonly<Record<string, Answer>> = {};

  private constructor(private readonly server: Server) {}

  static async start(): Promise<ToldServer> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const told = new ToldServer(server);
    server.on('request', (request, response) => {
      void told.answer(request).then(([status, json]) => {
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(json));
      });
    });
    return told;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  /** One run of a command against it, with no login. */
  run<Flags extends object>(
    flags: Flags & GlobalFlags,
    ...args: readonly string[]
  ): Invocation<Flags> & { readonly terminal: KeptTerminal } {
    const where = { url: this.url, profileFile: '/nonexistent/profiles.json' };
    const run = new Invocation<Flags>(args, { ...where, ...flags });
    return Object.assign(run, { terminal: new KeptTerminal(flags.json === true) });
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async answer(request: IncomingMessage): Promise<readonly [number, unknown]> {
    const called = `${request.method ?? ''} ${(request.url ?? '').replace(/\?.*/, '')}`;
    this.asked.push(called);
    const sent = await text(request);
    const answer = this.answers[called] ?? refusal(404, 'ROUTE_NOT_FOUND');
    return typeof answer === 'function' ? answer(JSON.parse(sent)) : answer;
  }
}

/** A refusal as Caxton words it. */
export function refusal(status: number, code: string): readonly [number, unknown] {
  return [status, { error: { code, message: `It is ${code}.`, details: {}, request_id: 'r' } }];
}
