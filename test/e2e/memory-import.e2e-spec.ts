import { once } from 'node:events';
import { connect } from 'node:net';
import { ContractFetch, type Reply } from '../support/contract-fetch.js';
import { modes } from '../support/grounds.js';
import { ServerUnderTest, type RunningServer } from '../support/server-under-test.js';
import { describeWith } from '../support/test-servers.js';

const head = '{"record":"export_metadata","version":"1.0"}';
const acme = '{"record":"entity","entity_name":"acme","entity_type":"customer"}';

const toText = (...lines: string[]): string => lines.join('\n');
const change = (more: string): string => acme.replace(/\}$/, `,${more}}`);

/** What is hostile or wrong, with what is answered: status, code, line, field. */
type Wrong = [string, string, number, string, number, string?];
const wrong: Wrong[] = [
  ['nothing at all', '', 400, 'INVALID_REQUEST', 1, 'export_metadata'],
  ['no metadata', acme, 400, 'INVALID_REQUEST', 1, 'export_metadata'],
  ['another version', head.replace('1.0', '2.0'), 400, 'INVALID_REQUEST', 1, 'version'],
  ['a line that is no JSON', toText(head, acme, '{"a":'), 400, 'MALFORMED_JSON', 3],
  ['a record of no kind', toText(head, '{"record":"x"}'), 400, 'INVALID_REQUEST', 2, 'record'],
  ['a list as a record', toText(head, '[1]'), 400, 'INVALID_REQUEST', 2, 'record'],
  [
    'a scope that is none',
    toText(head, change('"memory_scope":"galaxy"')),
    ...([400, 'INVALID_REQUEST', 2, 'memory_scope'] as const),
  ],
  [
    'a scope without its owner',
    toText(head, change('"memory_scope":"agent"')),
    ...([400, 'INVALID_REQUEST', 2, 'agent_id'] as const),
  ],
  [
    'a field nobody knows',
    toText(head, '', change('"secret":1')),
    ...([400, 'INVALID_REQUEST', 3, 'secret'] as const),
  ],
  [
    '__proto__',
    toText(head, change('"metadata":{"__proto__":{"a":1}}')),
    ...([400, 'INVALID_REQUEST', 2, 'metadata.__proto__'] as const),
  ],
  [
    '__proto__ as a field',
    toText(head, change('"__proto__":{"pinned":true}')),
    ...([400, 'INVALID_REQUEST', 2, '__proto__'] as const),
  ],
  [
    'U+0000',
    toText(head, change('"observations":["a\\u0000b"]')),
    ...([400, 'INVALID_CHARACTER', 2, 'observations[0]'] as const),
  ],
  [
    'half of a surrogate pair',
    toText(head, change('"observations":[{"content":"\\ud800"}]')),
    ...([400, 'INVALID_CHARACTER', 2, 'observations[0].content'] as const),
  ],
  [
    'a line of 10 MB',
    toText(head, change(`"observations":["${'x'.repeat(10_000_000)}"]`)),
    ...([400, 'INVALID_REQUEST', 2, 'observations[0]'] as const),
  ],
  [
    'more facts than an entity may bring at once',
    toText(head, change(`"observations":[${'"ab",'.repeat(50_000)}"ab"]`)),
    ...([400, 'INVALID_REQUEST', 2, 'observations'] as const),
  ],
  [
    'a line of 20 MB',
    toText(head, change(`"observations":["${'x'.repeat(20_000_000)}"]`)),
    ...([413, 'PAYLOAD_TOO_LARGE', 2] as const),
  ],
  [
    'nesting without end',
    toText(head, change(`"metadata":{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}`)),
    ...([400, 'INVALID_REQUEST', 2] as const),
  ],
  [
    'a fact that is as sure as a text',
    toText(head, change('"observations":["It pays",{"content":"It pays late","confidence":"1"}]')),
    ...([400, 'INVALID_REQUEST', 2, 'observations[1].confidence'] as const),
  ],
  ...['-1', '1.5', '2147483648', '"1"'].map((many): Wrong => [
    `an end of ${many} entities`,
    toText(head, `{"record":"end","entities":${many},"relations":0}`),
    ...([400, 'INVALID_REQUEST', 2, 'entities'] as const),
  ]),
  [
    'the year 294277',
    toText(head, change('"valid_from":"+294277-01-01T00:00:00Z"')),
    ...([400, 'INVALID_REQUEST', 2, 'valid_from'] as const),
  ],
  [
    'a version that could not be followed by others',
    toText(head, change('"version":2147483647')),
    ...([400, 'INVALID_REQUEST', 2, 'version'] as const),
  ],
  [
    'a version of a relation that ended before it began',
    toText(
      head,
      '{"record":"relation","from_entity":"a","to_entity":"b","relation_type":"r","history":' +
        '[{"known_from":"2026-01-02T00:00:00Z","known_to":"2026-01-01T00:00:00Z"}]}',
    ),
    ...([400, 'INVALID_REQUEST', 2, 'history[0].known_to'] as const),
  ],
  [
    'the year 0',
    toText(head, change('"created_at":"0000-01-01T00:00:00Z"')),
    ...([400, 'INVALID_REQUEST', 2, 'created_at'] as const),
  ],
  [
    'an instant in a zone that Postgres does not know',
    toText(head, change('"created_at":"2030-01-01T00:00:00+16:00"')),
    ...([400, 'INVALID_REQUEST', 2, 'created_at'] as const),
  ],
  [
    'an instant of the year 10000 in UTC',
    toText(head, change('"valid_to":"9999-12-31T23:59:59-14:00"')),
    ...([400, 'INVALID_REQUEST', 2, 'valid_to'] as const),
  ],
  [
    'a vector without a direction',
    toText(head, change('"embeddings":[{"model":"m","embedding":[0,0]}]')),
    ...([400, 'INVALID_REQUEST', 2, 'embeddings[0].embedding'] as const),
  ],
  [
    'a vector of infinite length',
    toText(head, change('"embeddings":[{"model":"m","embedding":[1e999]}]')),
    ...([400, 'INVALID_REQUEST', 2, 'embeddings[0].embedding[0]'] as const),
  ],
];

