import type { AddressInfo } from 'node:net';
import { fastify, type FastifyInstance } from 'fastify';
import { tellMeasures } from '#signals';
import { localDeveloper, systemClock, type Logger } from '#platform';
import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../../test/support/migrated-database.js';
import { describeWith } from '../../../../test/support/test-servers.js';
import { ErrorFilter } from './error.filter.js';
import { KnownRoutes } from './known-routes.js';
import { Refusals } from './refusals.js';

interface Sent {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

const insert = (columns: string, values: string): string =>
  `insert into shelf (${columns}) values (${values})`;

interface Refused {
  readonly what: string;
  readonly text: string;
  readonly value: unknown;
  readonly state: string;
  readonly status: number;
  readonly code: string;
}

const bad = { status: 400, code: 'INVALID_REQUEST' };
const conflict = { status: 409, code: 'DATA_CONFLICT' };
const unfit = { status: 422, code: 'DATA_REFUSED' };

/** What Postgres refuses, with which SQLSTATE, and how its sender is answered. */
const refused: readonly Refused[] = [
  {
    what: 'a text that is no UUID',
    text: 'select $1::text::uuid',
    value: 'hush',
    state: '22P02',
    ...bad,
  },
  {
    what: 'a number out of range',
    text: insert('id', '$1'),
    value: '99999999999',
    state: '22003',
    ...bad,
  },
  {
    what: 'a NUL in a text',
    text: insert('id, name', '5, $1'),
    value: 'hush\0',
    state: '22021',
    ...bad,
  },
  { what: 'an id that is taken', text: insert('id', '$1'), value: 1, state: '23505', ...conflict },
  {
    what: 'a name of nothing',
    text: insert('id, of', '2, $1'),
    value: 7,
    state: '23503',
    ...conflict,
  },
  { what: 'something missing', text: insert('id', '$1'), value: null, state: '23502', ...unfit },
  {
    what: 'what a check refuses',
    text: insert('id, price', '3, $1'),
    value: -1,
    state: '23514',
    ...unfit,
  },
  {
    what: 'too much for an index',
    text: insert('id, name', '4, $1'),
    value: vast(),
    state: '54000',
    ...unfit,
  },
];

describeWith(['postgres'], 'data that a check let through', () => {
  let opened: MigratedDatabase;
  let server: FastifyInstance;
  const lines: Record<string, unknown>[] = [];

  beforeAll(async () => {
    opened = await createMigratedDatabase();
    const table =
      'create table shelf (id int primary key, name text unique, price int check (price > 0), of int references shelf)';
    await run({ name: 'shelf', text: table, values: [] });
    await run({ name: 'first', text: insert('id', '1'), values: [] });
    const log = { error: (facts: Record<string, unknown>) => lines.push(facts) };
    const filter = new ErrorFilter(
      ...([new KnownRoutes(), log as unknown as Logger, systemClock] as const),
      new Refusals(),
    );
    server = fastify();
    server.setErrorHandler((error, request, reply) => {
      filter.answer(error, request, reply);
    });
    server.post('/shelves/:id', async ({ body }) => run(body as Sent));
    server.get('/shelves/:id', async () => run({ name: 'g', text: 'select 1/0', values: [] }));
    await server.listen({ port: 0, host: '127.0.0.1' });
  });
  afterAll(async () => {
    await server.close();
    await opened.close();
  });

  const run = ({ name, text, values }: Sent): Promise<unknown[]> =>
    opened.database.transaction(localDeveloper, (tx) => tx.rows({ name, text }, values));

  const call = async (method: string, sent?: Sent): Promise<{ status: number; text: string }> => {
    const { port } = server.server.address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${String(port)}/shelves/7?a=hush`, {
      method,
      ...(sent === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(sent) }),
    });
    return { status: response.status, text: await response.text() };
  };

  it.each(refused)(
    'is refused as the sender’s, counted and logged without it: $what',
    async ({ what, text, value, state, status, code }) => {
      const before = await countOf(state);
      const answer = await call('POST', { name: what, text, values: [value] });
      expect(answer.status).toBe(status);
      expect(JSON.parse(answer.text)).toMatchObject({ error: { code } });
      expect(await countOf(state)).toBe(before + 1);
      const line = lines.at(-1);
      expect(line).toMatchObject({
        operation: 'POST /shelves/:id',
        sql_state: state,
        sample_hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      });
      expect(JSON.stringify([answer, line])).not.toContain('hush');
    },
  );

  const countOf = async (state: string, operation = 'POST /shelves/:id'): Promise<number> => {
    const series = `caxton_validation_gaps_total{class="${state.slice(0, 2)}",operation="${operation}"}`;
    const line = (await tellMeasures()).split('\n').find((one) => one.startsWith(series));
    return Number(line?.split(' ').at(-1) ?? 0);
  };

  it('is known again by its hash', async () => {
    const sent = { name: 'again', text: 'select $1::text::uuid', values: ['hush'] };
    await call('POST', sent);
    const first = lines.at(-1)?.['sample_hash'];
    await call('POST', sent);
    expect(lines.at(-1)?.['sample_hash']).toBe(first);
    await call('POST', { ...sent, values: ['another'] });
    expect(lines.at(-1)?.['sample_hash']).not.toBe(first);
  });

  it('says where in the database it was refused, and from where it came', async () => {
    await call('POST', { name: 'where', text: insert('id, price', '9, $1'), values: [-1] });
    expect(lines.at(-1)).toMatchObject({
      ...{ table: 'shelf', constraint: 'shelf_price_check' },
      at: expect.arrayContaining([expect.stringContaining('database')]) as string[],
    });
  });

  it('never is a conflict for whoever only reads', async () => {
    expect((await call('GET')).status).toBe(400);
    expect(await countOf('22012', 'GET /shelves/:id')).toBe(1);
  });
});

/** Postgres cannot compress it below what an index takes. */
function vast(): string {
  return Array.from({ length: 4_000 }, (_, n) => Math.imul(n, 2_654_435_761).toString(36)).join('');
}
