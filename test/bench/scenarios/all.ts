import { accept } from './accept.js';
import type { Scenario } from './scenario.js';
import { turn } from './turn.js';

/** Every scenario, in the order in which they are measured. */
export const allScenarios: readonly Scenario[] = [accept, turn];
