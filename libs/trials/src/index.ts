import { TrialEntity } from './trial.entity.js';

/** The tables of this library, for the mapper. */
export const trialEntities = [TrialEntity] as const;

export { dropOldTrials, type ClaimedTrial } from './claim.repository.js';
export { judgeAnswer } from './judge-answer.js';
export { reportTrial } from './report-trial.js';
export type { ScenarioOutcome } from './scenario-outcome.js';
export { trialsTopic } from './topics.js';
export { TrialBook } from './trial-book.js';
export { TrialClaims, trialLeaseMs } from './trial-claims.js';
export type { TrialRequest } from './trial-request.js';
