import { once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import type { ConversationEvent } from '#protocol';
import { systemCaller, systemClock, type Logger } from '#platform';
import { localPrincipal, type Identity } from '#identity';
import type { ConversationFollower } from '#messaging';
import { tookTooLong } from '../http/answer-in-time.js';
import { notePrincipal } from '../http/principal-of-request.js';
import { Shutdown } from '../http/shutdown.js';
import { ConversationStreams } from './conversation-streams.js';
import { ReaderWatch } from './reader-watch.js';

const event: ConversationEvent = {
  id: 1,
  type: 'conversation.completed',
  conversation_id: 'conv-1',
  at: '2025-09-10T15:35:00.000Z',
  data: {},
};
const asked = { conversationId: 'conv-1', after: 0, keepOpen: false };

/** Readers here are the local developer: nobody is asked who they are. */
const nobodyElse = {} as Identity;

/** A follower whose look into the database takes as long as the test wants. */
class SlowFollower {
  /** Streams that somebody began to read. */
  begun = 0;
  find: () => void = () => undefined;
  private readonly found = new Promise<void>((resolve) => (this.find = resolve));

  async follow(): Promise<AsyncGenerator<ConversationEvent, void>> {
    await this.found;
    return this.events();
  }

  private async *events(): AsyncGenerator<ConversationEvent, void> {
    this.begun += 1;
    yield await Promise.resolve(event);
  }
}

describe(ConversationStreams, () => {
  let server: FastifyInstance;
  let reader: Socket;
  let follower: SlowFollower;
  let warnings: string[];
  /** Wrapped: a reply is a promise of its own end. */
  let served: Promise<{ readonly reply: FastifyReply }>;
  /** Resolves when the serving of the one request has ended. */
  let ended: Promise<unknown>;

  beforeEach(async () => {
    follower = new SlowFollower();
    warnings = [];
    const log = { warn: (_facts: unknown, text: string) => warnings.push(text) };
    const streams = new ConversationStreams(
      {
        follower: follower as unknown as ConversationFollower,
        readers: new ReaderWatch(nobodyElse),
        ...{ shutdown: new Shutdown(), log: log as unknown as Logger, clock: systemClock },
      },
      { most: 1, patienceMs: 10_000 },
    );
    server = fastify();
    served = new Promise((serve) => {
      server.get('/', async (_request, reply) => {
        notePrincipal(reply.request, localPrincipal);
        ended = streams.serve(systemCaller, asked, reply);
        serve({ reply });
        await ended;
      });
    });
    await server.listen({ port: 0, host: '127.0.0.1' });
    reader = connect((server.server.address() as AddressInfo).port, '127.0.0.1');
    reader.setEncoding('utf8').write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  });
  afterEach(async () => {
    reader.destroy();
    await server.close();
  });

  const readAll = async (): Promise<string> => {
    let text = '';
    for await (const chunk of reader) text += chunk as string;
    return text;
  };

  it('streams the events to a reader that is there', async () => {
    await served;
    follower.find();
    const text = await readAll();
    await ended;
    expect(text).toContain('event: conversation.completed');
    expect({ begun: follower.begun, warnings }).toEqual({ begun: 1, warnings: [] });
  });

  it('begins no stream for a reader that left before, and finds nothing to warn of', async () => {
    const { reply } = await served;
    reader.destroy();
    await once(reply.raw, 'close');
    follower.find();
    await ended;
    expect({ begun: follower.begun, warnings }).toEqual({ begun: 0, warnings: [] });
  });

  it('begins no stream after the reader was told that it takes too long', async () => {
    const { reply } = await served;
    const late = tookTooLong();
    void reply.code(503).header('connection', 'close').send({ error: late.code });
    const text = await readAll();
    follower.find();
    await ended;
    expect(text).toMatch(/^HTTP\/1.1 503 /);
    expect({ begun: follower.begun, warnings }).toEqual({ begun: 0, warnings: [] });
  });
});
