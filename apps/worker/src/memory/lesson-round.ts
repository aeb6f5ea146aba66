import type { Lesson, OpenMemory } from '#memory';
import { noteDataGap, type Learner } from '#runtime';

export interface LessonRoundKit {
  readonly lessons: Pick<OpenMemory['lessons'], 'take'>;
  readonly learner: Pick<Learner, 'learn'>;
}

/** Lessons that are worked on beside one another; with a language model each is a call of it. */
const beside = 4;

/** Works off what is to be learned. At a stop, what is being learned is left to its lease and learned by others. */
export async function lessonRound(
  { lessons, learner }: LessonRoundKit,
  stopping: AbortSignal,
): Promise<void> {
  let taken: readonly Lesson[];
  do {
    stopping.throwIfAborted();
    taken = await lessons.take(beside);
    await Promise.all(taken.map((lesson) => learnOne(learner, lesson, stopping)));
  } while (taken.length === beside);
}

/** A lesson of which Postgres refuses even what became of it is counted, too. */
async function learnOne(
  learner: LessonRoundKit['learner'],
  lesson: Lesson,
  stopping: AbortSignal,
): Promise<void> {
  try {
    await learner.learn(lesson, stopping);
  } catch (error) {
    noteDataGap('learning', error);
    throw error;
  }
}
