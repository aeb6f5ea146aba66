import type { Group } from '../calls/methods.js';

/** How memories are kept, and how good they are. */
export const memoryKeeping = {
  /** Deletes every trace of a subject. */
  erase: 'eraseSubject',
  /** Lets an erased subject be learned again. */
  liftErasure: 'liftErasure',
  /** Tells what is kept and for how long. */
  settings: 'getMemoryConfig',
  /** Changes what is kept and for how long. */
  changeSettings: 'changeMemoryConfig',
  /** Tells how good a memory is. */
  quality: 'getMemoryQuality',
  /** Tells how large a memory is. */
  stats: 'getMemoryStats',
  /** Tells how well memory works. */
  health: 'getMemoryHealth',
} as const satisfies Group;
