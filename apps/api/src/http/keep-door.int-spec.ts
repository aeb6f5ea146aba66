import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import type { DoorSettings } from './door.js';
import { keepDoor } from './keep-door.js';
import { Refusals } from './refusals.js';

/** Every process is behind, and a pass takes too long from its third request on. */
const narrow: DoorSettings = { most: 2, patienceMs: 0, everyMs: 5, busyShare: 0 };

/** Nobody works that hard. */
const wide: DoorSettings = { ...narrow, busyShare: 2 };

describe(keepDoor, () => {
  let server: Server;
  let answered: string[];
  let refusals: Refusals;

  async function open(settings: DoorSettings): Promise<void> {
    answered = [];
    refusals = new Refusals();
    server = createServer((request, response) => {
      answered.push(request.url ?? '');
      response.end('answered');
    });
    keepDoor(
      server,
      { refusals, clock: { now: () => 0, monotonic: () => performance.now() } },
      settings,
    );
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  }

  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  /** Sends all in one piece, so that they arrive in one pass; gives the answers in order. */
  async function sendTogether(...paths: readonly string[]): Promise<string[]> {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    let received = '';
    socket.setEncoding('utf8').on('data', (text: string) => (received += text));
    const head = 'host: localhost\r\ncontent-length: 2\r\n';
    socket.write(paths.map((path) => `POST ${path} HTTP/1.1\r\n${head}\r\n{}`).join(''));
    const answers = (): string[] => received.split('HTTP/1.1 ').slice(1);
    while (answers().length < paths.length) await once(socket, 'data');
    socket.destroy();
    return answers();
  }

  const statuses = (answers: readonly string[]): string[] => answers.map((one) => one.slice(0, 3));

  /** Until the door has seen that the process is behind. */
  async function untilBehind(): Promise<void> {
    for (;;) if (statuses(await sendTogether('/1', '/2', '/3')).includes('503')) return;
  }

  it('turns away what a pass has no time for, and lets the next pass in', async () => {
    await open(narrow);
    await untilBehind();
    answered = [];
    expect(statuses(await sendTogether('/a', '/b', '/c', '/d'))).toEqual([
      ...['200', '200'],
      ...['503', '503'],
    ]);
    expect(statuses(await sendTogether('/e'))).toEqual(['200']);
    expect(answered).toEqual(['/a', '/b', '/e']);
  });

  it('says when to come back, in the envelope of every error, and counts messages', async () => {
    await open(narrow);
    await untilBehind();
    const before = refusals.figures.get('UNAVAILABLE') ?? 0;
    const answers = await sendTogether('/a', '/b', '/api/v1/messages');
    const [head = '', body = ''] = answers[2]?.split('\r\n\r\n') ?? [];
    expect(head.toLowerCase()).toContain('retry-after: 2');
    expect(JSON.parse(body)).toMatchObject({
      error: {
        code: 'UNAVAILABLE',
        details: { retry_after: 2 },
        timestamp: '1970-01-01T00:00:00.000Z',
        request_id: expect.stringMatching(/^req-/) as string,
      },
    });
    expect(head).toContain(
      (JSON.parse(body) as { error: { request_id: string } }).error.request_id,
    );
    expect(refusals.figures.get('UNAVAILABLE')).toBe(before + 1);
  });

  it('lets probes pass, and nothing that only begins like one', async () => {
    await open(narrow);
    await untilBehind();
    const probes = ['/health/ready', '/health/live?x=1', '/api/v1/health'];
    const answers = await sendTogether('/a', '/b', ...probes, '/health/x', '/api/v1/healthy');
    expect(statuses(answers)).toEqual(['200', '200', '200', '200', '200', '503', '503']);
  });

  it('is open to a crowd while the process is not behind', async () => {
    await open(wide);
    const crowd = Array.from({ length: 50 }, (_each, index) => `/${String(index)}`);
    for (let n = 0; n < 5; n += 1) {
      expect(new Set(statuses(await sendTogether(...crowd)))).toEqual(new Set(['200']));
    }
  });
});
