import { connect, type AddressInfo, type Socket } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import { ProtocolError, type ConversationEvent } from '#protocol';
import { createSilentLogger, systemCaller, systemClock } from '#platform';
import { localPrincipal, type Authenticator, type Principal } from '#identity';
import type { ConversationFollower } from '#messaging';
import { notePrincipal } from '../http/principal-of-request.js';
import { Shutdown } from '../http/shutdown.js';
import { ConversationStreams } from './conversation-streams.js';
import { ReaderWatch } from './reader-watch.js';

const said = (id: number): ConversationEvent => ({
  ...{ id, type: 'message.accepted', conversation_id: 'conv-1', data: {} },
  at: '2025-09-10T15:35:00.000Z',
});

/** Tells an event whenever the test says something, until its reader leaves. */
class TalkingFollower {
  private id = 0;
  private wake: () => void = () => undefined;

  say(): void {
    this.id += 1;
    this.wake();
  }

  follow(
    _caller: unknown,
    _id: string,
    { signal }: { readonly signal: AbortSignal },
  ): Promise<AsyncGenerator<ConversationEvent, void>> {
    signal.addEventListener('abort', () => {
      this.wake();
    });
    return Promise.resolve(this.events(signal));
  }

  private async *events(signal: AbortSignal): AsyncGenerator<ConversationEvent, void> {
    for (let told = 0; !signal.aborted;) {
      if (told < this.id) yield said((told += 1));
      else await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }
}

/** Knows one key until it is taken away. */
class KeyDesk {
  asked = 0;
  isTaken = true;
  isReachable = true;
  tell: (principalId: string) => void = () => undefined;
  listeners = 0;

  readonly authenticator = {
    identify: (shown: { apiKey: string | undefined }): Promise<Principal> => {
      this.asked += 1;
      if (!this.isReachable) return Promise.reject(new Error('The database is away'));
      if (this.isTaken && shown.apiKey === 'cxk_1') return Promise.resolve(localPrincipal);
      return Promise.reject(new ProtocolError('UNAUTHORIZED', 'The API key is not valid'));
    },
  } as unknown as Authenticator;

  hearChanges = (changed: (principalId: string) => void): (() => void) => {
    this.listeners += 1;
    this.tell = changed;
    return () => (this.listeners -= 1);
  };
}

const never = 1_000_000;

describe(ReaderWatch, () => {
  let server: FastifyInstance;
  let follower: TalkingFollower;
  let desk: KeyDesk;
  let reader: Socket;
  let text: string;

  const follow = async (everyMs: number, kind: Principal['kind'] = 'key'): Promise<void> => {
    const streams = new ConversationStreams(
      {
        follower: follower as unknown as ConversationFollower,
        readers: new ReaderWatch(desk, everyMs),
        ...{ shutdown: new Shutdown(), log: createSilentLogger(), clock: systemClock },
      },
      { most: 10, patienceMs: 10_000 },
    );
    server.get('/', async (request, reply) => {
      notePrincipal(request, { ...localPrincipal, kind, id: 'key-1' });
      const asked = { conversationId: 'conv-1', after: 0, keepOpen: true };
      await streams.serve(systemCaller, asked, reply);
    });
    await server.listen({ port: 0, host: '127.0.0.1' });
    reader = connect((server.server.address() as AddressInfo).port, '127.0.0.1');
    reader.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    reader.write('GET / HTTP/1.1\r\nHost: x\r\nX-API-Key: cxk_1\r\n\r\n');
    follower.say();
    await seen('id: 1');
  };
  const seen = async (part: string): Promise<void> => {
    while (!text.includes(part)) await new Promise((resolve) => reader.once('data', resolve));
  };
  const ended = async (): Promise<void> => {
    if (!reader.closed) await new Promise((resolve) => reader.once('close', resolve));
  };

  beforeEach(() => {
    [server, follower, desk, text] = [fastify(), new TalkingFollower(), new KeyDesk(), ''];
  });
  afterEach(async () => {
    reader.destroy();
    await server.close();
  });

  it('ends a stream as soon as the key of its reader is revoked, and names why', async () => {
    await follow(never);
    desk.isTaken = false;
    desk.tell('key-1');
    await ended();

    expect(text).toMatch(/event: error\ndata: \{"error":\{"code":"UNAUTHORIZED"/);
    expect(desk.listeners).toBe(0);
  });

  it('ends a stream whose credentials ran out, although nobody told of it', async () => {
    await follow(20);
    desk.isTaken = false;
    await ended();

    expect(text).toContain('"code":"UNAUTHORIZED"');
  });

  it('tells nothing of what is said after a revocation was heard', async () => {
    await follow(never);
    desk.isTaken = false;
    desk.tell('key-1');
    await Promise.resolve();
    follower.say();
    await ended();

    expect(text).not.toContain('id: 2');
  });

  it('asks nothing when others change, and goes on while nobody can be asked', async () => {
    await follow(never);
    desk.isTaken = false;
    desk.tell('key-2');
    expect(desk.asked).toBe(0);
    desk.isReachable = false;
    desk.tell('key-1');
    expect(desk.asked).toBe(1);
    follower.say();
    await seen('id: 2');
    expect(text).not.toContain('UNAUTHORIZED');
  });

  it('asks nothing about the local developer', async () => {
    await follow(1, 'local');
    follower.say();
    await seen('id: 2');
    expect([desk.asked, desk.listeners]).toEqual([0, 0]);
  });
});
