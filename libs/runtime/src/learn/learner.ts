import { randomBytes } from 'node:crypto';
import { ModelError } from '#llm';
import type { MemoryUse } from '../memory/memory-use.js';
import type { Surroundings } from '../surroundings.js';
import { DiscreetModel } from '../discretion/discreet-model.js';
import { noteDataGap } from '../faults/data-gaps.js';
import { countPaid } from '../model-turn/count-paid.js';
import { composeLearning } from './learning-prompt.js';
import type { LearnedFact, Lesson, Lessons } from './lesson.js';
import { readFacts } from './read-facts.js';

/** What learning needs of what surrounds turns, and where lessons are. */
export interface LearnerKit extends Pick<
  Surroundings,
  'directory' | 'chooseModel' | 'costOf' | 'discretion' | 'log'
> {
  readonly lessons: Lessons;
}

/** Attempts after which a lesson is given up. */
const mostAttempts = 5;

/**
 * Learns from turns that are over: asks the agent's model once what is worth remembering, and hands it to
 * the memory, whose gate decides. The answer to the sender has left long before, so nobody waits for it.
 */
export class Learner {
  constructor(private readonly kit: LearnerKit) {}

  /** Never rejects but with the signal's reason: a lesson that fails is tried again later. */
  async learn(lesson: Lesson, signal: AbortSignal): Promise<void> {
    const { lessons, log } = this.kit;
    const { messageId: message_id, agentName: agent } = lesson;
    try {
      const learned = await this.attempt(lesson, signal);
      if (learned !== undefined)
        log.debug({ message_id, agent, ...learned }, 'Learned from a turn.');
    } catch (error) {
      signal.throwIfAborted();
      noteDataGap('learning', error);
      if (lesson.attempts < mostAttempts && !isFinal(error)) {
        await lessons.postpone(lesson, pauseAfter(lesson.attempts), String(error).slice(0, 500));
      } else await lessons.drop(lesson);
      log.warn(
        { err: error, message_id, agent, attempts: lesson.attempts },
        'A turn could not be learned from.',
      );
    }
  }

  /** An agent that is gone, or was told to learn nothing meanwhile, learns nothing. */
  private async attempt(lesson: Lesson, signal: AbortSignal): ReturnType<Lessons['learn']> {
    const { directory, lessons } = this.kit;
    const profile = await directory.load(lesson);
    const use = profile?.memory;
    if (profile === undefined || use?.learns !== true) {
      await lessons.drop(lesson);
      return undefined;
    }
    const facts = await this.read(lesson, profile.llm, signal);
    return lessons.learn(lesson, facts, rulesOf(use));
  }

  private async read(
    lesson: Lesson,
    settings: Parameters<Surroundings['chooseModel']>[0],
    signal: AbortSignal,
  ): Promise<LearnedFact[]> {
    const { agentName: agent, messageId } = lesson;
    const { chooseModel, costOf, discretion } = this.kit;
    const model = new DiscreetModel(chooseModel(settings), discretion, { agent, messageId });
    const request = composeLearning(lesson, randomBytes(9).toString('hex'));
    const reply = await model.ask(request, { signal });
    const payer = { agent, capability: lesson.said.capability };
    countPaid(payer, reply.answeredBy ?? model, reply.usage, costOf);
    return readFacts(reply);
  }
}

function rulesOf({ excluded, maxEntries }: MemoryUse): Parameters<Lessons['learn']>[2] {
  return { excluded, maxEntries };
}

/** The model would refuse it again. */
function isFinal(error: unknown): boolean {
  return error instanceof ModelError && !error.retryable;
}

/** Half a minute, then two, then eight. */
function pauseAfter(attempts: number): number {
  return 30_000 * 4 ** (attempts - 1);
}
