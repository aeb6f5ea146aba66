import { callsTools, says, startOpenAiStub, type ModelStub } from '#testing';
import { openChargeDesk, type ChargeDesk } from '../resilience/charge-desk.js';
import { ContractFetch } from '../support/contract-fetch.js';
import { eventually } from '../support/eventually.js';
import {
  createDataDir,
  ServerUnderTest,
  type RunningServer,
} from '../support/server-under-test.js';

interface Said {
  readonly sender: string;
  readonly content: object;
  readonly metadata?: { readonly tainted?: boolean };
}

/** Readers look at something outside, payers pay, and some agents do both. */
describe('a turn that has read content from outside', () => {
  const data = createDataDir();
  let stub: ModelStub;
  let desk: ChargeDesk;
  let server: RunningServer;
  let api: ContractFetch;

  const read = { name: 'http_client', arguments: { method: 'GET', url: '' } };
  const pay = { name: 'http_client', arguments: { method: 'POST', url: '', json: { amount: 7 } } };
  const note = {
    name: 'memory_remember',
    arguments: {
      entity: 'acme',
      facts: [{ content: 'Acme wants invoices paid on Fridays' }],
    },
  };
  const search = { name: 'memory_search', arguments: { query: 'Acme invoices' } };
  const hand = { name: 'send_message', arguments: { capability: 'pay', content: { do: 'pay' } } };

  /** Each agent does what its prompt says, one call an answer, and then tells what came of the last. */
  function script(): void {
    const plans = { READ: read, PAY: pay, HAND: hand, NOTE: note, SEARCH: search };
    stub.script(({ body }) => {
      const messages = body['messages'] as { role: string; content: unknown }[];
      const told = messages.filter(({ role }) => role === 'tool');
      const prompt = JSON.stringify(messages.find(({ role }) => role === 'system')?.content);
      const steps = [...(/(?<=Steps: )[A-Z ]+/.exec(prompt)?.[0].trim().split(' ') ?? [])];
      const step = steps[told.length] as keyof typeof plans | undefined;
      if (step !== undefined) return callsTools(plans[step]);
      return says(JSON.stringify({ told: JSON.stringify(told.at(-1)?.content) }));
    });
  }

  /** Shared with the others; shown in its prompts or only searched. */
  const remembers = (isShown: boolean): object => ({
    tools: ['http_client', 'memory_remember', 'memory_search'],
    memory: {
      ...{ enabled: true, scope: 'workspace', settings: { auto_store: false } },
      context_preparation: { enabled: isShown },
    },
  });

  async function deploy(
    name: string,
    steps: string,
    policy: object = {},
    more: object = {},
  ): Promise<void> {
    const reply = await api.call('/api/v1/agents', {
      body: {
        ...{ name, capabilities: [name.toLowerCase()], tools: ['http_client'] },
        tool_policies: { http_client: policy },
        system_prompt: `Steps: ${steps}.`,
        ...more,
      },
    });
    expect(reply.status).toBe(201);
  }

  beforeAll(async () => {
    [stub, desk] = await Promise.all([startOpenAiStub(), openChargeDesk()]);
    read.arguments.url = desk.url.replace('charges', 'page');
    pay.arguments.url = desk.url;
    script();
    server = await ServerUnderTest.start({
      settings: {
        CAXTON_DATA_DIR: data.path,
        CAXTON_LLM_PROVIDER: 'openai-compatible',
        CAXTON_LLM_BASE_URL: stub.baseUrl,
        CAXTON_LLM_MODEL: 'stub-model',
        CAXTON_LLM_API_KEY: 'key-for-the-test',
        CAXTON_EGRESS_ALLOW: new URL(desk.url).origin,
      },
    });
    api = await ContractFetch.of(server.url);
    await deploy('Pay', 'PAY');
    await deploy('Both', 'READ PAY');
    await deploy('Never', 'READ PAY', { on_taint: 'deny' });
    await deploy('Always', 'READ PAY', { on_taint: 'allow' });
    await deploy('Hands', 'READ HAND');
    await deploy('Notes', 'READ NOTE', {}, remembers(false));
    await deploy('Knows', 'PAY', {}, remembers(true));
    await deploy('Finds', 'SEARCH PAY', {}, remembers(false));
  });

  afterAll(async () => {
    await server.process.stop();
    await Promise.all([stub.close(), desk.close()]);
    data.remove();
  });

  const effects = (): number => desk.effects.length;

  async function send(capability: string, id: string, more: object = {}): Promise<void> {
    const ids = { message_id: id, conversation_id: `talk-${id}` };
    await api.call('/api/v1/messages', {
      body: { capability, content: { do: id }, ...ids, ...more },
    });
  }

  async function untilAsked(id: string): Promise<{ id: string; why: string | null }> {
    const path = `/api/v1/approvals?status=pending&conversation=talk-${id}`;
    const { body } = await eventually(
      () => api.call<{ approvals: { id: string; why: string | null }[] }>(path),
      ({ body: { approvals } }) => approvals.length > 0,
    );
    const [first] = body.approvals;
    if (first === undefined) throw new Error('Nothing is asked.');
    return first;
  }

  async function untilSaid(id: string, sender: string): Promise<Said> {
    const path = `/api/v1/conversations/talk-${id}/messages`;
    const { body } = await eventually(
      () => api.call<{ messages: Said[] }>(path),
      ({ body: { messages } }) => messages.some((one) => one.sender === sender),
    );
    const said = body.messages.findLast((one) => one.sender === sender);
    if (said === undefined) throw new Error(`${sender} says nothing.`);
    return said;
  }

  it('changes something outside only after a person has allowed it', async () => {
    const before = effects();
    await send('both', 'asked');
    const { id, why } = await untilAsked('asked');
    expect(why).toContain('outside');
    expect(effects()).toBe(before);
    await api.call(`/api/v1/approvals/${id}`, { body: { decision: 'approve' } });
    expect(await untilSaid('asked', 'Both')).toMatchObject({ metadata: { tainted: true } });
    expect(effects()).toBe(before + 1);
  });

  it('is refused, or let through, where the policy of the agent says so', async () => {
    const before = effects();
    await send('never', 'refused');
    expect(JSON.stringify(await untilSaid('refused', 'Never'))).toContain('TOOL_TAINTED');
    expect(effects()).toBe(before);
    await send('always', 'allowed');
    await untilSaid('allowed', 'Always');
    expect(effects()).toBe(before + 1);
  });

  it('cannot have another agent do it, while a client can', async () => {
    const before = effects();
    await send('pay', 'plain');
    await untilSaid('plain', 'Pay');
    expect(effects()).toBe(before + 1);
    await send('hands', 'handed');
    const { id } = await untilAsked('handed');
    expect(effects()).toBe(before + 1);
    await api.call(`/api/v1/approvals/${id}`, { body: { decision: 'deny' } });
    expect(JSON.stringify(await untilSaid('handed', 'Pay'))).toContain('APPROVAL_DENIED');
    expect(effects()).toBe(before + 1);
  });

  it('taints by what it remembers the turns that are shown it or find it, until a person clears that', async () => {
    const asked = { content: { text: 'When does Acme want invoices paid?' } };
    await send('knows', 'unknowing', asked);
    await untilSaid('unknowing', 'Knows');
    const before = effects();
    await send('notes', 'noted');
    await untilSaid('noted', 'Notes');
    const entity = '/api/v1/memory/entities/acme';
    const { body } = await api.call<{ observations: { observation_id: string }[] }>(
      `${entity}?agent_id=Knows`,
    );
    expect(body).toMatchObject({ tainted: true, observations: [{ tainted: true }] });
    const why = `/api/v1/memory/observations/${body.observations[0]?.observation_id ?? ''}/why`;
    const source = { created_by: 'Notes', message: { message_id: 'noted' } };
    expect(await api.call(`${why}?agent_id=Knows`)).toMatchObject({
      body: { fact: { tainted: true }, source },
    });
    for (const [capability, id, sender] of [
      ['knows', 'shown', 'Knows'],
      ['finds', 'found', 'Finds'],
    ] as const) {
      await send(capability, id, asked);
      const waiting = await untilAsked(id);
      expect(waiting.why).toContain('recalled what came from outside ("acme")');
      expect(effects()).toBe(before);
      await api.call(`/api/v1/approvals/${waiting.id}`, { body: { decision: 'deny' } });
      expect(await untilSaid(id, sender)).toMatchObject({ metadata: { tainted: true } });
    }
    const cleared = { agent_id: 'Knows', tainted: false };
    const reply = await api.call(`${entity}/taint`, { method: 'PUT', body: cleared });
    expect(reply).toMatchObject({ status: 200, body: { subject: 'acme', tainted: false } });
    await send('knows', 'cleared', asked);
    await untilSaid('cleared', 'Knows');
    expect(effects()).toBe(before + 1);
  });

  it('is one that a client says passes on what others wrote', async () => {
    const before = effects();
    await send('pay', 'passed-on', { metadata: { tainted: true } });
    const { id } = await untilAsked('passed-on');
    await api.call(`/api/v1/approvals/${id}`, { body: { decision: 'deny' } });
    await untilSaid('passed-on', 'Pay');
    expect(effects()).toBe(before);
  });
});
