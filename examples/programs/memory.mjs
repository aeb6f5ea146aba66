import { CaxtonClient } from '@caxton/client';

const { CAXTON_URL = 'http://localhost:8080', CAXTON_API_KEY } = process.env;
const caxton = new CaxtonClient(CAXTON_URL, { apiKey: CAXTON_API_KEY });

await caxton.agents.deploy({
  name: 'Concierge',
  capabilities: ['concierge'],
  memory: { enabled: true, scope: 'agent' },
  system_prompt: 'You look after guests and know what they like.',
});

await caxton.memory.remember({
  agent_id: 'Concierge',
  entity_name: 'ada_lovelace',
  entity_type: 'guest',
  observations: ['Ada Lovelace prefers a quiet room with a view of the garden'],
});

// Found by its meaning: no word of the question but the name has to be in it.
const { matches } = await caxton.memory.searchOfAgent('Concierge', {
  query: 'Where would Ada like to stay?',
  limit: 3,
  min_similarity: 0.3,
});
for (const { entity, content } of matches) console.log(`found ${entity}: ${content}`);

const reply = await caxton.messages.sendAndWait({
  capability: 'concierge',
  content: { request: 'Which room does Ada Lovelace prefer?' },
});
console.log('used:', reply.content.memory_used.join(', '));

await caxton.memory.forget('ada_lovelace', { agent_id: 'Concierge' });
await caxton.agents.remove('Concierge', { force: true });
