import type { Logger } from '#platform';
import { ProcessFailed, type ProcessEnd } from './process-failed.errors.js';
import type { Answers, Question } from './process-talk.js';
import { RestartPacer, type UnaskedEnd } from './restart-pacer.js';
import type { RunningProcess } from './running-process.js';

export interface SupervisedKit {
  readonly run: () => RunningProcess;
  readonly log: Logger;
  /** It did not become ready any more, again and again. */
  readonly onGivenUp: (failure: ProcessFailed) => void;
}

/** One of the processes under a supervisor: the one that runs now, and the next when that one dies. */
export class SupervisedProcess {
  private running: RunningProcess | undefined;
  private hasStarted = false;
  private isStopping = false;
  private restart: NodeJS.Timeout | undefined;
  private readonly pacer = new RestartPacer();

  constructor(private readonly kit: SupervisedKit) {}

  /** Starts it, and gives what is announced of it. Thrown when it ends instead: {@link ProcessFailed}. */
  async start(): Promise<unknown> {
    const facts = await this.begin().ready;
    this.hasStarted = true;
    return facts;
  }

  /** Of the process that runs. */
  get pid(): number | undefined {
    return this.running?.pid;
  }

  get isReady(): boolean {
    return this.running?.isReady === true;
  }

  /** Nothing where it does not run, or does not answer in time. */
  ask<Asked extends Question>(question: Asked): Promise<Answers[Asked] | undefined> {
    return this.running?.ask(question) ?? Promise.resolve(undefined);
  }

  /** Lets it finish its turns. Thrown when it did not end well: {@link ProcessFailed}. */
  async stop(): Promise<void> {
    this.isStopping = true;
    clearTimeout(this.restart);
    this.running?.stop();
    const end = await this.running?.ended;
    if (end !== undefined && !endedWell(end)) throw new ProcessFailed(end);
  }

  /** Ends it at once, if it is told to stop and does not. */
  cutShort(): void {
    if (this.isStopping) this.running?.kill();
  }

  private begin(): RunningProcess {
    const running = this.kit.run();
    this.running = running;
    void running.ended.then((end) => {
      this.running = undefined;
      if (this.hasStarted && !this.isStopping) this.startAgain(running, end);
    });
    return running;
  }

  private startAgain({ pid }: RunningProcess, end: ProcessEnd & UnaskedEnd): void {
    const { log, onGivenUp } = this.kit;
    const { code, signal } = end;
    const pause = this.pacer.after(end);
    if (pause === undefined) {
      log.error({ pid, code, signal }, 'A process fails to start again and again. Ending.');
      onGivenUp(new ProcessFailed(end));
      return;
    }
    const facts = { pid, code, signal, again_in_ms: pause };
    log.warn(facts, 'A process ended and is started again.');
    this.restart = setTimeout(() => {
      this.begin();
    }, pause);
  }
}

/** One that was not ready has nothing to finish. */
function endedWell({ code, wasReady }: ProcessEnd & UnaskedEnd): boolean {
  return code === 0 || !wasReady;
}
