import { TrialEntity } from './trial.entity.js';

/** The tables of this library, for the mapper. */
export const trialEntities = [TrialEntity] as const;

export { dropOldTrials, type ClaimedTrial } from './claim.repository.js';
export { judgeAnswer } from './judge-answer.js';
export { reportTrial, type TrialMoney } from './report-trial.js';
export type { ScenarioOutcome, TrialCall, TrialFault } from './scenario-outcome.js';
export { trialsTopic } from './topics.js';
export { mostTrials, TrialBook } from './trial-book.js';
export { TrialClaims, trialLeaseMs } from './trial-claims.js';
export type { TrialIssue, TrialRequest } from './trial-request.js';
