import { ContractFetch } from '../support/contract-fetch.js';
import {
  createEmptyDataDir,
  ServerUnderTest,
  type RunningServer,
} from '../support/server-under-test.js';
import { eventually } from '../support/eventually.js';
import { paste, pasteFor } from '../support/shell.js';
import * as printed from './quick-start.js';

const rfc3339 = expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/) as string;
const duration = expect.stringMatching(/^(?:\d+(?:\.\d+)?(?:s|m|h|d))+$/) as string;

describe('the REST API quick start, pasted into a shell', () => {
  const data = createEmptyDataDir();
  let server: RunningServer;
  let api: ContractFetch;

  /** Holds until nothing is pending in a conversation. */
  const completed = async (id: string): Promise<void> => {
    for await (const event of api.follow(`/api/v1/conversations/${id}?follow=true`)) {
      if (event.name === 'conversation.completed') return;
    }
  };

  beforeAll(async () => {
    server = await ServerUnderTest.start({ settings: { CAXTON_DATA_DIR: data.path } });
    api = await ContractFetch.of(server.url);
  });

  afterAll(async () => {
    await server.process.stop();
    data.remove();
  });

  it('prerequisites: the server is healthy', async () => {
    const { status, body } = await pasteFor(printed.health, api);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'healthy',
      version: '1.0.0',
      memory_backend: 'embedded',
      agents_count: 0,
      uptime: duration,
    });
  });

  it('section 1: deploys a configuration agent', async () => {
    const { status, body } = await pasteFor(printed.section1, api);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      agent_id: 'DataAnalyzer',
      status: 'deployed',
      capabilities: ['data-analysis', 'report-generation'],
      memory_enabled: true,
      tools: ['http_client', 'csv_parser'],
      deployment_time: rfc3339,
    });
  });

  it('section 1 again: the name is taken', async () => {
    const { status, body } = await pasteFor(printed.section1, api);
    expect(status).toBe(409);
    expect(body).toMatchObject({ error: { code: 'AGENT_ALREADY_EXISTS' } });
  });

  it('section 2: lists the agents', async () => {
    const { status, body } = await pasteFor(printed.section2, api);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      agents: [
        {
          name: 'DataAnalyzer',
          type: 'configuration',
          status: 'running',
          capabilities: ['data-analysis', 'report-generation'],
          memory: { enabled: true, scope: 'workspace', entities: 0 },
          uptime: duration,
          last_activity: rfc3339,
        },
      ],
      total: 1,
    });
  });

  it('section 3: sends a message to a capability', async () => {
    const { status, body } = await pasteFor(printed.section3, api);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      message_id: expect.stringMatching(/^msg-/) as string,
      conversation_id: 'conv-001',
      routed_to: 'DataAnalyzer',
      routing_strategy: 'best_match',
      status: 'delivered',
      timestamp: rfc3339,
    });
  });

  it('section 4: shows the answer of the agent, in order and last', async () => {
    await completed('conv-001');
    const { status, body } = await pasteFor(printed.section4, api);
    expect(status).toBe(200);
    const { conversation_id, messages } = body as { conversation_id: string; messages: object[] };
    expect(conversation_id).toBe('conv-001');
    expect(messages[0]).toMatchObject({
      id: expect.stringMatching(/^msg-/) as string,
      performative: 'request',
      sender: 'api_client',
      capability_target: 'data-analysis',
      routed_to: 'DataAnalyzer',
      content: {
        request: 'Analyze Q3 sales trends',
        data_source: 'https://example.com/sales.csv',
      },
      timestamp: rfc3339,
    });
    expect(messages[0]).not.toHaveProperty('receiver');
    expect(messages.at(-1)).toMatchObject({
      sender: 'DataAnalyzer',
      receiver: 'api_client',
      timestamp: rfc3339,
    });
    expect(messages.at(-1)).not.toHaveProperty('capability_target');
  });

  it('section 5: lists the capabilities', async () => {
    const { status, body } = await pasteFor(printed.section5, api);
    expect(status).toBe(200);
    const common = { agents: ['DataAnalyzer'], load: 'low', avg_response_time: duration };
    expect(body).toEqual({
      capabilities: [
        {
          ...common,
          name: 'data-analysis',
          description: 'Analyze datasets and provide insights',
        },
        {
          ...common,
          name: 'report-generation',
          description: 'Generate reports from analysis results',
        },
      ],
    });
  });

  it('section 6: shows a capability with its providers', async () => {
    // Figures are of a second ago.
    const { status, body } = await eventually(
      () => pasteFor(printed.section6, api),
      (seen) => !JSON.stringify(seen.body).includes('"last_used":null'),
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({
      capability: 'data-analysis',
      description: 'Analyze datasets and provide insights',
      agents: [
        {
          name: 'DataAnalyzer',
          confidence: expect.any(Number) as number,
          load: 'low',
          last_used: rfc3339,
          success_rate: expect.any(Number) as number,
        },
      ],
      routing_strategy: 'best_match',
      total_requests: 1,
      avg_response_time: duration,
    });
  });

  it('section 9: deploys a second agent, and has nothing to warn of: its tools are there', async () => {
    const { status, body } = await pasteFor(printed.section9, api);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      agent_id: 'ReportGenerator',
      status: 'deployed',
      capabilities: ['report-generation', 'document-creation'],
      tools: ['pdf_generator', 'template_engine'],
    });
    expect(body).not.toHaveProperty('warnings');
  });

  it('section 10: triggers a workflow and says where to follow it', async () => {
    const { status, body } = await pasteFor(printed.section10, api);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      conversation_id: 'workflow-001',
      routed_to: 'DataAnalyzer',
      follow_url: '/api/v1/conversations/workflow-001?follow=true',
    });
  });

  it('section 11: streams the workflow to plain curl until it is completed', async () => {
    const { status, output } = await paste(printed.section11, server.url);
    expect(status).toBe(200);
    const ids = [...output.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));
    expect(ids).toEqual(ids.map((_id, index) => index + 1));
    const names = [...output.matchAll(/^event: (.+)$/gm)].map(([, name]) => name);
    expect(names[0]).toBe('message.accepted');
    expect(names).toContain('turn.started');
    expect(names).toContain('message.replied');
    expect(names.at(-1)).toBe('conversation.completed');
  });

  it('section 12: updates the agent, live', async () => {
    const { status, body } = await pasteFor(printed.section12, api);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      agent_id: 'DataAnalyzer',
      version: '1.1.0',
      capabilities: ['data-analysis', 'report-generation', 'trend-prediction'],
    });
    const { body: sent } = await api.call('/api/v1/messages', {
      body: { capability: 'trend-prediction', content: { request: 'What comes next?' } },
    });
    expect(sent).toMatchObject({ routed_to: 'DataAnalyzer' });
  });

  it('section 14: lists the conversations', async () => {
    const { status, body } = await pasteFor(printed.section14, api);
    expect(status).toBe(200);
    const { conversations } = body as { conversations: { id: string }[] };
    expect(conversations.find(({ id }) => id === 'conv-001')).toEqual({
      id: 'conv-001',
      participants: ['api_client', 'DataAnalyzer'],
      message_count: expect.any(Number) as number,
      status: 'completed',
      created: rfc3339,
      last_activity: rfc3339,
    });
    expect(conversations.find(({ id }) => id === 'workflow-001')).toMatchObject({
      participants: expect.arrayContaining(['api_client', 'DataAnalyzer']) as string[],
      status: 'completed',
    });
  });

  it('error format: an unknown capability is answered as printed', async () => {
    const { status, body } = await pasteFor(printed.unknownCapability, api);
    expect(status).toBe(404);
    expect(body).toMatchObject({
      error: {
        code: 'INVALID_CAPABILITY',
        message: "Capability 'nonexistent-capability' not found",
        details: {
          available_capabilities: expect.arrayContaining([
            'data-analysis',
            'report-generation',
          ]) as string[],
          suggestion: 'Use /api/v1/capabilities to list available capabilities',
        },
        timestamp: rfc3339,
        request_id: expect.stringMatching(/^req-/) as string,
      },
    });
  });
});
