import type { Worker } from 'node:cluster';
import { within } from '#platform';
import { ProcessFailed, type ProcessEnd } from './process-failed.errors.js';
import { readReport, type Answers, type Question, type SupervisorOrder } from './process-talk.js';
import type { UnaskedEnd } from './restart-pacer.js';

/** Longer than this nobody waits for an answer: whoever asks for health waits a second. */
const patienceMs: Readonly<Record<Question, number>> = {
  ...{ metrics: 5_000, 'all-metrics': 5_000, ground: 900 },
};

/** A process that its supervisor has started, until it ends. */
export class RunningProcess {
  /** What is announced of it, once it works. Thrown when it ends instead: {@link ProcessFailed}. */
  readonly ready: Promise<unknown>;
  readonly ended: Promise<ProcessEnd & UnaskedEnd>;
  private isWorking = false;
  private readonly open = new Map<number, (answer: unknown) => void>();
  private lastId = 0;

  constructor(private readonly worker: Worker) {
    // That it is gone is told by its exit.
    worker.on('error', () => undefined);
    const began = performance.now();
    this.ended = new Promise((resolve) => {
      worker.once('exit', (code: number | null, signal: NodeJS.Signals | null) => {
        resolve({ code, signal, wasReady: this.isWorking, livedMs: performance.now() - began });
      });
    });
    this.ready = new Promise((resolve, reject) => {
      worker.on('message', (message: unknown) => {
        const report = readReport(message);
        if (report?.kind === 'answer') this.open.get(report.id)?.(report.answer);
        if (report?.kind !== 'ready') return;
        this.isWorking = true;
        resolve(report.facts);
      });
      void this.ended.then((end) => {
        reject(new ProcessFailed(end));
      });
    });
    this.ready.catch(() => undefined);
  }

  /** Whether it can be asked. */
  get isReady(): boolean {
    return this.isWorking && this.worker.isConnected();
  }

  get pid(): number | undefined {
    return this.worker.process.pid;
  }

  /** Nothing where it does not answer in time. */
  async ask<Asked extends Question>(question: Asked): Promise<Answers[Asked] | undefined> {
    const id = ++this.lastId;
    const answer = new Promise<unknown>((resolve) => {
      this.open.set(id, resolve);
    });
    this.tell({ kind: 'ask', id, question });
    try {
      return (await within(answer, patienceMs[question])) as Answers[Asked] | undefined;
    } catch {
      return undefined;
    } finally {
      this.open.delete(id);
    }
  }

  /** Begins its stop. One that still starts has nothing to finish, and would first finish its start. */
  stop(): void {
    if (this.isReady) this.tell({ kind: 'stop' });
    else this.kill();
  }

  kill(): void {
    this.worker.process.kill('SIGKILL');
  }

  private tell(order: SupervisorOrder): void {
    if (this.worker.isConnected()) this.worker.send(order, () => undefined);
  }
}
