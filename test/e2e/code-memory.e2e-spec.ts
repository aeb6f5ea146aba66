import { join } from 'node:path';
import { packageRoot } from '#platform';
import { ContractFetch } from '../support/contract-fetch.js';
import {
  createDataDir,
  ServerUnderTest,
  type RunningServer,
} from '../support/server-under-test.js';

interface Answer {
  readonly message_id: string;
  readonly status: string;
  readonly reply: { readonly performative: string; readonly content: Record<string, unknown> };
}

describe('a code agent with a memory: the example of the documentation', () => {
  const data = createDataDir();
  let server: RunningServer;
  let api: ContractFetch;

  beforeAll(async () => {
    const settings = {
      CAXTON_DATA_DIR: data.path,
      CAXTON_AGENTS_DIR: join(packageRoot(), 'examples/agents'),
    };
    server = await ServerUnderTest.start({ settings });
    api = await ContractFetch.of(server.url);
  });
  afterAll(async () => {
    await server.process.stop();
    data.remove();
  });

  const tell = async (content: object, conversation: string): Promise<Answer> => {
    const body = { capability: 'keep-notes', content, conversation_id: conversation, wait: '30s' };
    return (await api.call<Answer>('/api/v1/messages', { body })).body;
  };

  it('is listed with its memory, like any other', async () => {
    expect(await api.call('/api/v1/agents/NoteKeeper')).toMatchObject({
      body: { type: 'code', memory: { enabled: true, scope: 'workspace' } },
    });
  });

  it('remembers what it is told, with the message that it came from', async () => {
    const told = await tell({ about: 'Acme', note: 'Acme wants deliveries on Fridays' }, 'conv-1');
    expect(told).toMatchObject({
      status: 'completed',
      reply: { performative: 'inform', content: { entity: 'acme', facts: 1, memory_used: [] } },
    });
    const { body } = await api.call('/api/v1/memory/entities/acme?agent_id=NoteKeeper');
    expect(body).toMatchObject({
      entity_type: 'customer',
      observations: [
        {
          content: 'Acme wants deliveries on Fridays',
          created_by: 'NoteKeeper',
          source_message_id: told.message_id,
        },
      ],
    });
  });

  it('answers from it in another conversation, names it, and the use is on record', async () => {
    const told = await tell({ question: 'When does Acme want its deliveries?' }, 'conv-2');
    expect(told.reply.content).toMatchObject({
      answers: [{ entity: 'acme', content: 'Acme wants deliveries on Fridays' }],
      memory_used: ['acme'],
    });
    const path = '/api/v1/memory/entities/acme?agent_id=NoteKeeper';
    const { body } = await api.call<{ observations: { observation_id: string }[] }>(path);
    const id = body.observations[0]?.observation_id ?? '';
    expect(
      await api.call(`/api/v1/memory/observations/${id}/why?agent_id=NoteKeeper`),
    ).toMatchObject({ body: { uses: 1, used_in: [{ message_id: told.message_id }] } });
    const { body: steps } = await api.call(`/api/v1/messages/${told.message_id}/steps`);
    expect(steps).toMatchObject({ steps: [{ name: 'memory_search', state: 'done' }] });
  });

  it('learns nothing from its turns by itself: code says what is to be remembered', async () => {
    await tell({ question: 'The delivery address of Globex is Dock 7' }, 'conv-3');
    const { body } = await api.call('/api/v1/agents/NoteKeeper/memory');
    expect(body).toMatchObject({ memory: { entities: 1 } });
  });
});
