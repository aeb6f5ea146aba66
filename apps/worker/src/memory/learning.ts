import type { Logger } from '#platform';
import type { Lesson, OpenMemory } from '#memory';
import type { Learner } from '#runtime';

export interface LearningKit {
  readonly lessons: Pick<OpenMemory['lessons'], 'take'>;
  readonly learner: Pick<Learner, 'learn'>;
  readonly log: Logger;
}

/** Lessons that are worked on beside one another; with a language model each is a call of it. */
const beside = 4;

/**
 * Works off what is to be learned, beside the turns and never in their way. It looks at the table and not
 * at what was said, so a process that dies loses nothing: the next look, here or elsewhere, finds it.
 */
export class Learning {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;

  constructor(private readonly kit: LearningKit) {}

  /** Begins to work off what is due, if it does not already. Does not wait for it. */
  look(): Promise<void> {
    if (this.running === undefined && !this.stopping.signal.aborted) {
      this.running = this.workOff()
        .catch((error: unknown) => {
          if (this.stopping.signal.aborted) return;
          this.kit.log.warn({ err: error }, 'Nothing could be learned; it is tried again.');
        })
        .finally(() => {
          this.running = undefined;
        });
    }
    return Promise.resolve();
  }

  /** What is being learned is left to its lease and learned by others. */
  async stop(): Promise<void> {
    this.stopping.abort(new Error('The worker stops.'));
    await this.running;
  }

  private async workOff(): Promise<void> {
    const { lessons } = this.kit;
    let taken: readonly Lesson[];
    do {
      this.stopping.signal.throwIfAborted();
      taken = await lessons.take(beside);
      await Promise.all(taken.map((lesson) => this.learn(lesson)));
    } while (taken.length === beside);
  }

  private learn(lesson: Lesson): Promise<void> {
    return this.kit.learner.learn(lesson, this.stopping.signal);
  }
}
