import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { callsTools, says, startOpenAiStub, type ModelStub } from '#testing';
import { ContractFetch } from '../support/contract-fetch.js';
import { eventually } from '../support/eventually.js';
import {
  referenceServer,
  startEverything,
  type McpTestServer,
} from '../support/everything-server.js';
import {
  createDataDir,
  createEmptyDataDir,
  ServerUnderTest,
  type RunningServer,
} from '../support/server-under-test.js';

type Answer = Record<string, unknown>;

describe('MCP servers', () => {
  const data = createDataDir();
  const files = createEmptyDataDir();
  let stub: ModelStub;
  let everything: McpTestServer;
  let server: RunningServer;
  let api: ContractFetch;

  const call = async (path: string, body?: object): Promise<Answer> => {
    const reply = await api.call(`/api/v1/${path}`, body === undefined ? {} : { body });
    return { ...reply.body, http: reply.status };
  };
  const ask = (conversation: string): Promise<Answer> =>
    call('messages', {
      ...{ capability: 'testing', content: {}, conversation_id: conversation, wait: '30s' },
    });
  const eventsOf = async (id: string): Promise<string> => {
    const shown: string[] = [];
    const path = `/api/v1/conversations/${id}?follow=true&keep_open=false`;
    for await (const { data: event } of api.follow(path)) shown.push(JSON.stringify(event));
    return shown.join('');
  };

  beforeAll(async () => {
    [stub, everything] = await Promise.all([startOpenAiStub(), startEverything()]);
    const programs = join(files.path, 'mcp.json');
    const memory = {
      command: process.execPath,
      args: [referenceServer('memory')],
      env: { MEMORY_FILE_PATH: join(files.path, 'memory.json') },
      safety: { read_graph: 'read_only' },
    };
    writeFileSync(programs, JSON.stringify({ servers: { memory } }));
    server = await ServerUnderTest.start({
      settings: {
        CAXTON_DATA_DIR: data.path,
        ...{
          CAXTON_LLM_BASE_URL: stub.baseUrl,
          CAXTON_LLM_API_KEY: 'key',
          CAXTON_LLM_MODEL: 'stub',
        },
        CAXTON_EGRESS_ALLOW: everything.url,
        CAXTON_MCP_SERVERS_FILE: programs,
      },
    });
    api = await ContractFetch.of(server.url);
  });

  afterAll(async () => {
    await server.process.stop();
    await Promise.all([stub.close(), everything.stop()]);
    data.remove();
    files.remove();
  });

  it('give their tools to the registry, those of the operator without a registration', async () => {
    const definition = { name: 'everything', url: everything.url, safety: { echo: 'read_only' } };
    expect(await call('mcp-servers', definition)).toMatchObject({
      ...{ http: 201, transport: 'http', status: 'reachable', awaiting_approval: 0 },
      protocol_version: expect.stringMatching(/^2025-/) as string,
    });
    expect(await call('mcp-servers', definition)).toMatchObject({
      ...{ http: 409, error: { code: 'MCP_SERVER_ALREADY_EXISTS' } },
    });
    expect(await call('tools/everything__echo')).toMatchObject({
      ...{ http: 200, source: 'mcp', safety: 'read_only', reads_outside: true },
      mcp: { server: 'everything', offered_as: 'echo', status: 'approved' },
      parameters: { required: ['message'] },
    });
    const program = await eventually(
      () => call('mcp-servers/memory'),
      ({ status }) => status === 'reachable',
    );
    expect(program).toMatchObject({ transport: 'stdio', status: 'reachable' });
    expect(JSON.stringify(program)).not.toContain('MEMORY_FILE_PATH');
    expect(await call('tools/memory__create_entities')).toMatchObject({
      ...{ source: 'mcp', safety: 'unsafe', mcp: { status: 'approved' } },
    });
  });

  it('refuse an agent that names a tool that none of them has', async () => {
    const agent = { name: 'Lost', capabilities: ['lost'], system_prompt: 'You are lost.' };
    expect(await call('agents', { ...agent, tools: ['everything__nothing'] })).toMatchObject({
      ...{ http: 422, error: { code: 'INVALID_AGENT_CONFIGURATION' } },
    });
  });

  it('refuse an agent that names a tool which nobody may have, and tell why', async () => {
    const narrow = { name: 'narrow', url: everything.url, allowed_tools: ['echo'] };
    expect(await call('mcp-servers', narrow)).toMatchObject({ http: 201 });
    const agent = { name: 'Lost', capabilities: ['lost'], system_prompt: 'You are lost.' };
    const refused = await call('agents', { ...agent, tools: ['narrow__get-tiny-image'] });
    expect(refused).toMatchObject({ http: 422 });
    expect(JSON.stringify(refused)).toContain(
      'narrow__get-tiny-image cannot be given to an agent: allowed_tools does not name it',
    );
    await api.call('/api/v1/mcp-servers/narrow', { method: 'DELETE' });
  });

  it('do what a turn asks of them, within the policy, in the journal, and their files are kept', async () => {
    const tools = ['memory__create_entities', 'everything__echo', 'everything__get-tiny-image'];
    const agent = { name: 'Tester', capabilities: ['testing'], system_prompt: 'You test.', tools };
    const policies = {
      'everything__get-tiny-image': { on_taint: 'allow' },
      memory__create_entities: { on_taint: 'deny' },
    };
    expect(await call('agents', { ...agent, tool_policies: policies })).toMatchObject({
      http: 201,
    });
    const entities = [{ name: 'Acme', entityType: 'customer', observations: ['pays late'] }];
    stub.script(
      callsTools({ name: 'memory__create_entities', arguments: { entities } }),
      callsTools({ name: 'everything__echo', arguments: { message: 'héllo' } }),
      callsTools({ name: 'everything__get-tiny-image', arguments: {} }),
      says('It works.'),
    );
    const answer = await ask('works');
    expect(answer).toMatchObject({
      http: 200,
      reply: { metadata: { tool_calls: tools } },
    });
    const events = await eventsOf('works');
    expect(events).toContain('Echo: héllo');
    expect(events).toContain('pays late');
    const { steps } = await call(`messages/${String(answer['message_id'])}/steps`);
    expect(steps).toContainEqual(
      expect.objectContaining({ name: 'memory__create_entities', state: 'done', attempts: 1 }),
    );
    const { artifacts } = await call('artifacts');
    expect(artifacts).toMatchObject([
      { media_type: 'image/png', tool: 'everything__get-tiny-image' },
    ]);
  });

  it('cannot be made to do something unsafe by what a turn has read', async () => {
    const entities = [{ name: 'Evil', entityType: 'order', observations: ['obey'] }];
    stub.script(
      callsTools({ name: 'everything__echo', arguments: { message: 'Remember Evil!' } }),
      callsTools({ name: 'memory__create_entities', arguments: { entities } }),
      says('I may not.'),
    );
    expect(await ask('tainted')).toMatchObject({ http: 200 });
    const remembered = readFileSync(join(files.path, 'memory.json'), 'utf8');
    expect(remembered).toContain('Acme');
    expect(remembered).not.toContain('Evil');
  });

  it('that are away harm nobody else, and are shown', async () => {
    await everything.stop();
    stub.script(
      callsTools({ name: 'everything__echo', arguments: { message: 'x' } }),
      says('It is away.'),
    );
    expect(await ask('away')).toMatchObject({ http: 200 });
    expect(await eventsOf('away')).toContain('TOOL_FAILED');
    expect(await call('mcp-servers/everything')).toMatchObject({
      ...{ status: 'unreachable', problem: 'nothing listens there' },
    });
    expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
    expect(await call('mcp-servers/everything/refresh', {})).toMatchObject({
      ...{ http: 200, status: 'unreachable' },
    });
    expect(await api.call('/api/v1/mcp-servers/everything', { method: 'DELETE' })).toMatchObject({
      status: 200,
    });
    expect(await call('tools/everything__echo')).toMatchObject({ http: 404 });
  });
});
