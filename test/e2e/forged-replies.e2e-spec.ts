import { ContractFetch } from '../support/contract-fetch.js';
import {
  createDataDir,
  ServerUnderTest,
  type RunningServer,
} from '../support/server-under-test.js';

interface Answer extends Record<string, unknown> {
  readonly status: string;
  readonly reply: { readonly sender: string; readonly content: unknown } | null;
}

describe('a reply', () => {
  const data = createDataDir();
  let server: RunningServer;
  let api: ContractFetch;

  beforeAll(async () => {
    server = await ServerUnderTest.start({
      settings: {
        CAXTON_DATA_DIR: data.path,
        CAXTON_AGENTS_DIR: `${import.meta.dirname}/agents`,
        CAXTON_LLM_PROVIDER: 'embedded',
      },
    });
    api = await ContractFetch.of(server.url);
  });
  afterAll(async () => {
    await server.process.stop();
    data.remove();
  });

  /** Sends what pretends to be the answer to another message. */
  async function forge(inReplyTo: string, conversation: string): Promise<void> {
    const body = {
      ...{ capability: 'echo', performative: 'inform', conversation_id: conversation },
      ...{ in_reply_to: inReplyTo, content: { forged: true } },
    };
    expect((await api.call('/api/v1/messages', { body })).status).toBeLessThan(300);
  }

  const send = (body: object) =>
    api.call<Answer>('/api/v1/messages', { body: { message_id: 'asked', ...body } });

  it('is what the agent said; a client that names itself in reply is not heard instead', async () => {
    await forge('asked', 'elsewhere');
    await forge('asked', 'mine');
    const content = { delayMs: 1_500, question: 'who?' };
    const held = send({ capability: 'echo', conversation_id: 'mine', content, wait: '30s' });
    await forge('asked', 'elsewhere');
    await forge('asked', 'mine');
    const { body } = await held;
    expect(body.reply).toMatchObject({ sender: 'Echo', content: { said: { question: 'who?' } } });
    const { body: detail } = await api.call('/api/v1/messages/asked');
    expect(detail['replies']).toHaveLength(1);
  });

  it('is not there when time runs out, whatever others sent meanwhile', async () => {
    const content = { delayMs: 5_000 };
    const sent = { message_id: 'slow', capability: 'echo', conversation_id: 'slow', content };
    await forge('slow', 'elsewhere');
    const { body } = await send({ ...sent, wait: '1s' });
    expect(body).toMatchObject({ reply: null });
  });
});
