import { says, startOpenAiStub, type ModelStub } from '#testing';
import { ContractFetch } from '../support/contract-fetch.js';
import { eventually } from '../support/eventually.js';
import { modes, type Ground } from '../support/grounds.js';
import { ServerUnderTest } from '../support/server-under-test.js';
import { describeWith } from '../support/test-servers.js';

interface Talk {
  readonly status: string;
  readonly messages: readonly { readonly sender: string; readonly routed_to?: string }[];
}

/** Whoever asks, whoever is asked by a rule, whoever listens: each message of the workflow once. */
const once = [
  'Analyst to Archivist',
  'Analyst to Reporter',
  'Analyst to the client',
  'Archivist to the client',
  'Reporter to the client',
  'api_client to Analyst',
];

const [embedded] = modes;
if (embedded === undefined) throw new Error('There is no mode.');
const [, title, servers, open] = embedded;

describeWith(servers, `what rules send, ${title}`, () => {
  let stub: ModelStub;
  let ground: Ground;

  beforeEach(async () => {
    [stub, ground] = await Promise.all([startOpenAiStub(() => says('{"done": true}')), open()]);
  });
  afterEach(() => Promise.all([stub.close(), ground.remove()]));

  const settings = (): Record<string, string> => ({
    ...ground.settings,
    ...{ CAXTON_LLM_BASE_URL: stub.baseUrl, CAXTON_LLM_API_KEY: 'key', CAXTON_LLM_MODEL: 'stub' },
    CAXTON_LEASE: '2s',
  });

  const begin = async (api: ContractFetch): Promise<void> => {
    const deploy = (name: string, capability: string, rules: object): Promise<unknown> =>
      api.call('/api/v1/agents', {
        body: { name, capabilities: [capability], system_prompt: `You are ${name}.`, ...rules },
      });
    await deploy('Reporter', 'reporting', {});
    await deploy('Archivist', 'archiving', { subscriptions: [{ to: 'analysis' }] });
    await deploy('Analyst', 'analysis', { on_reply: [{ to: 'reporting' }] });
    const ids = { message_id: 'order-1', conversation_id: 'order' };
    const content = { request: 'Analyse it.' };
    await api.call('/api/v1/messages', { body: { capability: 'analysis', content, ...ids } });
  };

  it.each(['before', 'after'] as const)(
    'goes out once although the process dies %s the commit that sends it',
    async (when) => {
      const fault = { point: 'mailbox.commit', when, nth: 1, fault: 'kill' };
      const first = await ServerUnderTest.start({
        settings: { ...settings(), CAXTON_FAULTS: JSON.stringify([fault]) },
        nodeFlags: ['--conditions=caxton-faults'],
      });
      await begin(await ContractFetch.of(first.url));
      expect(await first.process.end()).toMatchObject({ signal: 'SIGKILL' });
      const second = await ServerUnderTest.start({ settings: settings() });
      try {
        const api = await ContractFetch.of(second.url);
        const { body } = await eventually(
          () => api.call<Talk & Record<string, unknown>>('/api/v1/conversations/order'),
          (seen) => seen.body.status === 'completed',
        );
        const sent = body.messages.map(
          ({ sender, routed_to: to = 'the client' }) => `${sender} to ${to}`,
        );
        expect(sent.sort()).toEqual(once);
      } finally {
        await second.process.stop();
      }
    },
    120_000,
  );
});
