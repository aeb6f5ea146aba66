import { CaxtonClient } from '@caxton/client';

const { CAXTON_URL = 'http://localhost:8080', CAXTON_API_KEY } = process.env;
const caxton = new CaxtonClient(CAXTON_URL, { apiKey: CAXTON_API_KEY });

await caxton.agents.deploy({
  name: 'Statistician',
  capabilities: ['statistics'],
  tools: ['http_client', 'csv_parser'],
  system_prompt: 'You help people understand their data. Name the figures you found.',
});

const reply = await caxton.messages.sendAndWait({
  capability: 'statistics',
  content: {
    request: 'How did air travel grow, and when is the peak of the season?',
    // Real data that every server serves.
    data_source: `${CAXTON_URL}/examples/airline-passengers.csv`,
  },
});
console.log(reply.content.analysis);
for (const insight of reply.content.insights) console.log('-', insight);
console.log('tools:', reply.metadata.tool_calls.join(', '));

await caxton.agents.remove('Statistician', { force: true });
