import type { Group } from '../calls/methods.js';

/** Where memories came from, and taking them back. */
export const memoryAudit = {
  /** Tells where a fact came from. */
  explainFact: 'explainFact',
  /** Tells what would go with a fact. */
  weighFact: 'weighFact',
  /** Takes a fact back. */
  retractFact: 'retractFact',
  /** Says whether a fact came from outside. */
  taintFact: 'taintFact',
  /** Gives a relation with its history. */
  relation: 'getRelation',
  /** Tells where a relation came from. */
  explainRelation: 'explainRelation',
  /** Tells what would go with a relation. */
  weighRelation: 'weighRelation',
  /** Takes a relation back. */
  retractRelation: 'retractRelation',
  /** Says whether a relation came from outside. */
  taintRelation: 'taintRelation',
  /** Takes all facts of an entity back. */
  retractEntity: 'retractEntity',
  /** Says whether an entity came from outside. */
  taintEntity: 'taintEntity',
  /** Lists what was taken back, page by page. */
  retractions: 'listRetractions',
  /** Undoes a retraction. */
  undoRetraction: 'undoRetraction',
  /** Lists facts that wait for people, page by page. */
  review: 'listWaitingFacts',
  /** Lets a waiting fact hold. */
  acceptFact: 'acceptFact',
  /** Lets a waiting fact go. */
  rejectFact: 'rejectFact',
} as const satisfies Group;
