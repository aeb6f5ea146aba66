import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JsonValue } from '#protocol';
import { airlineCsv } from './csv/airline.fixture.js';
import { createCsvParser } from './csv/csv-parser.js';
import { createGuardedFetch } from './egress/guarded-fetch.js';
import { createHttpClient } from './http/http-client.js';
import { ToolBox } from './tool-box.js';
import { ToolExecutor } from './tool-executor.js';
import type { ToolOutcome } from './tool-call.js';

describe('the tools of the quick start together', () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(200, { 'content-type': 'text/csv' }).end(airlineCsv);
  });
  let origin = '';
  let call: (name: string, args: JsonValue) => Promise<ToolOutcome>;

  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    origin = `http://localhost:${String((server.address() as AddressInfo).port)}`;
    const fetch = createGuardedFetch({ allow: [`${origin}/examples/`] });
    const executor = new ToolExecutor(new ToolBox([createHttpClient(fetch), createCsvParser()]));
    const results = new Map<string, JsonValue>();
    call = async (name, args) => {
      const id = `call-${String(results.size + 1)}`;
      const outcome = await executor.execute(
        { id, name, arguments: args, idempotencyKey: `caxton-msg_1-${id}` },
        {
          allowed: ['http_client', 'csv_parser'],
          callsMade: results.size,
          signal: new AbortController().signal,
          priorResult: (callId) => results.get(callId),
        },
      );
      if (outcome.ok) results.set(id, outcome.result);
      return outcome;
    };
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });

  it('fetch the example by the name of this machine and find its figures', async () => {
    const fetched = await call('http_client', { url: `${origin}/examples/airline-passengers.csv` });
    const found = await call('csv_parser', { source: 'step:call-1' });

    expect(fetched).toMatchObject({ ok: true, result: { status: 200, body: airlineCsv } });
    expect(found).toMatchObject({ ok: true, result: { rows: 144, series: { total: 40_363 } } });
  });

  it('do not reach the server’s own API, nor its private neighbours', async () => {
    asked.length = 0;
    const port = new URL(origin).port;

    for (const url of [
      `${origin}/api/v1/agents`,
      `${origin}/examples/../api/v1/agents`,
      `http://127.0.0.1:${port}/examples/airline-passengers.csv`,
      'http://169.254.169.254/latest/meta-data/',
    ]) {
      const outcome = await call('http_client', { url });
      expect(outcome).toMatchObject({ ok: false, error: { code: 'EGRESS_DENIED' } });
    }
    expect(asked).toEqual([]);
  });
});