/** An import whose second half never comes; the odd ones do not even begin. */
async function beginImport(url: string, n: number): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write(
    'POST /api/v1/memory/import HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100000\r\n',
  );
  socket.write(
    `content-type: application/x-ndjson\r\n\r\n${n % 2 === 0 ? toText(head, acme) : ''}`,
  );
  const [answer] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return answer.toString();
}

describe.each(modes.slice(0, 2))('an import in the %s mode', (_mode, title, servers, open) => {
  describeWith(servers, title, () => {
    let server: RunningServer;
    let api: ContractFetch;
    let remove: () => unknown;

    beforeAll(async () => {
      const ground = await open();
      remove = ground.remove;
      server = await ServerUnderTest.start({
        settings: {
          ...ground.settings,
          CAXTON_MAX_BODY: '2048',
          CAXTON_MAX_IMPORT: '30000000',
          CAXTON_IMPORT_IDLE_TIMEOUT: '3s',
        },
      });
      api = await ContractFetch.of(server.url);
    });
    afterAll(async () => {
      await server.process.stop();
      await remove();
    });

    const send = (
      body: string,
      { type = 'application/x-ndjson', query = '' }: { type?: string; query?: string } = {},
    ): Promise<Reply> =>
      api.call(`/api/v1/memory/import${query}`, { body, headers: { 'content-type': type } });
    const exported = async (): Promise<{ entities: { entity_name: string }[] }> =>
      (await api.call<{ entities: { entity_name: string }[] }>('/api/v1/memory/export')).body;

    it.each(wrong)('refuses %s with its line and field', async (_what, body, ...expected) => {
      const [status, code, line, field] = expected;
      const answer = await send(body);
      expect([answer.status, answer.body]).toMatchObject([
        status,
        { error: { code, details: { line } } },
      ]);
      const { errors } = (answer.body as { error: { details: { errors?: { field: string }[] } } })
        .error.details;
      expect(errors?.[0]?.field).toBe(field ?? errors?.[0]?.field);
    });

    it('refuses a vector of another length than those of the model', async () => {
      const { body } = await api.call<{ export_metadata: { embedding_model: string } }>(
        '/api/v1/memory/export?memory_scope=global',
      );
      const { embedding_model: model } = body.export_metadata;
      const vector = JSON.stringify([{ model, chunk: 0, embedding: [1, 2, 3] }]);
      expect(await send(toText(head, change(`"embeddings":${vector}`)))).toMatchObject({
        status: 400,
        body: {
          error: {
            details: {
              line: 2,
              errors: [{ field: 'embeddings[0].embedding', rule: 'dimensions' }],
            },
          },
        },
      });
    });

    it('refuses more than the limit, and what is neither JSON nor JSON Lines', async () => {
      expect(await send('x'.repeat(30_000_001))).toMatchObject({ status: 413 });
      expect(await send(head, { type: 'text/csv' })).toMatchObject({ status: 415 });
      expect(await send(head, { query: '?merge_strategy=hope' })).toMatchObject({ status: 400 });
    });

    it('leaves the limit of other bodies as it is', async () => {
      const big = { capability: 'echo', content: { text: 'x'.repeat(3_000) } };
      expect(await api.call('/api/v1/messages', { body: big })).toMatchObject({ status: 413 });
      const lines = { 'content-type': 'application/x-ndjson' };
      const message = await api.call('/api/v1/messages', { body: '{}', headers: lines });
      expect(message.status).toBe(415);
    });

    it('takes JSON Lines, and what stood before an error stays and is told', async () => {
      const good = Array.from({ length: 300 }, (_, n) => acme.replace('acme', `e${String(n)}`));
      const answer = await send(toText(head, ...good, '{'));
      expect(answer.body).toMatchObject({
        error: { details: { line: 302, stored: { entities_imported: 250 } } },
      });
      const whole = toText(head, ...good, '{"record":"end","entities":300,"relations":0}');
      expect((await send(whole)).body).toMatchObject({
        ...{ entities_imported: 50, entities_skipped: 250, complete: true },
      });
      expect((await send(toText(head, acme))).body).toMatchObject({ complete: false });
      expect((await exported()).entities).toHaveLength(301);
    });

    it.each(['__proto__', 'constructor', 'toString'])(
      'refuses a document with the key %s beside the export',
      async (key) => {
        const document = `{"${key}":{"a":1},"export_metadata":{"version":"1.0"},"entities":[]}`;
        expect(await send(document, { type: 'application/json' })).toMatchObject({
          status: 400,
          body: {
            error: { code: 'INVALID_REQUEST', details: { line: 1, errors: [{ field: key }] } },
          },
        });
      },
    );

    it('takes the document that an export is, and the one of the specification', async () => {
      const data = await exported();
      const type = 'application/json';
      expect((await send(JSON.stringify(data, null, 2), { type })).body).toMatchObject({
        ...{ entities_imported: 0, entities_skipped: 301, complete: true },
      });
      const envelope = {
        agent_id: 'B',
        memory_scope: 'agent',
        merge_strategy: 'error_on_conflict',
      };
      const copied = await send(JSON.stringify({ ...envelope, data }), { type });
      expect(copied).toMatchObject({ status: 201, body: { entities_imported: 301 } });
      const late = JSON.stringify({ data, ...envelope });
      expect((await send(late, { type })).body).toMatchObject({
        error: { details: { errors: [{ field: 'agent_id', rule: 'order' }] } },
      });
      const { body } = await api.call('/api/v1/memory/export?memory_scope=agent');
      expect(body['entities']).toHaveLength(301);
    });

    it('ends imports that bring nothing more, so that others have their turn again', async () => {
      const silent = Array.from({ length: 5 }, (_value, n) => beginImport(server.url, n));
      const answers = (await Promise.all(silent)).sort();
      const late = /^HTTP\/1\.1 408 .*"The body did not go on for 3 seconds/s;
      for (const answer of answers.slice(0, 4)) expect(answer).toMatch(late);
      expect(answers[4]).toMatch(/^HTTP\/1\.1 429 .*RATE_LIMITED/s);
      expect(await send(toText(head, acme))).toMatchObject({ status: 201 });
    });

    it('is answered once under one Idempotency-Key, and the key is refused for another body', async () => {
      const call = (body: string): Promise<Reply> =>
        api.call('/api/v1/memory/import?memory_scope=global', {
          body,
          headers: { 'content-type': 'application/x-ndjson', 'idempotency-key': 'once' },
        });
      const first = await call(toText(head, acme));
      const again = await call(toText(head, acme));
      expect(again.body).toEqual(first.body);
      expect(again.headers.get('idempotency-replayed')).toBe('true');
      expect(await call(toText(head, change('"pinned":true')))).toMatchObject({
        ...{ status: 422, body: { error: { code: 'IDEMPOTENCY_KEY_REUSED' } } },
      });
    });
  });
});
