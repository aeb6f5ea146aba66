import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { packageRoot } from '#platform';
import { eventually } from './eventually.js';
import { freePort } from '../resilience/kit/free-port.js';
import { serverUrl } from './test-servers.js';

/** What promtool said, and whether it was content. */
interface Verdict {
  readonly code: number | null;
  readonly said: string;
}

/** Runs promtool, which judges what stands on its standard input or in a file. */
export async function promtool(args: readonly string[], input = ''): Promise<Verdict> {
  const program = join(dirname(serverUrl('prometheus')), 'promtool');
  const child = spawn(program, args, { cwd: packageRoot() });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  }
  child.stdin.end(input);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, said };
}

/** One value of a query. */
interface Sample {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [number, string];
}

interface Answered {
  readonly status: string;
  readonly error?: string;
  readonly data: { readonly result: readonly Sample[]; readonly groups: readonly object[] };
}

/** A real Prometheus with the rules of docker/, which scrapes every second what a test names. */
export class PrometheusUnderTest {
  private constructor(
    private readonly child: ChildProcess,
    private readonly url: string,
    private readonly folder: string,
  ) {}

  static async start(target: string): Promise<PrometheusUnderTest> {
    const folder = mkdtempSync(join(tmpdir(), 'caxton-prometheus-'));
    cpSync(join(packageRoot(), 'docker/prometheus/caxton.rules.yml'), join(folder, 'rules.yml'));
    const config = {
      global: { scrape_interval: '1s', evaluation_interval: '1s' },
      rule_files: ['rules.yml'],
      scrape_configs: [{ job_name: 'caxton', static_configs: [{ targets: [target] }] }],
    };
    // JSON is YAML.
    writeFileSync(join(folder, 'prometheus.yml'), JSON.stringify(config));
    const address = `127.0.0.1:${String(await freePort())}`;
    const child = spawn(
      serverUrl('prometheus'),
      [
        `--config.file=${join(folder, 'prometheus.yml')}`,
        `--storage.tsdb.path=${join(folder, 'data')}`,
        `--web.listen-address=${address}`,
      ],
      { stdio: 'ignore' },
    );
    const prometheus = new PrometheusUnderTest(child, `http://${address}`, folder);
    await eventually(
      () => prometheus.isReady(),
      (ready) => ready,
    );
    return prometheus;
  }

  /** What a query gives now. Thrown when Prometheus does not understand it. */
  async query(promql: string): Promise<readonly Sample[]> {
    const { data } = await this.ask(`/api/v1/query?query=${encodeURIComponent(promql)}`);
    return data.result;
  }

  /** The groups of rules that it evaluates. */
  async rules(): Promise<readonly object[]> {
    return (await this.ask('/api/v1/rules')).data.groups;
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'close');
    this.child.kill('SIGKILL');
    await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async ask(path: string): Promise<Answered> {
    const answer = (await (await fetch(`${this.url}${path}`)).json()) as Answered;
    if (answer.status !== 'success') throw new Error(`${path}: ${answer.error ?? ''}`);
    return answer;
  }

  private async isReady(): Promise<boolean> {
    return fetch(`${this.url}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  }
}
