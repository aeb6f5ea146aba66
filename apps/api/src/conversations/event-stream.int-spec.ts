import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { ConversationEvent } from '#protocol';
import { EventStream, type EventStreamSettings } from './event-stream.js';

const settings: EventStreamSettings = {
  heartbeatMs: 20,
  maxBufferedBytes: 65_536,
  maxBufferedEvents: 256,
  patienceMs: 200,
};

const eventOf = (id: number, text = ''): ConversationEvent => ({
  id,
  type: 'message.sent',
  conversation_id: 'conv-001',
  at: '2025-09-10T15:35:00.000Z',
  data: { text },
});

/** Events for ever, of 16 KiB or of so many characters; counts how many were taken. */
function flood(size = 16_384): { events: AsyncIterable<ConversationEvent>; taken: () => number } {
  let taken = 0;
  async function* pour(): AsyncGenerator<ConversationEvent, void> {
    for (;;) yield await Promise.resolve(eventOf((taken += 1), 'x'.repeat(size)));
  }
  return { events: pour(), taken: () => taken };
}

describe(EventStream, () => {
  let server: Server;
  let reader: Socket;
  const open = async (): Promise<ServerResponse> => {
    server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    reader = connect((server.address() as AddressInfo).port, '127.0.0.1');
    reader.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    const [, response] = (await once(server, 'request')) as [unknown, ServerResponse];
    return response;
  };
  const readAll = async (): Promise<string> => {
    let text = '';
    for await (const chunk of reader.setEncoding('utf8')) text += chunk as string;
    return text;
  };

  afterEach(() => {
    reader.destroy();
    server.close();
  });

  it('writes events as they come and ends after the last', async () => {
    const response = await open();
    async function* two(): AsyncGenerator<ConversationEvent, void> {
      yield await Promise.resolve(eventOf(1));
      yield await Promise.resolve(eventOf(2));
    }
    const [text] = await Promise.all([readAll(), new EventStream(response, settings).send(two())]);
    expect(text).toContain('content-type: text/event-stream');
    expect(text).toMatch(/retry: \d{4}/);
    expect([...text.matchAll(/^id: (\d)$/gm)].map(([, id]) => id)).toEqual(['1', '2']);
  });

  it('keeps a quiet stream alive', async () => {
    const response = await open();
    const quiet = new AbortController();
    async function* nothing(): AsyncGenerator<ConversationEvent, void> {
      await once(quiet.signal, 'abort');
    }
    const sent = new EventStream(response, settings).send(nothing());
    let text = '';
    for await (const chunk of reader.setEncoding('utf8')) {
      text += chunk as string;
      if (text.split(': heartbeat').length > 3) quiet.abort();
    }
    await sent;
    expect(text).toContain(': heartbeat');
  });

  it('takes no more events than fit while a reader does not read, then lets it go', async () => {
    const response = await open();
    reader.pause();
    const { events, taken } = flood();
    await new EventStream(response, settings).send(events);
    const takenAtEnd = taken();
    expect(response.writableLength).toBeLessThan(settings.maxBufferedBytes * 2);
    const text = await readAll();
    expect(text).toContain('event: lagged');
    expect(text).toContain(`"last_event_id":${String(takenAtEnd)}`);
  });

  it('takes no more than so many small events while a reader does not read', async () => {
    const response = await open();
    reader.pause();
    const { events, taken } = flood(1);
    // Nothing leaves the process: what is written waits in it.
    response.cork();
    const few = { ...settings, maxBufferedBytes: 10_000_000, maxBufferedEvents: 50 };
    const sent = new EventStream(response, few).send(events);
    await sent;
    expect(taken()).toBe(50);
    response.uncork();
    const text = await readAll();
    expect([...text.matchAll(/^id: \d+$/gm)]).toHaveLength(50);
    expect(text).toContain('"last_event_id":50');
  });

  it('lets a slow reader that does read have everything', async () => {
    const response = await open();
    async function* many(): AsyncGenerator<ConversationEvent, void> {
      for (let id = 1; id <= 400; id += 1)
        yield await Promise.resolve(eventOf(id, 'x'.repeat(16_384)));
    }
    const [text] = await Promise.all([readAll(), new EventStream(response, settings).send(many())]);
    expect([...text.matchAll(/^id: \d+$/gm)]).toHaveLength(400);
    expect(text).not.toContain('lagged');
  });

  it('stops taking events when the reader has gone', async () => {
    const response = await open();
    const { events, taken } = flood();
    const sent = new EventStream(response, settings).send(events);
    reader.destroy();
    await sent;
    expect(taken()).toBeGreaterThan(0);
  });
});
