import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer } from '../../support/contract.js';
import { ContractFetch } from '../../support/contract-fetch.js';
import type { RunningServer } from '../../support/server-under-test.js';
import { EmptyProject } from '../clients/empty-project.js';
import { ListeningProxy } from './listening-proxy.js';

/** What a program printed, how it ended, and what the server answered to it. */
export interface Ran {
  readonly code: number;
  readonly output: string;
  readonly answers: readonly Answer[];
}

/** Where somebody reads the quick start: a folder with the client installed, bash, Node, Python, and a server. */
export class ReadersDesk {
  /** What is printed, and what stands for it here. Nothing else of a block is changed. */
  private readonly here = new Map<string, string>();

  private constructor(
    private readonly folder: EmptyProject,
    private readonly proxy: ListeningProxy,
    readonly api: ContractFetch,
  ) {}

  static async open(server: RunningServer): Promise<ReadersDesk> {
    const [folder, proxy, api] = await Promise.all([
      EmptyProject.withClient(),
      ListeningProxy.start(server.url),
      ContractFetch.of(server.url),
    ]);
    const desk = new ReadersDesk(folder, proxy, api);
    desk.replace('http://localhost:8080', proxy.url);
    desk.replace('http://localhost:9090', new URL(server.metricsUrl).origin);
    desk.replace('https://example.com/sales.csv', `${server.url}/examples/airline-passengers.csv`);
    return desk;
  }

  replace(printed: string, here: string): void {
    this.here.set(printed, here);
  }

  /** A printed text with what stands for it here. */
  place(text: string): string {
    return [...this.here].reduce((all, [printed, here]) => all.replaceAll(printed, here), text);
  }

  /** Saves a block as a file beside the others. */
  save(name: string, text: string): string {
    writeFileSync(join(this.folder.folder, name), text, { mode: 0o755 });
    return name;
  }

  /** Commands as they are pasted into a shell. */
  async bash(commands: string): Promise<Ran> {
    return this.run('bash', ['-c', commands]);
  }

  /** Runs a program in the folder. It may fail. */
  async run(program: string, args: readonly string[]): Promise<Ran> {
    const before = this.proxy.heard.length;
    const { code, output } = await new Promise<Omit<Ran, 'answers'>>((resolve) => {
      const child = execFile(
        program,
        args,
        { cwd: this.folder.folder, env: this.environment(), timeout: 60_000 },
        (error, stdout, stderr) => {
          resolve({ code: Number(error?.code ?? 0), output: error ? stdout + stderr : stdout });
        },
      );
      child.stdin?.end();
    });
    const answers = this.proxy.heard.slice(before);
    for (const answer of answers) this.api.contract.check(answer);
    return { code, output, answers };
  }

  async close(): Promise<void> {
    await this.proxy.stop();
    this.folder.remove();
  }

  /** The address and the key, by the names that the scripts read. */
  private environment(): NodeJS.ProcessEnv {
    const key = this.here.get('your-api-key');
    return { ...process.env, CAXTON_URL: this.proxy.url, CAXTON_API_KEY: key };
  }
}
