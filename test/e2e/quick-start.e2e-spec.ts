import { join } from 'node:path';
import { CaxtonClient } from '#client';
import { packageRoot } from '#platform';
import { eventually } from '../support/eventually.js';
import {
  createDataDir,
  ServerUnderTest,
  type RunningServer,
} from '../support/server-under-test.js';
import { describeWith, serverUrl } from '../support/test-servers.js';
import { quickStart, readBlocks, type PrintedBlock } from './quick-start/printed-blocks.js';
import {
  readExamples,
  readPrintedJson,
  type PrintedExample,
} from './quick-start/printed-examples.js';
import { differences, type Latitude } from './quick-start/differences.js';
import { samplesMissing } from './quick-start/samples.js';
import { ReadersDesk, type Ran } from './quick-start/readers-desk.js';

const blocks = readBlocks(quickStart);
const examples = readExamples(blocks);

/** The beginning of a token, as it is printed. */
const printedToken = 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9...';

/** What is told of an example beyond what is printed. */
interface Told extends Latitude {
  /** @default 200 */
  readonly status?: number;
  /** What the reader waits for first. */
  readonly first?: () => Promise<void>;
  /** What the reader keeps of the answer. */
  readonly then?: (body: unknown) => void;
}

/** A run and in what its last answer is not as printed. */
function compared(ran: Ran, wanted: unknown, latitude: Latitude) {
  const last = ran.answers.at(-1);
  return { ...ran, last, off: differences(wanted, last?.body, latitude) };
}

