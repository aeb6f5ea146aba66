import { callsTools, says, startOpenAiStub } from '#testing';
import { ContractFetch } from '../support/contract-fetch.js';
import { eventually } from '../support/eventually.js';
import { onRedis, type Ground } from '../support/grounds.js';
import { OtlpCollector } from '../support/otlp-collector.js';
import type { HeardSpan } from '../support/otlp-messages.js';
import { ServerUnderTest, type RunningServer } from '../support/server-under-test.js';
import { describeWith } from '../support/test-servers.js';
import { WebhookReceiver } from '../support/webhook-receiver.js';

const agent = {
  name: 'Clerk',
  capabilities: ['clerking'],
  system_prompt: 'Answer.',
  tools: ['date_time'],
};

/** The trace that the client is in. */
const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
const client = '00f067aa0ba902b7';
const headers = { traceparent: `00-${trace}-${client}-01` };

type Part = 'api' | 'worker';

const named = (spans: readonly HeardSpan[], name: string): HeardSpan | undefined =>
  spans.find((span) => span.name === name);

describeWith(['postgres', 'redis'], 'the trace of a message over two processes', () => {
  const running = new Map<Part, RunningServer>();
  let ground: Ground;
  let collector: OtlpCollector;
  let stub: Awaited<ReturnType<typeof startOpenAiStub>>;
  let receiver: WebhookReceiver;
  let api: ContractFetch;
  let answered: string | null;
  let spans: readonly HeardSpan[];
  let ids: { readonly message_id: string; readonly conversation_id: string };

  const start = async (
    command: [Part, 'start'],
    settings: Record<string, string>,
  ): Promise<string> => {
    const server = await ServerUnderTest.start({
      command,
      settings: {
        ...ground.settings,
        CAXTON_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
        CAXTON_EGRESS_ALLOW: receiver.url,
        CAXTON_LOG_LEVEL: 'debug',
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint,
        OTEL_BSP_SCHEDULE_DELAY: '100',
        ...settings,
      },
    });
    running.set(command[0], server);
    return server.url;
  };

  beforeAll(async () => {
    [ground, collector, stub, receiver] = await Promise.all([
      ...([onRedis(), OtlpCollector.start(), startOpenAiStub(), WebhookReceiver.start()] as const),
    ]);
    const starting = start(['worker', 'start'], {
      CAXTON_LLM_BASE_URL: stub.baseUrl,
      CAXTON_LLM_MODEL: 'stub-model',
      CAXTON_LLM_API_KEY: 'key-for-the-test',
      OTEL_SERVICE_NAME: 'clerks',
    });
    const url = await start(['api', 'start'], { OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' });
    await starting;
    api = await ContractFetch.of(url);
    await api.call('/api/v1/agents', { body: agent });
    await api.call('/api/v1/webhooks', {
      body: { url: receiver.url, events: ['message.response'] },
    });
    stub.script(callsTools({ name: 'date_time', arguments: { operation: 'now' } }), says('Late.'));
    const body = { capability: 'clerking', content: { text: 'What time is it?' }, wait: '20s' };
    const response = await fetch(`${url}/api/v1/messages`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    answered = response.headers.get('traceparent');
    ids = (await response.json()) as typeof ids;
    spans = await eventually(
      () => Promise.resolve(collector.spans.filter(({ traceId }) => traceId === trace)),
      (heard) => named(heard, 'webhook.deliver') !== undefined && heard.length >= 8,
    );
  });
  afterAll(async () => {
    await Promise.all([...running.values()].map(({ process }) => process.stop()));
    await Promise.all([receiver.stop(), stub.close(), collector.stop()]);
    await ground.remove();
  });

  it('begins where its sender says, and the answer says which span took it', () => {
    const request = named(spans, 'POST /api/v1/messages');
    expect(request?.parentSpanId).toBe(client);
    expect(answered).toBe(`00-${trace}-${request?.spanId ?? ''}-01`);
  });

  it('shows accepting, waiting, the turn, calls of model and tool, and the webhook, each below what led to it', () => {
    const below = (name: string): string | undefined => {
      const { parentSpanId } = named(spans, name) ?? {};
      return spans.find(({ spanId }) => spanId === parentSpanId)?.name;
    };
    const shown = ['message.accept', 'message.wait', 'agent.turn', 'model.call', 'tool.call'];
    expect([...shown, 'webhook.deliver'].map(below)).toEqual([
      'POST /api/v1/messages',
      'message.accept',
      'message.accept',
      'agent.turn',
      'agent.turn',
      'agent.turn',
    ]);
  });

  it('goes on in the process that takes the message, under its own name', () => {
    const [accept, turn] = ['message.accept', 'agent.turn'].map((name) => named(spans, name));
    expect(accept?.service).toBe('caxton');
    expect(turn?.service).toBe('clerks');
    expect(turn?.instance).not.toBe(accept?.instance);
    expect([...collector.types].sort()).toEqual(['application/json', 'application/x-protobuf']);
  });

  it('names the message and its conversation, and how long each took', () => {
    const known = {
      'caxton.message_id': ids.message_id,
      'caxton.conversation_id': ids.conversation_id,
    };
    for (const name of ['message.accept', 'message.wait', 'agent.turn']) {
      expect(named(spans, name)?.attributes).toMatchObject(known);
    }
    expect(named(spans, 'agent.turn')?.attributes).toMatchObject({
      'caxton.agent': 'Clerk',
      'caxton.outcome': 'completed',
    });
    expect(named(spans, 'tool.call')?.attributes).toMatchObject({ 'caxton.tool': 'date_time' });
    expect(spans.filter(({ took }) => took < 0)).toEqual([]);
  });

  it('is told to the receiver of a webhook, who may go on with it', () => {
    const { spanId = '' } = named(spans, 'webhook.deliver') ?? {};
    expect(receiver.received[0]?.headers['traceparent']).toBe(`00-${trace}-${spanId}-01`);
  });

  it('stands in the log beside the ids of message and conversation, in both processes', async () => {
    const [atApi, atWorker] = [running.get('api')?.process, running.get('worker')?.process];
    const { message_id, conversation_id } = ids;
    const known = { trace_id: trace, message_id, conversation_id };
    expect(atApi?.told('Answered a request.')).toContainEqual(
      expect.objectContaining({ ...known, request_id: expect.any(String) as string }),
    );
    expect(atWorker?.told('A turn has run.')).toContainEqual(expect.objectContaining(known));
    // Its span ends before what became of it is written, and that before it is in the log.
    const told = () => Promise.resolve(atWorker?.told('A webhook was told.') ?? []);
    expect(await eventually(told, (lines) => lines.length > 0)).toContainEqual(
      expect.objectContaining({ conversation_id, delivery: expect.any(String) as string }),
    );
  });
});
