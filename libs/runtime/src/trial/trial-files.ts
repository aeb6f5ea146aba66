import { ToolFault } from '#tools';
import type { TurnFiles } from '../files/turn-files.js';

const refuse = (): Promise<never> =>
  Promise.reject(new ToolFault('NOT_RUN_IN_TRIAL', 'a trial neither reads nor keeps files'));

/** Files as a trial has them: there are none, and none are kept. */
export const trialFiles: TurnFiles = {
  reader: () => ({ read: refuse }),
  describe: () => Promise.resolve([]),
  ...{ store: refuse, readMade: refuse },
  hold: () => Promise.resolve(false),
  keep: () => () => Promise.resolve(),
};
