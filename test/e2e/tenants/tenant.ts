/** What an operation answered; `body` is empty where it is no JSON. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Call {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  /** Sent as JSON; a string is sent as CSV. */
  readonly body?: object | string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Somebody with credentials for one workspace. */
export class Tenant {
  private constructor(
    readonly workspace: string,
    private readonly url: string,
    readonly headers: Readonly<Record<string, string>>,
  ) {}

  static async login(
    url: string,
    workspace: string,
    credentials: { readonly username: string; readonly password: string },
  ): Promise<Tenant> {
    const stranger = new Tenant(workspace, url, {});
    const { token } = await stranger.make('/api/v1/auth/login', credentials);
    return new Tenant(workspace, url, { authorization: `Bearer ${String(token)}` });
  }

  async send({ method, path, body, headers = {} }: Call): Promise<Answer> {
    const type = typeof body === 'string' ? 'text/csv' : 'application/json';
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': type }),
        ...this.headers,
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
    const told = isJson && text !== '' ? (JSON.parse(text) as Answer['body']) : {};
    return { status: response.status, text, body: told };
  }

  get(path: string): Promise<Answer> {
    return this.send({ method: 'GET', path });
  }

  /** Thrown when it is not made. */
  make(path: string, body: object | string): Promise<Answer['body']> {
    return this.done({ method: 'POST', path, body });
  }

  /** Thrown when it is refused. */
  put(path: string, body: object): Promise<Answer['body']> {
    return this.done({ method: 'PUT', path, body });
  }

  private async done(call: Call): Promise<Answer['body']> {
    const answer = await this.send(call);
    if (answer.status >= 300) throw new Error(`${call.path}: ${answer.text}`);
    return answer.body;
  }
}
