/**
 * The places where a process may die, stop or be lied to about an outcome, by name. One is written
 * where something durable or outside begins and ends, so that "just before" and "just after" cover
 * every state that a crash can leave behind (reliability §3.9). The resilience tests try each of them.
 */
export const faultPoints = [
  'approval.decide',
  'approval.expire',
  'artifact.collect',
  'artifact.write',
  'cancel.ask',
  'cancel.end',
  'dead-letter.discard',
  'dead-letter.requeue',
  'events.publish',
  'ingest.store',
  'journal.finish',
  'journal.note',
  'journal.start',
  'mailbox.claim',
  'mailbox.commit',
  'mailbox.postpone',
  'mailbox.release',
  'mailbox.renew',
  'mailbox.suspend',
  'model.ask',
  'postgres.commit',
  'postgres.query',
  'queue.hear',
  'queue.ring',
  'sweep.free',
  'sweep.settle',
  'tool.execute',
  'webhook.claim',
  'webhook.record',
  'webhook.send',
] as const;

/** Name of a place where a fault may strike. */
export type FaultPoint = (typeof faultPoints)[number];
