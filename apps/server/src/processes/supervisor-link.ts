import type { Worker } from 'node:cluster';
import type { OpenOperators, ProcessFacts } from '../metrics/operator-ports.js';
import type { StopOrders } from '../run-until-signal.js';
import { readOrder, type Answers, type ProcessReport, type Question } from './process-talk.js';

const stopSignals = ['SIGINT', 'SIGTERM'] as const;

/** What a process hears from its supervisor and tells it. */
export class SupervisorLink implements StopOrders {
  readonly sentence = 'Stopping.';
  private readonly stopped: Promise<string>;
  private hasStopped = false;
  private facts: ProcessFacts | undefined;

  constructor(
    private readonly worker: Worker,
    /** Where operators ask the supervisor. */
    private readonly operatorPort: number,
  ) {
    this.stopped = this.hearStop();
    worker.on('message', (message: unknown) => {
      const order = readOrder(message);
      if (order?.kind === 'ask') void this.answer(order.id, order.question);
    });
    // The supervisor died with something on its way; that it is gone is heard by itself.
    worker.on('error', () => undefined);
  }

  /**
   * A terminal sends signals to all processes of a group, and the supervisor then tells them once more: they are heard
   * once. What ends at once is decided by the supervisor alone.
   */
  next(): Promise<string> {
    if (this.hasStopped) return new Promise(() => undefined);
    this.hasStopped = true;
    return this.stopped;
  }

  tell(report: ProcessReport): void {
    if (this.worker.isConnected()) this.worker.send(report, () => undefined);
  }

  /** The supervisor asks for them. */
  readonly openOperators: OpenOperators = (facts) => {
    this.facts = facts;
    const endpoint = {
      port: this.operatorPort,
      // The supervisor says both for all.
      announceStart: () => undefined,
      announceStop: () => undefined,
      stop: () => {
        this.facts = undefined;
        return Promise.resolve();
      },
    };
    return Promise.resolve(endpoint);
  };

  private hearStop(): Promise<string> {
    return new Promise((resolve) => {
      for (const signal of stopSignals) {
        process.on(signal, () => {
          resolve(signal);
        });
      }
      this.worker.on('message', (message: unknown) => {
        if (readOrder(message)?.kind === 'stop') resolve('told by the supervisor');
      });
      this.worker.on('disconnect', () => {
        // Without this Node would end it at once, in the middle of its turns.
        this.worker.exitedAfterDisconnect = true;
        resolve('the supervisor is gone');
      });
    });
  }

  private async answer(id: number, question: Question): Promise<void> {
    try {
      this.tell({ kind: 'answer', id, answer: await this.find(question) });
    } catch {
      this.tell({ kind: 'answer', id });
    }
  }

  private async find(question: Question): Promise<Answers[Question] | undefined> {
    if (question === 'ground') return this.facts?.ground();
    return (await this.facts?.metrics(question === 'all-metrics'))?.flat();
  }
}
