import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { spawnCaxton } from '../../support/server-under-test.js';

/** How one process of a cluster is started, the first time and every time after. */
export interface MemberPlan {
  /** `api-1`, `worker-2`. */
  readonly name: string;
  readonly command: readonly string[];
  readonly settings: Readonly<Record<string, string>>;
  readonly nodeFlags: readonly string[];
  /** Where its log is kept. @default nowhere */
  readonly logFile?: string;
}

/** An end that nobody here asked for: the process gave up, or an armed fault point killed it. */
export interface OwnEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The last lines of its log. */
  readonly words: string;
}

type Child = ReturnType<typeof spawnCaxton>;

interface Life {
  readonly child: Child;
  readonly ended: Promise<void>;
  isWanted: boolean;
}

const lastLines = 15;

/** One process of a cluster: started, signalled, ended and started again in the same place. */
export class Member {
  /** Ends that nobody here asked for. */
  readonly ownEnds: OwnEnd[] = [];
  private readonly sentences = new Map<string, number>();
  private readonly words: string[] = [];
  private life: Life | undefined;
  private paused = false;
  private readySince: number | undefined;

  constructor(private readonly plan: MemberPlan) {}

  get name(): string {
    return this.plan.name;
  }

  /** Of its present life; undefined while there is none. */
  get pid(): number | undefined {
    return this.life?.child.pid;
  }

  /** Started, ready, and neither ended nor stopped. */
  get isUp(): boolean {
    return this.readySince !== undefined && !this.paused;
  }

  /** Stopped by SIGSTOP. */
  get isPaused(): boolean {
    return this.paused;
  }

  /** There is a process, ready or not. */
  get isRunning(): boolean {
    return this.life !== undefined;
  }

  /** The last lines of its log. */
  get lastWords(): string {
    return this.words.join('\n');
  }

  /** How often it has logged a sentence, over all its lives. */
  said(sentence: string): number {
    return this.sentences.get(sentence) ?? 0;
  }

  /** Starts the process, with other settings if need be. Resolves when it is ready. */
  async start(more: Readonly<Record<string, string>> = {}): Promise<void> {
    if (this.life !== undefined) throw new Error(`${this.name} runs already.`);
    const { settings, command, nodeFlags } = this.plan;
    const child = spawnCaxton({ settings: { ...settings, ...more }, command, nodeFlags });
    this.words.length = 0;
    const ready = this.listen(child);
    const life: Life = { child, isWanted: false, ended: this.watchEnd(child) };
    this.life = life;
    await Promise.race([ready, life.ended]);
    if (this.life !== life) throw new Error(`${this.name} ended at once:\n${this.lastWords}`);
    this.readySince = performance.now();
  }

  /** A signal whose effect is not waited for. */
  signal(signal: 'SIGSTOP' | 'SIGCONT' | 'SIGUSR2' | 'SIGTERM'): void {
    this.life?.child.kill(signal);
    if (signal === 'SIGSTOP') this.paused = this.life !== undefined;
    if (signal === 'SIGCONT') this.paused = false;
  }

  /** Ends it and gives how many milliseconds that took. Nothing happens when it does not run. */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number> {
    const { life } = this;
    if (life === undefined) return 0;
    const startedAt = performance.now();
    life.isWanted = true;
    life.child.kill(signal);
    await life.ended;
    return performance.now() - startedAt;
  }

  /** Resolves when it has ended, whoever ended it. */
  async ended(): Promise<void> {
    await this.life?.ended;
  }

  /** Resolves when it says that it is ready. */
  private listen(child: Child): Promise<void> {
    const { words } = this;
    const { logFile } = this.plan;
    const file = logFile === undefined ? undefined : createWriteStream(logFile, { flags: 'a' });
    return new Promise((resolve) => {
      for (const stream of [child.stdout, child.stderr]) {
        createInterface({ input: stream }).on('line', (line) => {
          file?.write(`${line}\n`);
          words.push(line);
          if (words.length > lastLines) words.shift();
          if (this.note(line).endsWith(' is ready.')) resolve();
        });
      }
      child.once('close', () => file?.end());
    });
  }

  private note(line: string): string {
    // The sentence comes last; a field of the same name may come before it.
    const sentence = /"message":"([^"]*)"\}$/.exec(line)?.[1] ?? '';
    if (sentence !== '') this.sentences.set(sentence, this.said(sentence) + 1);
    return sentence;
  }

  private async watchEnd(child: Child): Promise<void> {
    const kill = (): void => {
      child.kill('SIGKILL');
    };
    process.once('exit', kill);
    const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
    process.off('exit', kill);
    const wanted = this.life?.child === child && this.life.isWanted;
    if (!wanted) this.ownEnds.push({ code, signal, words: this.lastWords });
    this.life = undefined;
    this.paused = false;
    this.readySince = undefined;
  }
}
