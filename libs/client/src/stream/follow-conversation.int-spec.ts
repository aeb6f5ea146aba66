import { CaxtonClient } from '../caxton-client.js';
import { frame, json, hangUp, refuse, ScriptedServer, stream } from '../scripted-server.fixture.js';
import { followConversation } from './follow-conversation.js';
import type { FollowOptions } from './follow-options.js';

describe(followConversation, () => {
  let server: ScriptedServer;
  let client: CaxtonClient;

  const read = async (options: FollowOptions = {}, most = 100): Promise<string[]> => {
    const seen: string[] = [];
    for await (const { id, type } of client.conversations.follow('c/1', options)) {
      seen.push(`${String(id ?? '-')} ${type}`);
      if (seen.length === most) break;
    }
    return seen;
  };
  const asked = (): unknown[] => server.received.map(({ headers }) => headers['last-event-id']);

  beforeEach(async () => {
    server = await ScriptedServer.start();
    client = new CaxtonClient(server.url);
  });
  afterEach(async () => server.stop());

  const one = frame(1, 'message.accepted');
  const two = frame(2, 'turn.started');
  const end = frame(3, 'conversation.completed');

  it('gives the events until the conversation is completed', async () => {
    server.will(stream(`${one}: heartbeat\n\n${two}${end}`));
    expect(await read()).toEqual([
      '1 message.accepted',
      '2 turn.started',
      '3 conversation.completed',
    ]);
    expect(server.received[0]?.url).toBe('/api/v1/conversations/c%2F1?follow=true');
  });

  it('goes on after the last number when a stream is cut, and gives nothing twice', async () => {
    server.will(
      stream(one, 'cut'),
      hangUp,
      refuse(503, 'UNAVAILABLE'),
      stream(`${one}${two}${end}`),
    );
    expect(await read()).toEqual([
      '1 message.accepted',
      '2 turn.started',
      '3 conversation.completed',
    ]);
    expect(asked()).toEqual(['0', '1', '1', '1']);
  });

  it('takes the number of what was told live, without telling it again', async () => {
    const live = frame(undefined, 'turn.started');
    server.will(stream(`${one}${live}id: 2\n: turn.started, told above\n\n`, 'cut'), stream(end));
    expect(await read()).toEqual([
      '1 message.accepted',
      '- turn.started',
      '3 conversation.completed',
    ]);
    expect(asked()).toEqual(['0', '2']);
  });

  it('begins after the event that is known already', async () => {
    server.will(stream(end));
    expect(await read({ after: 2 })).toEqual(['3 conversation.completed']);
    expect(asked()).toEqual(['2']);
  });

  it('ends when it is known to the end already', async () => {
    server.will(stream(''), json({ id: 'c/1', pending: 0 }));
    expect(await read({ after: 3 })).toEqual([]);
  });

  it('goes on when a stream ends in good order before the conversation does', async () => {
    server.will(stream(one), stream(''), json({ id: 'c/1', pending: 1 }), stream(`${two}${end}`));
    expect(await read()).toEqual([
      '1 message.accepted',
      '2 turn.started',
      '3 conversation.completed',
    ]);
  });

  it('comes back when it was let go because it read too slowly, or because the source failed', async () => {
    const lagged = 'event: lagged\ndata: {"last_event_id":1}\n\n';
    const failed = 'event: error\ndata: {"error":{"code":"UNAVAILABLE","message":"No."}}\n\n';
    server.will(stream(`${one}${lagged}`), stream(`${two}${failed}`), stream(end));
    expect(await read()).toEqual([
      '1 message.accepted',
      '2 turn.started',
      '3 conversation.completed',
    ]);
  });

  it('gives up a stream that is silent, and resumes it', async () => {
    server.will(stream(one, 'open'), stream(`${two}${end}`));
    expect(await read({ silenceMs: 100 })).toHaveLength(3);
  });

  it('stays over the end of the conversation when it is asked to', async () => {
    server.will(stream(end), stream(frame(4, 'message.accepted'), 'open'));
    expect(await read({ keepOpen: true }, 2)).toEqual([
      '3 conversation.completed',
      '4 message.accepted',
    ]);
    expect(server.received[0]?.url).toContain('keep_open=true');
  });

  it('hangs up when its reader leaves', async () => {
    const gone = new Promise<void>((resolve) => {
      server.will((response, request) => {
        response.on('close', resolve);
        stream(one, 'open')(response, request);
      });
    });
    expect(await read({}, 1)).toEqual(['1 message.accepted']);
    await expect(gone).resolves.toBeUndefined();
  });

  it('ends when its signal is aborted, with the reason', async () => {
    const abort = new AbortController();
    const reason = new Error('Enough.');
    server.will((response, request) => {
      stream(one, 'open')(response, request);
      setTimeout(() => {
        abort.abort(reason);
      }, 50);
    });
    await expect(read({ signal: abort.signal })).rejects.toBe(reason);
  });

  it('says at once that there is no such conversation', async () => {
    server.will(refuse(404, 'CONVERSATION_NOT_FOUND'));
    await expect(read()).rejects.toMatchObject({ code: 'CONVERSATION_NOT_FOUND' });
  });

  it('gives up when it comes back so often without getting anywhere', async () => {
    server.will(stream(one, 'cut'), hangUp, hangUp);
    await expect(read({ attempts: 2 })).rejects.toMatchObject({ code: 'CONNECTION_FAILED' });
    expect(server.received).toHaveLength(3);
  });
});
