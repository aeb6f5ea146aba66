import { createHash, randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { ContractFetch } from '../support/contract-fetch.js';
import { modes, type Ground } from '../support/grounds.js';
import { ServerUnderTest, type RunningServer } from '../support/server-under-test.js';
import { describeWith } from '../support/test-servers.js';

const path = '/api/v1/artifacts';
const csv = 'month,sales\n2026-01,100\n2026-02,120\n';

interface Uploaded {
  readonly artifact_id: string;
  readonly name: string;
  readonly media_type: string;
  readonly size_bytes: number;
  readonly sha256: string;
  readonly expires_at: string | null;
  readonly url: string;
}

function formOf(field: string, value: string | File): FormData {
  const form = new FormData();
  form.set(field, value);
  return form;
}

describe.each(modes)('artifacts in the %s mode', (_mode, title, servers, open) => {
  describeWith(servers, title, () => {
    let ground: Ground;
    let server: RunningServer;
    let api: ContractFetch;

    beforeAll(async () => {
      ground = await open();
      const limits = {
        CAXTON_ARTIFACT_DATABASE_LIMIT: '1000000',
        CAXTON_ARTIFACT_MAX_BYTES: '6000000',
      };
      server = await ServerUnderTest.start({ settings: { ...ground.settings, ...limits } });
      api = await ContractFetch.of(server.url);
    });
    afterAll(async () => {
      await server.process.stop();
      await ground.remove();
    });

    const upload = async (
      body: string | Buffer | FormData,
      type?: string,
      query = '',
    ): Promise<Response> =>
      fetch(`${server.url}${path}${query}`, {
        method: 'POST',
        body,
        headers: type === undefined ? {} : { 'content-type': type },
      });
    const uploaded = async (...of: Parameters<typeof upload>): Promise<Uploaded> => {
      const response = await upload(...of);
      expect(response.status).toBe(201);
      return (await response.json()) as Uploaded;
    };
    const refusal = async (response: Promise<Response>): Promise<unknown> => {
      const answer = await response;
      const { error } = (await answer.json()) as { error: { code: string } };
      return [answer.status, error.code];
    };

    it.each([
      ['small', 5_000],
      ['large', 5_000_000],
    ])('takes a %s one in, whole, and gives it back to the last byte', async (_size, size) => {
      const bytes = randomBytes(size);
      const artifact = await uploaded(bytes, 'application/octet-stream', '?name=noise.bin');
      expect(artifact).toMatchObject({
        name: 'noise.bin',
        media_type: 'application/octet-stream',
        size_bytes: size,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      });
      const download = await fetch(`${server.url}${artifact.url}`);
      expect(Buffer.from(await download.arrayBuffer()).equals(bytes)).toBe(true);
      expect(Object.fromEntries(download.headers)).toMatchObject({
        'content-type': 'application/octet-stream',
        'content-length': String(size),
        'content-disposition': 'attachment; filename="noise.bin"',
        etag: `"${artifact.sha256}"`,
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox",
      });
      const part = await fetch(`${server.url}${artifact.url}`, {
        headers: { range: `bytes=${String(size - 700)}-` },
      });
      expect([part.status, part.headers.get('content-range')]).toEqual([
        206,
        `bytes ${String(size - 700)}-${String(size - 1)}/${String(size)}`,
      ]);
      expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(-700))).toBe(true);
    });

    it('answers a reader who has it with 304, and one who asks beyond its end with 416', async () => {
      const { url, sha256 } = await uploaded(csv, 'text/csv');
      const known = { 'if-none-match': `"${sha256}"` };
      const again = await fetch(`${server.url}${url}`, { headers: known });
      expect([again.status, await again.text()]).toEqual([304, '']);
      const head = await fetch(`${server.url}${url}`, { method: 'HEAD' });
      expect([head.status, head.headers.get('content-length')]).toEqual([200, String(csv.length)]);
      const beyond = fetch(`${server.url}${url}`, { headers: { range: 'bytes=99999-' } });
      expect(await refusal(beyond)).toEqual([416, 'RANGE_NOT_SATISFIABLE']);
    });

    it('takes a form as curl -F sends it, and one with words of its own', async () => {
      const form = new FormData();
      form.set('file', new File([csv], 'sales.csv', { type: 'text/csv' }));
      expect(await uploaded(form)).toMatchObject({ name: 'sales.csv', media_type: 'text/csv' });
      form.set('name', 'umsätze.csv');
      form.set('expires_in', '0s');
      const named = await uploaded(form);
      expect(named).toMatchObject({ name: 'umsätze.csv', expires_at: null });
      const download = await fetch(`${server.url}${named.url}`);
      expect(download.headers.get('content-disposition')).toBe(
        `attachment; filename="ums_tze.csv"; filename*=UTF-8''ums%C3%A4tze.csv`,
      );
      form.set('nonsense', 'x');
      expect(await refusal(upload(form))).toEqual([400, 'INVALID_REQUEST']);
    });

    it('lists them by conversation and type, and removes one for good', async () => {
      const of = '?conversation_id=conv-artifacts';
      const first = await uploaded(csv, 'text/csv', of);
      const second = await uploaded('{}', 'application/json', of);
      const { body } = await api.call<{ artifacts: Uploaded[]; next_cursor: string }>(
        `${path}${of}&limit=1`,
      );
      expect(body.artifacts.map(({ artifact_id: id }) => id)).toEqual([second.artifact_id]);
      for (const query of [`cursor=${body.next_cursor}`, 'media_type=text/*']) {
        const rest = await api.call<{ artifacts: Uploaded[] }>(`${path}${of}&${query}`);
        expect(rest.body.artifacts).toEqual([first]);
      }
      expect((await api.call(`${first.url}/metadata`)).body).toEqual(first);
      const removed = await api.call(first.url, { method: 'DELETE' });
      expect(removed.body).toEqual({ artifact_id: first.artifact_id, status: 'removed' });
      for (const [place, method] of [
        [first.url, 'GET'],
        [`${first.url}/metadata`, 'GET'],
        [first.url, 'DELETE'],
      ] as const) {
        const gone = await api.call(place, { method });
        expect([gone.status, gone.body]).toMatchObject([
          404,
          { error: { code: 'ARTIFACT_NOT_FOUND' } },
        ]);
      }
    });

    it('keeps a repetition under the same key once, and refuses the key for other bytes', async () => {
      const send = (body: string): Promise<Response> =>
        fetch(`${server.url}${path}?conversation_id=conv-once`, {
          method: 'POST',
          body,
          headers: { 'content-type': 'text/csv', 'idempotency-key': 'upload-1' },
        });
      const answers = await Promise.all([send(csv), send(csv), send(csv)]);
      const bodies = await Promise.all(answers.map((answer) => answer.json()));
      expect(bodies[1]).toEqual(bodies[0]);
      expect(bodies[2]).toEqual(bodies[0]);
      const replays = answers.map(({ headers }) => headers.get('idempotency-replayed'));
      expect(replays.filter((replayed) => replayed === 'true')).toHaveLength(2);
      expect(await refusal(send('other'))).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
      const { body } = await api.call<{ artifacts: unknown[] }>(
        `${path}?conversation_id=conv-once`,
      );
      expect(body.artifacts).toHaveLength(1);
    });

    it('takes of a hundred of the same at once as many as it has room for, and tells the others', async () => {
      const bytes = randomBytes(200_000);
      const answers = await Promise.all(
        Array.from({ length: 100 }, () => upload(bytes, 'application/octet-stream')),
      );
      const taken = answers.filter(({ status }) => status === 201);
      expect(taken.length).toBeGreaterThanOrEqual(16);
      for (const { status, headers } of answers.filter((answer) => !taken.includes(answer))) {
        expect([429, 503]).toContain(status);
        expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
      }
      const bodies = (await Promise.all(taken.map((answer) => answer.json()))) as Uploaded[];
      expect(new Set(bodies.map(({ artifact_id: id }) => id)).size).toBe(taken.length);
      const download = await fetch(`${server.url}${bodies.at(-1)?.url ?? ''}`);
      expect(Buffer.from(await download.arrayBuffer()).equals(bytes)).toBe(true);
    });

    it.each([
      [
        'a page',
        '<!doctype html><script>alert(1)</script>',
        'text/html',
        415,
        'ARTIFACT_TYPE_NOT_ALLOWED',
      ],
      ['a picture that is none', csv, 'image/png', 415, 'ARTIFACT_TYPE_MISMATCH'],
      [
        'an archive that says it is text',
        Buffer.from('504b030414000000', 'hex'),
        'text/plain',
        415,
        'ARTIFACT_TYPE_MISMATCH',
      ],
      [
        'a program',
        Buffer.concat([Buffer.from('MZ'), Buffer.alloc(99)]),
        undefined,
        415,
        'ARTIFACT_TYPE_NOT_ALLOWED',
      ],
      ['too much', randomBytes(6_000_001), 'application/octet-stream', 413, 'PAYLOAD_TOO_LARGE'],
      [
        'far too much',
        randomBytes(9_000_000),
        'application/octet-stream',
        413,
        'PAYLOAD_TOO_LARGE',
      ],
      ['nothing', '', 'text/csv', 400, 'INVALID_REQUEST'],
    ])('refuses %s', async (_what, bytes, type, status, code) => {
      expect(await refusal(upload(bytes, type))).toEqual([status, code]);
    });

    it.each([
      ['no body', {}, 'send the bytes of the artifact'],
      [
        'an empty file in a form',
        { body: formOf('file', new File([], 'a.csv')) },
        'send the bytes',
      ],
      ['a form without a file', { body: formOf('name', 'a.csv') }, '-F file=@sales.csv'],
    ])('says of %s what to send', async (_what, init, said) => {
      const response = await fetch(`${server.url}/api/v1/artifacts`, { method: 'POST', ...init });
      expect(response.status).toBe(400);
      expect(await response.text()).toContain(said);
    });

    it.each([
      ['../../../etc/passwd', 'passwd', 'attachment; filename="passwd"'],
      ['a"\r\nset-cookie: a=1', 'a_set-cookie_ a=1', 'attachment; filename="a_set-cookie_ a=1"'],
      [
        `${'n'.repeat(4_000)}.csv`,
        `${'n'.repeat(196)}.csv`,
        `attachment; filename="${'n'.repeat(196)}.csv"`,
      ],
    ])('gives %j a name that does no harm', async (given, name, disposition) => {
      const artifact = await uploaded(csv, 'text/csv', `?name=${encodeURIComponent(given)}`);
      expect(artifact.name).toBe(name);
      const { headers } = await fetch(`${server.url}${artifact.url}`);
      expect([headers.get('content-disposition'), headers.get('set-cookie')]).toEqual([
        disposition,
        null,
      ]);
    });

    it.each([
      ['breaks off', 'content-length: 100\r\n\r\nmonth,sales\n'],
      ['is shorter than it said', 'content-length: 5000000\r\n\r\n' + 'x'.repeat(1_500_000)],
      ['breaks off in a chunk', 'transfer-encoding: chunked\r\n\r\nff\r\nmonth,sales\n'],
    ])('keeps nothing of an upload that %s', async (_what, rest) => {
      const count = async (): Promise<number> => {
        const { body } = await api.call<{ artifacts: unknown[] }>(
          `${path}?conversation_id=conv-broken`,
        );
        return body.artifacts.length;
      };
      const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
      const line = `POST ${path}?conversation_id=conv-broken HTTP/1.1\r\nhost: localhost\r\ncontent-type: text/csv\r\n`;
      await new Promise((sent) => socket.write(line + rest, sent));
      socket.destroy();
      // The server has met its end when it is done with a later one.
      await uploaded(csv, 'text/csv');
      expect(await count()).toBe(0);
    });
  });
});
