import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packageRoot } from '#platform';
import { runCaxton, type CommandEnded } from '../support/run-caxton.js';
import {
  createDataDir,
  ServerUnderTest,
  type RunningServer,
} from '../support/server-under-test.js';

const run = promisify(execFile);

const markdown = `---
name: Analyst
capabilities: [cli-analysis]
description: Looks at data.
---
You help people understand their data.
`;

describe('the command line, against a server', () => {
  const data = createDataDir();
  let server: RunningServer;
  let folder: string;
  let env: Record<string, string>;

  beforeAll(async () => {
    server = await ServerUnderTest.start({
      settings: {
        CAXTON_DATA_DIR: data.path,
        CAXTON_LLM_PROVIDER: 'embedded',
        CAXTON_AGENTS_DIR: join(packageRoot(), 'examples/agents'),
      },
    });
    folder = mkdtempSync(join(tmpdir(), 'caxton-cli-'));
    env = { CAXTON_URL: server.url, CAXTON_PROFILE_FILE: join(folder, 'kept/profiles.json') };
  });
  afterAll(async () => {
    await server.process.stop();
    data.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const caxton = (...command: string[]): Promise<CommandEnded> => runCaxton(command, { env });
  const json = async <Read = Record<string, unknown>>(...command: string[]): Promise<Read> => {
    const { out } = await caxton(...command, '--json');
    return JSON.parse(out) as Read;
  };

  it('deploys an agent from a file, shows it, and removes it only when it is told to', async () => {
    const file = join(folder, 'analyst.md');
    writeFileSync(file, markdown);
    expect(await caxton('agent', 'deploy', file)).toMatchObject({
      ...{ code: 0, out: 'Analyst 1.0.0 is deployed.\n', err: '' },
    });
    const again = await caxton('agent', 'deploy', file);
    expect(again.code).toBe(6);
    expect(again.err).toMatch(/^Error: .*\n(?:.*\n)*Next: /);
    expect(await json('agents', 'show', 'Analyst')).toMatchObject({
      configuration: { system_prompt: 'You help people understand their data.' },
    });
    const { agents } = await json<{ agents: { name: string }[] }>(
      'agent',
      'list',
      '--type',
      'configuration',
    );
    expect(agents.map(({ name }) => name)).toEqual(['Analyst']);
    const unasked = await caxton('agent', 'delete', 'Analyst');
    expect(unasked).toMatchObject({ code: 2, err: expect.stringContaining('--yes') as string });
    expect(await json('agent', 'delete', 'Analyst', '--yes')).toMatchObject({
      agent_id: 'Analyst',
    });
    expect((await caxton('agent', 'show', 'Analyst')).code).toBe(5);
  });

  it('tries an agent before it is deployed, and has the server check its file', async () => {
    const file = join(folder, 'candidate.md');
    const scenarios = join(folder, 'candidate.test.json');
    writeFileSync(file, markdown.replace('Analyst', 'Candidate'));
    writeFileSync(scenarios, '[{ "name": "greets", "input": "Hello" }]');
    const report = await json('agent', 'test', file, '--scenarios', scenarios);
    expect(report).toMatchObject({ scenarios: [{ name: 'greets', status: 'passed' }] });
    const failed = await caxton('agent', 'test', file, '--input', 'Hi', '--expect-tool', 'no_tool');
    expect([failed.code, failed.err]).toEqual([1, '']);
    expect(failed.out).toContain("EXPECTATION_FAILED: Expected, and not found: the tool 'no_tool'");
    expect((await caxton('agent', 'test', file)).code).toBe(2);

    writeFileSync(file, markdown.replace('---\nYou', 'tools: [nowhere__look]\n---\nYou'));
    expect((await caxton('agent', 'validate', file)).code).toBe(0);
    const checked = await caxton('agent', 'validate', '--server', file);
    expect([checked.code, checked.out]).toEqual([1, expect.stringContaining('nowhere__look')]);
  });

  it('brings the server to what a folder says, once, and says what is left', async () => {
    const agents = join(folder, 'agents');
    mkdirSync(join(agents, 'more'), { recursive: true });
    writeFileSync(join(agents, 'README.md'), '# A page for people\n');
    writeFileSync(join(agents, 'one.md'), markdown.replace('Analyst', 'One'));
    const two = { name: 'Two', capabilities: ['cli-two'], system_prompt: 'You are two.' };
    writeFileSync(
      join(agents, 'more/two.json'),
      JSON.stringify({ ...two, memory: { enabled: true } }),
    );
    const counts = async (...flags: string[]): Promise<unknown> => {
      const { code, out } = await caxton('deploy', agents, '--json', ...flags);
      const { plan, applied } = JSON.parse(out) as {
        plan: Record<string, unknown>;
        applied: unknown[];
      };
      const { create, update, keep, remove } = plan;
      return [code, create, update, keep, remove, applied.length];
    };
    expect((await caxton('deploy', agents)).code).toBe(2);
    expect(await counts('--check')).toEqual([1, 2, 0, 0, 0, 0]);
    expect(await counts('--yes')).toEqual([0, 2, 0, 0, 0, 2]);
    expect(await counts('--check')).toEqual([0, 0, 0, 2, 0, 0]);
    writeFileSync(join(agents, 'more/two.toml'), 'name = "Two"\ncapabilities = ["cli-two"]\n');
    expect(await caxton('deploy', agents, '--yes')).toMatchObject({
      ...{ code: 7, err: expect.stringContaining('system_prompt is required') as string },
    });
    rmSync(join(agents, 'more/two.toml'));
    writeFileSync(join(agents, 'more/two.json'), JSON.stringify(two));
    rmSync(join(agents, 'one.md'));
    expect(await counts('--dry-run', '--prune')).toEqual([0, 0, 1, 0, 1, 0]);
    expect(await counts('--yes', '--prune')).toEqual([0, 0, 1, 0, 1, 2]);
    expect(await counts('--check', '--prune')).toEqual([0, 0, 0, 1, 0, 0]);
    // What is made of code is no file's business.
    expect(await json('agent', 'show', 'WordCounter')).toMatchObject({ type: 'code' });
  });

  it('sends a message and waits for the reply, or shows what happens', async () => {
    const content = ['--capability', 'word-count', '--content', '{"text": "a b c"}'];
    const sent = await caxton('message', 'send', ...content, '--wait', '20s', '--json');
    expect(JSON.parse(sent.out)).toMatchObject({ sender: 'WordCounter', content: { words: 3 } });
    // As its help shows it, without a duration.
    expect((await caxton('message', 'send', ...content, '--wait')).out).toContain('"words": 3');
    const conversation = ['--conversation', 'cli-follow'];
    const followed = await caxton(
      'message',
      'send',
      ...content,
      ...conversation,
      '--follow',
      '--json',
    );
    const events = followed.out
      .trimEnd()
      .split('\n')
      .map((text) => JSON.parse(text) as { type: string });
    expect(events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['message.accepted', 'message.replied']),
    );
    expect(followed.code).toBe(0);
    const shown = await caxton('conversation', 'show', 'cli-follow');
    expect(shown.out).toMatch(
      /api_client → WordCounter {2}request[^]*WordCounter → [^]*"words": 3/,
    );
    const log = await caxton('agent', 'logs', 'WordCounter');
    expect(log.out).toContain('cli-follow');
  });

  it('tells the end of a conversation that has more than a page, however it began', async () => {
    const conversation = ['--conversation', 'cli-long'];
    const words = {
      capability: 'word-count',
      performative: 'request',
      conversation_id: 'cli-long',
    };
    const messages = Array.from({ length: 50 }, () => ({ ...words, content: { text: 'a' } }));
    const sent = await fetch(`${server.url}/api/v1/messages/batch`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
      body: JSON.stringify({ messages }),
    });
    expect(sent.status).toBe(202);
    const refused = await caxton(
      ...['message', 'send', '--capability', 'word-count', '--content', '{"text": 1}'],
      ...[...conversation, '--follow'],
    );
    expect(refused.code).toBe(1);
    const log = await caxton('agent', 'logs', 'WordCounter', '--limit', '3');
    expect(log.out).toContain('content.text must be a string');
  });

  it('sends a file of messages, waits for them, and tells what was used', async () => {
    const file = join(folder, 'messages.jsonl');
    const messages = ['word-count', 'nobody-has-this'].map((capability) =>
      JSON.stringify({ capability, content: { text: 'a b' }, conversation_id: 'cli-batch' }),
    );
    writeFileSync(file, `${messages.join('\n')}\n`);
    const sent = await caxton('batch', 'send', file, '--wait', '--json');
    expect(sent.code).toBe(1);
    expect(JSON.parse(sent.out)).toMatchObject({
      ...{ status: 'completed', accepted: 1, refused: 1, counts: { completed: 1 } },
      results: [{ reply: { content: { words: 2 } } }, { error: { code: 'INVALID_CAPABILITY' } }],
    });
    const by = await json<{ group_by: string[]; groups: { key: Record<string, string> }[] }>(
      ...['usage', '--by', 'agent,day', '--from', '2d'],
    );
    expect(by.group_by).toEqual(['agent', 'day']);
    expect(by.groups.map(({ key }) => key['agent'])).toContain('WordCounter');
  });

  it('exports a conversation whole, and archives and deletes by filter once it is told to', async () => {
    const message = ['--capability', 'word-count', '--content', '{"text": "a b"}', '--wait'];
    await caxton('message', 'send', ...message, '--conversation', 'cli-kept');
    const file = join(folder, 'kept.jsonl');
    const [exported, archived] = await Promise.all([
      caxton('conversation', 'export', 'cli-kept', '--file', file),
      caxton('conversation', 'archive', '--older-than', '1ms'),
    ]);
    expect(exported.out).toBe(`4 records are in ${file}.\n`);
    expect(readFileSync(file, 'utf8')).toMatch(/^\{"record":"conversation"[^]*"record":"end"/);
    expect(archived).toMatchObject({
      ...{
        code: 2,
        err: expect.stringMatching(/Archive \d+ conversations?\?.*\n.*--yes/) as string,
      },
    });
    const filter = ['--older-than', '1ms'];
    expect(await json('conversation', 'archive', ...filter, '--yes')).toMatchObject({
      ...{ action: 'archive', status: 'completed', dry_run: false },
    });
    const counted = await caxton('conversation', 'delete', ...filter, '--dry-run');
    expect(counted.out).toMatch(/^\d+ conversations? would be deleted\.\n$/);
    const several = await caxton('conversation', 'delete', 'cli-kept', 'never-was', '--yes');
    expect(several.code).toBe(1);
    expect(several.out).toMatch(/^cli-kept is deleted\.\nnever-was: .*not found\n$/);
  });

  it('deploys an agent from a template, its parameters read by their types', async () => {
    const values = ['--set', 'language=Go', '--set', 'max_findings=3'];
    const made = ['agent', 'from-template', 'code-reviewer', 'CliReviewer', ...values];
    const wrong = ['agent', 'from-template', 'code-reviewer', 'CliReviewer', '--set', 'tone=warm'];
    const [planned, refused] = await Promise.all([json(...made, '--dry-run'), caxton(...wrong)]);
    expect(planned).toMatchObject({ ready_to_deploy: true, parameters: { max_findings: 3 } });
    expect(refused).toMatchObject({ code: 7, err: expect.stringContaining('tone') as string });
    expect((await caxton(...made)).out).toBe(
      'CliReviewer 1.0.0 is deployed, from code-reviewer.\n',
    );
  });

  it('measures a server, and says what is wrong with all messages before it sends many', async () => {
    const load = ['--messages', '8', '--concurrency', '4'];
    const [measured, refused] = await Promise.all([
      json('bench', ...load),
      caxton('bench', ...load, '--content', '{"text": 1}'),
    ]);
    expect(measured).toMatchObject({
      ...{ server: { mode: 'embedded' }, messages: 8, failed: 0, failures: {} },
      latency_ms: { p50: expect.any(Number) as number },
      turn_ms: { p50: expect.any(Number) as number },
    });
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain('WordCounter answers refuse');
  });

  it('is quiet when nobody reads on', async () => {
    const program = `"${process.execPath}" "${packageRoot()}/dist/program/main.js"`;
    const script = `${program} agent list --json | head -1; echo "\${PIPESTATUS[0]}"`;
    const { stdout, stderr } = await run('bash', ['--norc', '-c', script], {
      env: { ...env, PATH: process.env['PATH'] },
    });
    expect([stdout, stderr]).toEqual(['{\n0\n', '']);
  });

  it('ends as the table of exit codes says', async () => {
    const bad = ['message', 'send', '--capability', 'word-count', '--content'];
    const nobody = { env: { ...env, CAXTON_URL: 'http://127.0.0.1:1', CAXTON_API_KEY: 'hunter2' } };
    const [failed, unread, unknown, away] = await Promise.all([
      caxton(...bad, '{"text": 1}', '--wait', '20s'),
      caxton(...bad, '{"text":'),
      caxton('message', 'send', '--capability', 'nobody-has-this', 'Hello', '--json'),
      runCaxton(['agent', 'list', '--json'], nobody),
    ]);
    expect([failed.code, unread.code, unknown.code, away.code]).toEqual([1, 2, 5, 3]);
    expect(unread.err).toContain('--content is no JSON');
    const { error } = JSON.parse(unknown.err) as { error: Record<string, unknown> };
    expect(error).toMatchObject({ code: 'INVALID_CAPABILITY', exit_code: 5 });
    expect(away.err).not.toContain('hunter2');
    expect(away.out).toBe('');
  });

  it('keeps a login for its owner alone, and uses it for its own server', async () => {
    const { key } = await json<{ key: string }>(
      ...['key', 'create', 'cli-test', '--scopes', 'agents:read,keys:read'],
    );
    const login = await runCaxton(['login'], { env, input: `${key}\n` });
    expect(login).toMatchObject({ code: 0, out: expect.stringContaining('cli-test') as string });
    expect(login.out + login.err).not.toContain(key);
    expect(statSync(join(folder, 'kept/profiles.json')).mode & 0o777).toBe(0o600);
    const { CAXTON_URL: _unsaid, ...kept } = env;
    const me = await runCaxton(['whoami', '--json'], { env: kept });
    expect(JSON.parse(me.out)).toMatchObject({ kind: 'key', name: 'cli-test', server: server.url });
    const other = await runCaxton(['agent', 'list', '--workspace', 'acme'], {
      env: { ...env, CAXTON_API_KEY: key },
    });
    expect(other).toMatchObject({
      code: 4,
      err: expect.stringContaining('workspace default') as string,
    });
    expect((await runCaxton(['logout'], { env: kept })).code).toBe(0);
    expect((await runCaxton(['logout'], { env: kept })).code).toBe(5);
  });

  it('reaches webhooks, dead letters, memory and the server itself', async () => {
    const hook = await json<{ webhook_id: string }>(
      ...['webhook', 'register', 'https://example.com/hook', '--events', 'message.response'],
    );
    const [list, letters, stats, status] = await Promise.all([
      caxton('webhook', 'list'),
      json('dead-letter', 'list'),
      json('memory', 'stats'),
      json('server', 'status'),
    ]);
    expect(list.out).toContain(hook.webhook_id);
    expect(letters).toHaveProperty('dead_letters');
    expect(stats).toHaveProperty('global_stats');
    expect(status).toMatchObject({ status: 'healthy', mode: 'embedded' });
    expect((await caxton('storage')).out).toMatch(/^messages +\d+ .* on request/m);
    expect((await caxton('webhook', 'delete', hook.webhook_id, '--yes')).code).toBe(0);
  });

  it('finds with the doctor that a server runs here, and who has its data', async () => {
    const own = {
      CAXTON_DATA_DIR: data.path,
      CAXTON_METRICS_PORT: '0',
      CAXTON_LLM_PROVIDER: 'embedded',
    };
    const port = new URL(server.url).port;
    const [beside, again] = await Promise.all([
      runCaxton(['doctor', '--json', '--port', '0'], { env: own }),
      runCaxton(['doctor', '--port', port], { env: own }),
    ]);
    const { findings } = JSON.parse(beside.out) as { findings: Record<string, string>[] };
    expect(beside.code).toBe(1);
    expect(findings.filter(({ level }) => level === 'error')).toMatchObject([
      {
        check: 'data-directory',
        message: expect.stringContaining(`process ${String(server.process.pid)}`) as string,
      },
    ]);
    expect(again.code).toBe(0);
    expect(again.out).toContain(`A Caxton runs here already and has port ${port}`);
  });
});

describe('the command line, alone', () => {
  it('shows settings without secrets, and checks them', async () => {
    const env = {
      CAXTON_PORT: '9',
      CAXTON_ADMIN_PASSWORD: 'hunter2hunter2',
      CAXTON_API_KEY: 'hunter2',
    };
    const [shown, bad, help] = await Promise.all([
      runCaxton(['config', 'show', '--changed'], { env }),
      runCaxton(['config', 'validate', '--json'], { env: { CAXTON_PORT: 'eighty' } }),
      runCaxton(['agent', 'list', '--help'], { env }),
    ]);
    expect(shown.out).toMatch(/CAXTON_PORT +9 +environment/);
    expect(shown.out + help.out).not.toContain('hunter2');
    expect(bad.code).toBe(1);
    expect(JSON.parse(bad.out)).toMatchObject({ valid: false });
  });
});
