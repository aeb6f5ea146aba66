import { namesake, sharedTalk, type Estate } from './estate.js';
import type { Call } from './tenant.js';

const post = (path: string, body: object): Call => ({ method: 'POST', path, body });

/** Writes and searches whose bodies name what is in an estate; none of them may tell of it. */
export function crossings(estate: Estate): Call[] {
  return [...inMessages(estate), ...inMemory(estate), ...elsewhere(estate)];
}

function inMessages(estate: Estate): Call[] {
  const talk = { content: { text: 'Hi' } };
  return [
    post('/api/v1/messages', { ...talk, receiver: estate.agent }),
    post('/api/v1/messages', { ...talk, capability: estate.capability }),
    post('/api/v1/messages?dry_run=true', { ...talk, capability: estate.capability }),
    post('/api/v1/messages', {
      ...{ ...talk, capability: estate.capability, routing_strategy: 'broadcast' },
    }),
    post('/api/v1/messages', {
      ...{ ...talk, capability: 'namesake', in_reply_to: estate.message, wait: '5s' },
    }),
    post('/api/v1/messages', {
      ...{ ...talk, capability: 'namesake', message_id: estate.message, wait: '5s' },
      conversation_id: estate.conversation,
    }),
    post('/api/v1/messages', {
      ...{ capability: 'namesake', conversation_id: sharedTalk, wait: '5s' },
      content: {
        artifact_id: estate.artifact,
        data_source: `/api/v1/artifacts/${estate.artifact}`,
      },
    }),
  ];
}

function inMemory(estate: Estate): Call[] {
  const own = { agent_id: namesake, entity_type: 'note' };
  return [
    post(`/api/v1/agents/${namesake}/memory/search`, {
      query: estate.entity,
      include_relations: true,
    }),
    post('/api/v1/memory/entities', {
      ...{
        ...own,
        entity_name: 'ours',
        observations: [{ content: 'Ours', derived_from: [estate.fact] }],
      },
    }),
    post('/api/v1/memory/relations', {
      ...{ agent_id: namesake, from_entity: estate.entity, to_entity: estate.spareEntity },
      relation_type: 'is_of',
    }),
    post('/api/v1/memory/erasures', { subject: estate.entity, dry_run: true }),
    post('/api/v1/memory/erasures', {
      subject: estate.entity,
      confirm: true,
      include_global: true,
    }),
    post('/api/v1/memory/erasures/lift', { subject: estate.entity }),
  ];
}

function elsewhere(estate: Estate): Call[] {
  return [
    post('/api/v1/capabilities/search', { query: estate.capability.replace('-', ' ') }),
    post('/api/v1/dead-letters/requeue', { filter: { conversation: estate.conversation } }),
    post('/api/v1/dead-letters/requeue', { filter: { agent: estate.agent }, dry_run: true }),
    post('/api/v1/agents', {
      ...{ name: 'Spy', capabilities: ['spying'], system_prompt: 'Spy.', tools: [estate.tool] },
    }),
    post('/api/v1/webhooks', {
      ...{ url: 'https://example.com/', events: ['message.response'] },
      filter: { capabilities: [estate.capability] },
    }),
  ];
}
