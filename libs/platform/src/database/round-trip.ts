import pg, { Query, type ClientBase, type QueryResult } from 'pg';

/** A statement on its way. Under a name Postgres plans it once per connection. */
export interface Part {
  readonly name?: string;
  readonly text: string;
  readonly values?: readonly unknown[];
  /** Gives no rows, and is not asked what they would look like. @default false */
  readonly isMute?: true;
}

/** What of a connection of `pg` is needed to write messages of the extended protocol. */
interface Wire {
  readonly stream: { cork(): void; uncork(): void };
  readonly parsedStatements: Record<string, string>;
  parse(message: { readonly text: string; readonly name: string }): void;
  bind(message: { readonly statement: string; readonly values: readonly unknown[] }): void;
  describe(message: { readonly type: 'P'; readonly name: '' }): void;
  close(message: { readonly type: 'S'; readonly name: string }): void;
  execute(message: object): void;
  sync(): void;
}

/** What `pg` collects while answers come in: a list when they are several. */
interface Collected {
  callback: (error: Error | null, results: QueryResult | QueryResult[]) => void;
}

const { prepareValue } = (pg as unknown as { utils: { prepareValue: (value: unknown) => unknown } })
  .utils;

/**
 * Runs statements one after another in one round trip and gives the result of each. When one fails, Postgres passes
 * over those behind it: nothing runs that was not to run without the one before. (Everything up to one Sync; drivers
 * of other languages begin transactions so.)
 */
export function inOneTrip(client: ClientBase, parts: readonly Part[]): Promise<QueryResult[]> {
  const last = parts.at(-1);
  const ready = parts.map((part) => ({ ...part, values: (part.values ?? []).map(prepareValue) }));
  return new Promise<QueryResult[]>((resolve, reject) => {
    const query = new Query(last?.text ?? '') as Query & Collected;
    query.callback = (error, results) => {
      if (error === null) {
        learn(client, parts);
        resolve(Array.isArray(results) ? results : [results]);
      } else reject(error);
    };
    query.submit = (connection) => {
      write(connection as unknown as Wire, ready);
      return null;
    };
    client.query(query);
  }).catch((error: unknown) => {
    // Else it leads to the socket and not to whoever asked.
    if (error instanceof Error) Error.captureStackTrace(error);
    throw error;
  });
}

/** In one write, as far as the socket takes it. */
function write(wire: Wire, parts: readonly Part[]): void {
  wire.stream.cork();
  try {
    for (const { name = '', text, values = [], isMute = false } of parts) {
      if (name === '' || wire.parsedStatements[name] !== text) {
        // It may be known from a trip that failed behind it. To close what is not open is no fault.
        if (name !== '') wire.close({ type: 'S', name });
        wire.parse({ text, name });
      }
      wire.bind({ statement: name, values });
      if (!isMute) wire.describe({ type: 'P', name: '' });
      wire.execute({});
    }
    wire.sync();
  } finally {
    wire.stream.uncork();
  }
}

function learn(client: ClientBase, parts: readonly Part[]): void {
  const { parsedStatements } = (client as unknown as { connection: Wire }).connection;
  for (const { name, text } of parts) if (name !== undefined) parsedStatements[name] = text;
}
