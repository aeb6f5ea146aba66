import { Contract, type OpenApiDocument } from './contract.js';
import { readEvents, type StreamEvent } from './read-events.js';

/** An answer whose body has been read and fits the contract. */
export interface Reply<Body = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

export interface CallOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; a string is sent as it is. */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** Calls a server and holds every answer to the server's own OpenAPI document. */
export class ContractFetch {
  private constructor(
    readonly url: string,
    readonly contract: Contract,
  ) {}

  static async of(url: string): Promise<ContractFetch> {
    const response = await fetch(`${url}/openapi.json`);
    const document = (await response.json()) as OpenApiDocument;
    return new ContractFetch(url, new Contract(document));
  }

  /** Thrown when the answer breaks the contract. */
  async call<Body = Record<string, unknown>>(
    path: string,
    options: CallOptions = {},
  ): Promise<Reply<Body>> {
    const { method = options.body === undefined ? 'GET' : 'POST' } = options;
    const response = await fetch(`${this.url}${path}`, { ...initOf(options), method });
    const contentType = response.headers.get('content-type') ?? '';
    const text = await response.text();
    const body: unknown = contentType.startsWith('application/json') ? JSON.parse(text) : text;
    this.contract.check({ method, path, status: response.status, contentType, body });
    return { status: response.status, headers: response.headers, body: body as Body };
  }

  /** Follows a stream, each event held to the contract, until it ends or the reader stops. */
  async *follow(path: string, options: CallOptions = {}): AsyncGenerator<StreamEvent, void> {
    const response = await fetch(`${this.url}${path}`, initOf(options));
    const contentType = response.headers.get('content-type') ?? '';
    if (response.body === null || !contentType.startsWith('text/event-stream')) {
      throw new Error(`${path} is no stream: ${String(response.status)} ${await response.text()}`);
    }
    this.contract.check({ method: 'GET', path, status: response.status, contentType });
    for await (const event of readEvents(response.body)) {
      if (event.data !== undefined) this.contract.checkEvent(event.data);
      yield event;
    }
  }
}

function initOf({ headers = {}, body, signal }: CallOptions): RequestInit {
  return {
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  };
}
