import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '#platform';
import {
  createDataDir,
  ServerUnderTest,
  type RunningServer,
} from '../support/server-under-test.js';
import { EmptyProject } from './clients/empty-project.js';

const folder = join(packageRoot(), 'examples/programs');

/** What each program prints, in this order among other things. */
const prints: Readonly<Record<string, readonly RegExp[]>> = {
  'first-agent.sh': [/"status":"deployed"/, /"sender":"Greeter"/, /"status":"removed"/],
  'first-agent.mjs': [/^Guide deployed$/m, /^conversation\.completed$/m, /^Guide \{/m],
  'tools.mjs': [/40,363/, /^- Peak: 1960-07/m, /^tools: http_client, csv_parser$/m],
  'memory.mjs': [/^found ada_lovelace: Ada Lovelace prefers/m, /^used: .*ada_lovelace/m],
  'workflow.mjs': [/^Researcher -> api_client: inform$/m, /^Writer -> api_client: inform$/m],
  'agent.test.mjs': [/^# pass 3$/m, /^# fail 0$/m],
};

describe('the example programs', () => {
  const data = createDataDir();
  let server: RunningServer;
  let project: EmptyProject;

  beforeAll(async () => {
    server = await ServerUnderTest.start({ settings: { CAXTON_DATA_DIR: data.path } });
    project = await EmptyProject.withClient();
  }, 120_000);
  afterAll(async () => {
    project.remove();
    await server.process.stop();
    data.remove();
  });

  it('are all run here', () => {
    const programs = readdirSync(folder).filter((name) => !name.endsWith('.md'));
    expect(programs.sort()).toEqual(Object.keys(prints).sort());
  });

  it.each(Object.entries(prints))('%s does what it shows', async (name, lines) => {
    project.write(name, readFileSync(join(folder, name), 'utf8'));
    const program = name.endsWith('.sh') ? 'bash' : process.execPath;
    const flags = name.includes('.test.') ? ['--test', '--test-reporter=tap'] : [];
    const output = await project.run('env', `CAXTON_URL=${server.url}`, program, ...flags, name);
    const places = lines.map((line) => output.search(line));
    expect([output, places]).toEqual([output, [...places].sort((a, b) => a - b)]);
    expect(places).not.toContain(-1);
  });
});
