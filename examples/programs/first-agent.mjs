import { CaxtonClient } from '@caxton/client';

const { CAXTON_URL = 'http://localhost:8080', CAXTON_API_KEY } = process.env;
const caxton = new CaxtonClient(CAXTON_URL, { apiKey: CAXTON_API_KEY });

const { agent_id, status } = await caxton.agents.deploy({
  name: 'Guide',
  capabilities: ['guiding'],
  system_prompt: 'You show people the way, in one sentence.',
});
console.log(agent_id, status);

const { conversation_id } = await caxton.messages.send({
  capability: 'guiding',
  content: { request: 'How do I get to the station?' },
});

// What happens, as it happens, over any break of the connection.
for await (const { type } of caxton.conversations.follow(conversation_id)) console.log(type);

const { messages } = await caxton.conversations.messages(conversation_id);
console.log(messages.at(-1).sender, messages.at(-1).content);

await caxton.agents.remove('Guide', { force: true });
