import { CaxtonClient } from '@caxton/client';

const { CAXTON_URL = 'http://localhost:8080', CAXTON_API_KEY } = process.env;
const caxton = new CaxtonClient(CAXTON_URL, { apiKey: CAXTON_API_KEY });

await caxton.agents.deploy({
  name: 'Researcher',
  capabilities: ['research'],
  tools: ['http_client', 'csv_parser'],
  system_prompt: 'You analyse data and name what you found.',
});
await caxton.agents.deploy({
  name: 'Writer',
  capabilities: ['report-writing'],
  tools: ['pdf_generator'],
  system_prompt: 'You write reports from what others have found.',
  // Whatever is answered under `research` with insights is told to this agent, whoever answers it.
  subscriptions: [{ to: 'research', when: 'length(content.insights) > `0`' }],
});

const { conversation_id } = await caxton.messages.send({
  capability: 'research',
  content: {
    request: 'How did air travel grow?',
    data_source: `${CAXTON_URL}/examples/airline-passengers.csv`,
  },
});
for await (const { type } of caxton.conversations.follow(conversation_id)) {
  if (type === 'conversation.completed') break;
}

const { messages } = await caxton.conversations.messages(conversation_id);
for (const { sender, receiver, capability_target, performative } of messages)
  console.log(`${sender} -> ${receiver ?? capability_target}: ${performative}`);

for (const name of ['Researcher', 'Writer']) await caxton.agents.remove(name, { force: true });
