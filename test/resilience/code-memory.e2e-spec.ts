import { join } from 'node:path';
import { ContractFetch } from '../support/contract-fetch.js';
import type { TestDatabase } from '../support/databases.js';
import { eventually } from '../support/eventually.js';
import { createReadyDatabase } from '../support/migrated-database.js';
import { ServerUnderTest } from '../support/server-under-test.js';
import { describeWith } from '../support/test-servers.js';

const path = '/api/v1/messages/note-1';

describeWith(['postgres'], 'a code agent whose worker dies after it noted something', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createReadyDatabase();
  });
  afterEach(() => database.drop());

  const settings = (): Record<string, string> => ({
    CAXTON_DATABASE_URL: database.url,
    CAXTON_AGENTS_DIR: join(import.meta.dirname, 'step-agents'),
    CAXTON_LLM_PROVIDER: 'embedded',
    CAXTON_LEASE: '2s',
  });

  it('finds in the next attempt what it found, and has noted it once', async () => {
    const order = { point: 'mailbox.commit', when: 'before', fault: 'kill' };
    const first = await ServerUnderTest.start({
      settings: { ...settings(), CAXTON_FAULTS: JSON.stringify([order]) },
      nodeFlags: ['--conditions=caxton-faults'],
    });
    const dying = await ContractFetch.of(first.url);
    const acme = { agent_id: 'Keeper', entity_name: 'acme', entity_type: 'fact' };
    await dying.call('/api/v1/memory/entities', {
      body: { ...acme, observations: ['Acme buys bolts'] },
    });
    const content = { about: 'Acme', note: 'Acme pays late' };
    const ids = { message_id: 'note-1', conversation_id: 'notes' };
    await dying.call('/api/v1/messages', { body: { capability: 'keep', content, ...ids } });
    expect(await first.process.end()).toMatchObject({ signal: 'SIGKILL' });

    const second = await ServerUnderTest.start({ settings: settings() });
    try {
      const api = await ContractFetch.of(second.url);
      await eventually(
        () => api.call<{ status: string }>(path),
        ({ body }) => body.status === 'completed',
      );
      const { body: talk } = await api.call<{ messages: { content: unknown }[] }>(
        '/api/v1/conversations/notes/messages',
      );
      expect(talk.messages.at(-1)?.content).toEqual({
        found: ['Acme buys bolts'],
        facts: 1,
        memory_used: ['acme'],
      });
      const { body: steps } = await api.call<{ steps: { name: string }[] }>(`${path}/steps`);
      expect(steps.steps.map(({ name }) => name)).toEqual([
        ...['memory_search', 'memory_remember', 'outside'],
      ]);
      const { body } = await api.call('/api/v1/memory/entities/acme?agent_id=Keeper');
      expect(body).toMatchObject({
        version: 2,
        observations: [
          { content: 'Acme buys bolts' },
          { content: 'Acme pays late', source_message_id: 'note-1' },
        ],
      });
    } finally {
      await second.process.stop();
    }
  });
});
