import type { JsonObject } from '#protocol';
import { ToolFault } from '#tools';
import type { ShownMemory, TurnMemories, TurnNotebook } from '../memory/turn-memories.js';

/** A memory as a trial has it: what the trial brings along is shown, and nothing is read or kept. */
export function trialMemories(shown: readonly ShownMemory[]): TurnMemories {
  return {
    recall: () => Promise.resolve(shown),
    open: () => emptyNotebook,
    leave: () => undefined,
  };
}

const refuse = (): Promise<JsonObject> =>
  Promise.reject(new ToolFault('NOT_RUN_IN_TRIAL', 'a trial neither reads nor changes memory'));

const emptyNotebook: TurnNotebook = {
  noted: { notes: [], seen: [] },
  noteAgain: () => undefined,
  ...{ remember: refuse, relate: refuse, search: refuse },
};
