import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { CaxtonClient } from '@caxton/client';

const { CAXTON_URL = 'http://localhost:8080', CAXTON_API_KEY } = process.env;
const caxton = new CaxtonClient(CAXTON_URL, { apiKey: CAXTON_API_KEY });

/** The agent under test, deployed under a name of its own, so that it meets nobody else's mail. */
const name = `Analyst-${String(process.pid)}`;
const capability = `analysis-${String(process.pid)}`;
const data_source = `${CAXTON_URL}/examples/airline-passengers.csv`;

describe('the analyst', () => {
  before(() =>
    caxton.agents.deploy({
      name,
      capabilities: [capability],
      tools: ['http_client', 'csv_parser'],
      system_prompt: 'You help people understand their data.',
    }),
  );
  after(() => caxton.agents.remove(name, { force: true }));

  it('is who gets what is sent to its capability', async () => {
    const { route } = await caxton.messages.explain({
      capability,
      content: { request: 'Any trend?' },
    });
    assert.deepEqual(route.routed_to, [name]);
  });

  it('answers with findings that come from the data', async () => {
    const { content, metadata } = await caxton.messages.sendAndWait({
      capability,
      content: { request: 'How did passengers grow?', data_source },
    });
    assert.match(content.analysis, /40,363/);
    assert.ok(content.insights.length > 0);
    assert.deepEqual(metadata.tool_calls, ['http_client', 'csv_parser']);
  });

  it('cannot be deployed with a capability that nobody could name', async () => {
    const wrong = { name: 'Wrong', capabilities: ['Not Kebab'], system_prompt: 'x' };
    await assert.rejects(caxton.agents.deploy(wrong), { code: 'INVALID_AGENT_CONFIGURATION' });
  });
});
