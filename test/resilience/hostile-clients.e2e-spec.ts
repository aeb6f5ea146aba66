import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { ContractFetch } from '../support/contract-fetch.js';
import { createDataDir } from '../support/server-under-test.js';
import { eventually } from '../support/eventually.js';
import { Member } from './kit/member.js';
import { freePort } from './kit/free-port.js';

const mebibyte = 1_048_576;

let data: ReturnType<typeof createDataDir>;
let server: Member;
let api: ContractFetch;

const send = (conversation_id: string): ReturnType<typeof api.call> =>
  api.call('/api/v1/messages', {
    body: { capability: 'echo', conversation_id, content: {}, wait: '20s' },
  });

/** Memory of the server's process, in bytes. */
function memory(): number {
  const status = readFileSync(`/proc/${String(server.pid)}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1_024;
}

function post(headers: Record<string, string>): ClientRequest {
  const asking = request(`${api.url}/api/v1/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
  });
  asking.on('error', () => undefined);
  return asking;
}

function dial(): Socket {
  const { hostname, port } = new URL(api.url);
  return connect(Number(port), hostname).on('error', () => undefined);
}

beforeAll(async () => {
  data = createDataDir();
  const port = String(await freePort());
  server = new Member({
    name: 'server',
    command: ['server', 'start'],
    nodeFlags: [],
    settings: {
      CAXTON_PORT: port,
      CAXTON_DATA_DIR: data.path,
      CAXTON_LLM_PROVIDER: 'embedded',
      CAXTON_AGENTS_DIR: `${import.meta.dirname}/../e2e/agents`,
    },
  });
  await server.start();
  api = await ContractFetch.of(`http://127.0.0.1:${port}`);
  await send('warm-up');
}, 120_000);
afterAll(async () => {
  await server.end('SIGKILL');
  data.remove();
});

describe('a server among hostile clients', () => {
  it('does not unpack a gzip bomb', async () => {
    const before = memory();
    const bomb = gzipSync(Buffer.alloc(200 * mebibyte));
    const asking = post({ 'content-encoding': 'gzip', 'content-length': String(bomb.length) });
    asking.end(bomb);
    const [answer] = (await once(asking, 'response')) as [IncomingMessage];
    answer.resume();
    expect(answer.statusCode).toBe(415);
    expect(memory() - before).toBeLessThan(50 * mebibyte);
  });

  it('cuts a body without end after a few megabytes, and keeps none of it', async () => {
    const before = memory();
    const asking = post({ 'transfer-encoding': 'chunked' });
    const closed = new Promise<void>((resolve) => asking.once('close', resolve));
    const piece = Buffer.alloc(65_536, 'x');
    let sent = 0;
    const feed = (): void => {
      while (!asking.destroyed && sent < 1_024 * mebibyte) {
        sent += piece.length;
        if (!asking.write(piece)) {
          asking.once('drain', feed);
          return;
        }
      }
    };
    asking.once('response', (answer) => {
      expect(answer.statusCode).toBe(413);
      answer.resume();
    });
    feed();
    await closed;
    expect(sent).toBeLessThan(100 * mebibyte);
    expect(memory() - before).toBeLessThan(50 * mebibyte);
  });

  it('ends 200 clients that send a byte now and then, and serves others meanwhile', async () => {
    const slow = Array.from({ length: 200 }, dial);
    const closed = slow.map((socket) => once(socket.resume(), 'close').catch(() => undefined));
    const dripping = setInterval(() => {
      for (const socket of slow) if (socket.writable) socket.write('x');
    }, 1_000);
    for (const socket of slow)
      socket.write('POST /api/v1/messages HTTP/1.1\r\nhost: localhost\r\nx: ');
    const answered = await send('meanwhile');
    await Promise.all(closed);
    clearInterval(dripping);
    expect(answered.status).toBe(200);
  }, 30_000);

  it('forgets clients that go away in the middle of their request', async () => {
    const before = memory();
    for (let round = 0; round < 20; round += 1) {
      const leaving = Array.from({ length: 20 }, () => post({ 'content-length': '1000' }));
      await Promise.all(
        leaving.map(async (asking) => {
          const [socket] = (await once(asking, 'socket')) as [Socket];
          if (socket.connecting) await once(socket, 'connect');
          asking.write('{"capability":');
          asking.destroy();
        }),
      );
    }
    const isCalm = await eventually(
      async () => memory() - before < 50 * mebibyte,
      (calm) => calm,
    );
    expect(isCalm).toBe(true);
    expect((await send('after they left')).status).toBe(200);
  });

  it('keeps little for streams that nobody reads', async () => {
    await send('much to read');
    const readers = Array.from({ length: 50 }, () => dial().pause());
    for (const reader of readers) {
      reader.write(
        'GET /api/v1/conversations/much%20to%20read?follow=true&keep_open=true HTTP/1.1\r\nhost: localhost\r\n\r\n',
      );
    }
    const text = 'x'.repeat(50_000);
    const say = async (times: number): Promise<number> => {
      for (let n = 0; n < times; n += 1) {
        await api.call('/api/v1/messages', {
          body: { capability: 'echo', conversation_id: 'much to read', content: { text } },
        });
      }
      return memory();
    };
    // By then the heap has grown as far as it does before garbage is collected; what is kept goes on growing.
    const before = await say(60);
    const grownBy = (await say(120)) - before;
    for (const reader of readers) reader.destroy();
    // 50 readers × 12 MB would be 600 MB.
    expect(grownBy).toBeLessThan(150 * mebibyte);
    expect((await send('after the streams')).status).toBe(200);
  }, 120_000);
});
