import { ContractFetch } from '../../support/contract-fetch.js';
import { eventually } from '../../support/eventually.js';
import {
  createDataDir,
  ServerUnderTest,
  type RunningServer,
} from '../../support/server-under-test.js';
import { hiddenFacts } from './hidden-facts.js';
import { smallTalk } from './small-talk.js';

interface Observation {
  readonly observation_id: string;
  readonly content: string;
  readonly state: string;
  readonly superseded_by: string | null;
  readonly valid_to: string | null;
  readonly source_message_id: string | null;
}

const turns = 1_000;
const conversations = 10;

/** Texts of one conversation, in order: small talk, and in it what belongs to the facts of its share. */
function linesOf(conversation: number): string[] {
  const each = turns / conversations;
  const lines = Array.from({ length: each }, (_, at) => smallTalk(conversation * each + at));
  hiddenFacts.forEach(({ said, earlier }, no) => {
    if (no % conversations !== conversation) return;
    const at = 10 + ((no * 13) % 30);
    if (earlier !== undefined) lines[at] = `${lines[at] ?? ''} ${earlier.said}`;
    lines[at + 40] = `${lines[at + 40] ?? ''} ${said}`;
  });
  return lines;
}

describe('a memory after a thousand turns of small talk', () => {
  const data = createDataDir();
  let server: RunningServer;
  let api: ContractFetch;

  const say = async (conversation: string, text: string): Promise<void> => {
    const { status } = await api.call('/api/v1/messages', {
      body: { capability: 'chat', content: { text }, conversation_id: conversation },
    });
    expect(status).toBe(200);
  };

  const settled = async (conversation: string): Promise<void> => {
    for await (const event of api.follow(`/api/v1/conversations/${conversation}?follow=true`)) {
      if (event.name === 'conversation.completed') return;
    }
  };

  const observationsOf = async (entity: string): Promise<readonly Observation[]> => {
    const path = `/api/v1/memory/entities/${entity}?agent_id=Host`;
    const { status, body } = await api.call<{ observations: Observation[] }>(path);
    return status === 200 ? body.observations : [];
  };

  beforeAll(async () => {
    server = await ServerUnderTest.start({
      settings: { CAXTON_DATA_DIR: data.path, CAXTON_MAX_BACKLOG: '5000' },
    });
    api = await ContractFetch.of(server.url);
    await api.call('/api/v1/agents', {
      body: {
        name: 'Host',
        capabilities: ['chat'],
        memory: { enabled: true, scope: 'workspace' },
        system_prompt: 'You talk with people.',
      },
    });
    await Promise.all(
      Array.from({ length: conversations }, async (_, no) => {
        const conversation = `talk-${String(no)}`;
        for (const line of linesOf(no)) await say(conversation, line);
        await settled(conversation);
      }),
    );
    // Lessons are taken in order: when the last one is learned, all are.
    await say('last', 'Please note that the last lesson is number 1001.');
    await eventually(
      () => observationsOf('last_lesson'),
      (found) => found.length > 0,
    );
  }, 300_000);

  afterAll(async () => {
    await server.process.stop();
    data.remove();
  });

  it.each(hiddenFacts)('holds that $content', async ({ entity, content, earlier }) => {
    const observations = await observationsOf(entity);
    const current = observations.filter(({ state }) => state === 'current');
    expect(current.map((observation) => observation.content)).toEqual([content]);
    expect(current[0]?.source_message_id).toMatch(/^msg-/);
    if (earlier === undefined) return;
    expect(observations.filter(({ state }) => state === 'superseded')).toEqual([
      expect.objectContaining({
        content: earlier.content,
        superseded_by: current[0]?.observation_id,
        valid_to: expect.any(String) as string,
      }),
    ]);
  });

  it('holds less than five percent of junk beside them', async () => {
    const { body } = await api.call<{ memory: { entities: number } }>('/api/v1/agents/Host/memory');
    const { entities } = body.memory;
    const wanted = hiddenFacts.length + 1;
    expect((entities - wanted) / entities).toBeLessThan(0.05);
  });
});
