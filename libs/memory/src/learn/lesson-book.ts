import { randomUUID } from 'node:crypto';
import { systemCaller, type Caller, type Database } from '#platform';
import { ascribe } from '../gate/ascribe.js';
import type { CandidateFact, GateRules } from '../gate/judge-fact.js';
import type { KnownFacts } from '../gate/known-facts.js';
import type { EntityEmbedder } from '../vectors/entity-embedder.js';
import { rememberAll, type Remembered } from '../write/remember-all.js';
import { keepWithin } from '../write/room.repository.js';
import { composeMemories, type RefusedFact } from './compose-memories.js';
import type { Lesson } from './lesson.js';
import { endLesson, putOffLesson, takeLessons } from './lesson.repository.js';

/** What may be learned, by the configuration of the agent. */
export interface LearnRules extends GateRules {
  /** Entities of the place beyond which nothing new is learned. */
  readonly maxEntries: number | undefined;
}

/** What became of a lesson. */
export interface Learned {
  /** Entities that were written. */
  readonly entities: readonly string[];
  readonly refused: readonly RefusedFact[];
}

/** A lesson that nobody came back from is taken up again after this. */
const leaseMs = 120_000;

/**
 * Turns that are to be learned from, and what is learned. A lesson stays until it is learned, in one
 * transaction with what it taught; a process that dies over one leaves it to the next.
 */
export class LessonBook {
  constructor(
    private readonly database: Database,
    private readonly known: KnownFacts,
    private readonly embedder: EntityEmbedder,
  ) {}

  /** Takes up to `limit` lessons that are due, the oldest first. */
  take(limit: number): Promise<Lesson[]> {
    const token = randomUUID();
    return this.database.transaction(systemCaller, (tx) =>
      takeLessons(tx, { limit, token, leaseMs }),
    );
  }

  /**
   * Remembers what of the facts the gate lets in, and is done with the lesson. Nothing when it was in
   * other hands meanwhile: then nothing was written.
   */
  async learn(
    lesson: Lesson,
    facts: readonly CandidateFact[],
    rules: LearnRules,
  ): Promise<Learned | undefined> {
    const caller = onBehalfOf(lesson);
    const { memories, refused } = composeMemories(facts, rules, lesson.saidAt);
    const fresh = await this.known.leaveOut(caller, lesson.place, memories);
    const { agentName: by, messageId, isTainted } = lesson;
    const source = { by, messageId, isTainted };
    const outcomes = await this.database.transaction(caller, async (tx) => {
      if (!(await endLesson(tx, lesson))) return undefined;
      const ascribed = await ascribe(tx, lesson.place, fresh);
      const fitting = await keepWithin(tx, lesson.place, ascribed, rules.maxEntries);
      return rememberAll(tx, lesson.place, fitting, source);
    });
    if (outcomes === undefined) return undefined;
    // What has no vector after this gets it with the next look.
    await this.embedder.embed(idsOf(outcomes)).catch(() => undefined);
    return { entities: namesOf(outcomes), refused };
  }

  /** Nobody could learn from it: it is tried again later. */
  async postpone(lesson: Lesson, delayMs: number, error: string): Promise<void> {
    await this.database.transaction(systemCaller, (tx) =>
      putOffLesson(tx, lesson, { delayMs, error }),
    );
  }

  /** Nothing is to be learned from it any more. */
  async drop(lesson: Lesson): Promise<void> {
    await this.database.transaction(systemCaller, (tx) => endLesson(tx, lesson));
  }
}

function onBehalfOf({ workspace, agentName }: Lesson): Caller {
  return { workspace, principal: agentName };
}

function idsOf(outcomes: readonly Remembered[]): string[] {
  return outcomes.flatMap((outcome) =>
    outcome.kind === 'stored' && outcome.write.isContentNew ? [outcome.write.id] : [],
  );
}

function namesOf(outcomes: readonly Remembered[]): string[] {
  return outcomes.flatMap((outcome) => (outcome.kind === 'stored' ? [outcome.write.name] : []));
}