describeWith(['python', 'jq'], 'the quick start, every block as it is printed', () => {
  const data = createDataDir();
  let server: RunningServer;
  let desk: ReadersDesk;
  let key: string;
  const [start, ...others] = examples;

  const completed = async (id: string): Promise<void> => {
    for await (const { type } of new CaxtonClient(server.url).conversations.follow(id))
      if (type === 'conversation.completed') return;
  };

  beforeAll(async () => {
    server = await ServerUnderTest.start({
      typed: start?.program?.text ?? '',
      settings: { CAXTON_DATA_DIR: data.path },
    });
    desk = await ReadersDesk.open(server);
    const operator = new CaxtonClient(server.url);
    const scopes = ['agents:read', 'agents:write', 'messages:send', 'conversations:read'] as const;
    ({ key = '' } = await operator.keys.create({ name: 'reader', scopes: [...scopes] }));
    desk.replace('your-api-key', key);
    await operator.users.create({
      username: 'developer',
      password: 'your-password',
      roles: ['developer'],
    });
  }, 120_000);
  afterAll(async () => {
    await desk.close();
    await server.process.stop();
    data.remove();
  });

  /** What is told of an example by its heading; of any other nothing needs to be. */
  const told: Readonly<Record<string, Told>> = {
    Prerequisites: { exact: ['agents_count'] },
    '1. Deploy a Configuration Agent': { status: 201 },
    '2. List Configuration Agents': { exact: ['total'] },
    '4. Follow Agent Response': {
      first: async () => completed('conv-001'),
      varies: [
        'messages[].content.analysis',
        'messages[].content.insights',
        'messages[].content.memory_used',
      ],
    },
    '7. Agent Memory Operations': {
      varies: ['recent_memories[].entity', 'recent_memories[].type'],
    },
    '8. Semantic Memory Search': {
      fewer: ['matches'],
      varies: ['matches[].entity', 'matches[].content', 'matches[].metadata.type'],
    },
    '9. Deploy Multiple Cooperating Agents': { status: 201 },
    '14. List Active Conversations': { varies: ['conversations[].status'] },
    '16. Server Configuration': { varies: ['server.host', 'runtime.llm_provider'] },
    '19. Batch Operations': { status: 202 },
    '20. Webhook Notifications': { status: 201 },
    '22. API Authentication': {
      varies: ['refresh_token'],
      exact: ['expires_in'],
      then: (body) => {
        desk.replace(printedToken, (body as { token: string }).token);
      },
    },
  };

  const placed = ({ program, answer }: PrintedExample) => ({
    commands: desk.place(program?.text ?? ''),
    wanted: readPrintedJson(desk.place(answer?.text ?? '{}')),
  });

  /** An answer is as it is printed. Figures are of a second ago, so whoever reads them looks again. */
  async function expectAsPrinted(example: PrintedExample): Promise<void> {
    const { first, then, status = 200, ...latitude } = told[example.title] ?? {};
    await first?.();
    const { commands, wanted } = placed(example);
    const isRead = !/-X (?:POST|PUT)/.test(commands) || commands.includes('/search');
    const { code, output, last, off } = await eventually(
      async () => compared(await desk.bash(commands), wanted, latitude),
      (seen) => !isRead || seen.off.length === 0,
    );
    expect([code, off, last?.status]).toEqual([0, [], status]);
    expect(output.trimEnd().split('\n').at(-1)).toBe(JSON.stringify(last?.body));
    then?.(last?.body);
  }

  /** Those that are run in a way of their own. */
  const own: Readonly<Record<string, (example: PrintedExample) => Promise<void>>> = {
    '11. Monitor Workflow Progress': expectWorkflow,
    '17. System Metrics': expectMetrics,
    '21. Agent Templates': expectTemplates,
    'Error Response Format': expectError,
    'Retry Logic Example': expectRetries,
    'JavaScript/Node.js': expectJavaScript,
    Python: expectPython,
    'cURL Scripts for CI/CD': expectScript,
  };

  async function expectWorkflow({ program }: PrintedExample): Promise<void> {
    const { output } = await desk.bash(desk.place(program?.text ?? ''));
    const steps = [
      /"tool":"csv_parser"/,
      /^event: message\.sent\ndata: .*"capability_target":"report-generation","routed_to":"ReportGenerator"/m,
      /"tool":"pdf_generator"/,
      /^event: message\.replied\ndata: .*"sender":"ReportGenerator","receiver":"api_client"/m,
      /^event: conversation\.completed$/m,
    ].map((step) => output.search(step));
    expect(steps).not.toContain(-1);
    expect(steps).toEqual([...steps].sort((left, right) => left - right));
  }

  async function expectMetrics({ program, answer }: PrintedExample): Promise<void> {
    const commands = desk.place(program?.text ?? '');
    const seen = await eventually(
      async () => desk.bash(commands),
      ({ output }) => samplesMissing(answer?.text ?? '', output).length === 0,
    );
    expect(samplesMissing(answer?.text ?? '', seen.output)).toEqual([]);
  }

  async function expectTemplates({ program }: PrintedExample): Promise<void> {
    const { code, answers } = await desk.bash(desk.place(program?.text ?? ''));
    expect([code, ...answers.map(({ status }) => status)]).toEqual([0, 200, 201]);
    expect(answers[1]?.body).toMatchObject({ agent_id: 'SalesAnalyzer', status: 'deployed' });
  }

  async function expectError({ answer }: PrintedExample): Promise<void> {
    const { body, status } = await desk.api.call('/api/v1/messages', {
      body: { capability: 'nonexistent-capability', performative: 'request', content: {} },
    });
    const off = differences(readPrintedJson(answer?.text ?? ''), body);
    expect([status, off]).toEqual([404, []]);
  }

  async function expectRetries({ program }: PrintedExample): Promise<void> {
    const ask = (path: string): string =>
      desk.place(`${program?.text ?? ''}\nretry_request http://localhost:8080${path}`);
    const found = await desk.bash(ask('/api/v1/health'));
    expect([found.code, found.answers.length]).toEqual([0, 1]);
    expect(JSON.parse(found.output)).toMatchObject({ status: 'healthy' });
    const lost = await desk.bash(ask('/api/v1/agents/Nobody'));
    expect([lost.code, lost.output, lost.answers.length]).toEqual([
      ...[1, 'Request failed after 3 attempts\n', 3],
    ]);
  }

  async function expectJavaScript({ program }: PrintedExample): Promise<void> {
    // In its own function: CommonJS knows no await outside of one, but in the console of Node.
    const text = `(async () => {\n${desk.place(program?.text ?? '')}\n})();`;
    const file = desk.save('quick-start.cjs', text);
    const { output } = await desk.run(process.execPath, ['--unhandled-rejections=strict', file]);
    expect(output).toContain('Agent deployed: DocumentAnalyzer\n');
    expect(output).toMatch(/^Analysis result: \{/m);
  }

  async function expectPython({ program }: PrintedExample): Promise<void> {
    const file = desk.save('quick-start.py', desk.place(program?.text ?? ''));
    const { output } = await desk.run(serverUrl('python'), [file]);
    expect(output).toContain('Agent deployed: DataProcessor\n');
    expect(output).toMatch(/^Agent response: \{/m);
  }

  async function expectScript(example: PrintedExample): Promise<void> {
    const name = /^# ([\w-]+\.sh) - /m.exec(example.program?.text ?? '')?.[1] ?? '';
    const script = desk.save(name, example.program?.text ?? '');
    await (name === 'deploy-agent.sh' ? expectDeployed : expectSent)(`./${script}`);
  }

  async function expectDeployed(script: string): Promise<void> {
    const agent = { name: 'Piped', capabilities: ['piping'], system_prompt: 'You answer.' };
    const file = desk.save('piped.json', JSON.stringify(agent));
    const deployed = await desk.run(script, [file]);
    expect([deployed.code, deployed.answers[0]?.status]).toEqual([0, 201]);
    expect(deployed.output).toMatch(
      /^✅ Agent deployed successfully\n\{\n {2}"agent_id": "Piped",/m,
    );
    const again = await desk.run(script, [file]);
    expect([again.code, again.answers[0]?.status]).toEqual([1, 409]);
    expect(again.output).toContain('❌ Deployment failed (HTTP 409)\n');
    const without = await desk.run(script, ['nowhere.json']);
    expect([without.code, without.output]).toEqual([
      1,
      expect.stringContaining('Error: Configuration file nowhere.json not found') as string,
    ]);
  }

  async function expectSent(script: string): Promise<void> {
    const content = ['piping', '{"data": "sample data"}', 'conv-piped'];
    const sent = await desk.run(script, content);
    expect(sent.output).toMatch(/^ {2}"routed_to": "Piped",$/m);
    await completed('conv-piped');
    const wait = `WAIT_FOR_RESPONSE=true ${script} "$@"`;
    const { code, output } = await desk.run('bash', ['-c', wait, 'bash', ...content]);
    const [, replies = ''] = output.split('Waiting for agent response...\n');
    expect([code, replies]).toEqual([0, expect.stringMatching(/^\{\n[^]+\}\n$/)]);
    const named = await desk.run(script, content.slice(0, 2));
    expect(named.output).toMatch(/^Conversation ID: conv-\d{10}-[0-9a-f]{8}$/m);
  }

  it('begins with a server that is started as it is printed', async () => {
    expect(start?.program?.text).toMatch(/^caxton server start$/m);
    expect(server.url).toMatch(/^http:\/\/localhost:\d+$/);
    expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
  });

  const title = ({ title: heading, program, answer }: PrintedExample): string =>
    `${heading} (line ${String((program ?? answer)?.line)})`;

  const practices: readonly PrintedBlock[] = others
    .slice(others.findIndex((example) => example.title === '1. Connection Management'))
    .flatMap(({ program }) => program ?? []);
  const inOrder = others.slice(0, others.length - practices.length);

  it.each(inOrder.map((example) => [title(example), example] as const))(
    '%s',
    async (_title, example) => {
      const expectIt = own[example.title] ?? expectAsPrinted;
      await expectIt(example);
    },
  );

  it('the best practices for production, all four', async () => {
    expect(practices.map(({ language }) => language)).toEqual(Array(4).fill('python'));
    const files = practices.map(({ text }, index) => desk.save(`${String(index)}.py`, text));
    const path = join(import.meta.dirname, 'quick-start/practices.py.txt');
    const library = join(packageRoot(), 'clients/python');
    const program = `export PYTHONPATH="$1"; shift; exec "$0" -B "$@"`;
    const args = [serverUrl('python'), library, path, desk.place('http://localhost:8080'), key];
    const { code, output } = await desk.run('bash', ['-c', program, ...args, ...files]);
    expect([code, output]).toEqual([0, expect.stringMatching(/^\{.*\}\n$/)]);
    expect(JSON.parse(output)).toEqual({
      agents: expect.any(Number) as number,
      pool: [100, 20],
      closed: true,
      third: 3,
      given_up: 'never',
      slowed: true,
      refused: expect.stringContaining('not found') as string,
      metrics: {
        total_requests: 2,
        success_rate: 0.5,
        avg_response_time: expect.any(Number) as number,
      },
    });
  });
});
