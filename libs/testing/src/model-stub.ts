import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { refuses, type ModelAct } from './model-acts.js';
import type { ModelWire } from './model-wire.js';
import { perform } from './perform-act.js';

/** One request that reached a stub. */
interface StubRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The JSON that was sent. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** What to do, or how to find out from the request. */
export type ModelScript = ModelAct | ((request: StubRequest) => ModelAct);

/** A model provider on this machine: real wire, no model. */
export interface ModelStub {
  /** For `CAXTON_LLM_BASE_URL`: with its `/v1`. */
  readonly baseUrl: string;
  /** Every request so far, in the order of arrival. */
  readonly requests: readonly StubRequest[];
  /** What to do with the requests to come; the last act is repeated. Replaces what is left. */
  readonly script: (...acts: readonly ModelScript[]) => void;
  /** Resolves when nobody waits for an answer any more: all are complete or given up. */
  readonly deserted: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface StubOptions {
  /** The wire of a path, or nothing: 404. */
  readonly wireOf: (path: string) => ModelWire | undefined;
  /** Fixed answers to GET requests by path. */
  readonly pages?: Readonly<Record<string, object>>;
}

/** Starts a stub on a free port of 127.0.0.1. */
export async function startModelStub(
  options: StubOptions,
  acts: readonly ModelScript[],
): Promise<ModelStub> {
  const desk = new StubDesk(options, acts);
  const server = createServer((request, response) => {
    void desk.answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests: desk.requests,
    script: (...next) => {
      desk.left = [...next];
    },
    deserted: () => desk.deserted(),
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** Takes the requests of one stub and acts on each as its script says. */
class StubDesk {
  readonly requests: StubRequest[] = [];
  left: ModelScript[];
  readonly #waiting = new Set<ServerResponse>();

  constructor(
    private readonly options: StubOptions,
    acts: readonly ModelScript[],
  ) {
    this.left = [...acts];
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#waiting.add(response);
    response.on('close', () => this.#waiting.delete(response));
    const path = request.url ?? '/';
    const wire = request.method === 'POST' ? this.options.wireOf(path) : undefined;
    if (wire === undefined) {
      sendPage(response, this.options.pages?.[path]);
      return;
    }
    const body = JSON.parse(await text(request)) as Record<string, unknown>;
    const act = this.#next({ path, headers: request.headers, body });
    perform(act, wire, response, body['stream'] === true);
  }

  async deserted(): Promise<void> {
    await Promise.all([...this.#waiting].map((response) => once(response, 'close')));
  }

  #next(request: StubRequest): ModelAct {
    this.requests.push(request);
    const next = this.left.length > 1 ? this.left.shift() : this.left[0];
    if (next === undefined) return refuses(400, { message: 'this stub has no script' });
    return typeof next === 'function' ? next(request) : next;
  }
}

function sendPage(response: ServerResponse, page: object | undefined): void {
  response.writeHead(page === undefined ? 404 : 200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(page ?? { error: { message: 'there is nothing at this path' } }));
}
