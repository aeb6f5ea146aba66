import { z } from 'zod';

/**
 * FIPA communicative acts as they travel in Caxton: lower case, words joined by `_`.
 * Source: FIPA SC00037 (Communicative Act Library); the set covers every act the contract names.
 */
export const performatives = [
  'request',
  'inform',
  'query',
  'query_if',
  'query_ref',
  'propose',
  'accept_proposal',
  'reject_proposal',
  'agree',
  'refuse',
  'failure',
  'not_understood',
  'cfp',
  'cancel',
  'subscribe',
  'confirm',
  'disconfirm',
] as const;

/** What a message means to do: ask, tell, refuse, offer, … */
export type Performative = (typeof performatives)[number];

const known: ReadonlySet<string> = new Set(performatives);

/** The act a client wrote, in any case and with `-` or `_`; nothing when there is no such act. */
export function readPerformative(text: string): Performative | undefined {
  const canonical = text.toLowerCase().replaceAll('-', '_');
  return known.has(canonical) ? (canonical as Performative) : undefined;
}

/** Acts that answer another message and therefore need no answer themselves. */
const closing: ReadonlySet<Performative> = new Set([
  'inform',
  'refuse',
  'failure',
  'not_understood',
  'reject_proposal',
  'confirm',
  'disconfirm',
]);

/** Whether the sender of this act expects something back. */
export function expectsReply(performative: Performative): boolean {
  return !closing.has(performative);
}

/** An act on its way out: always canonical. */
export const performativeOut = z.enum(performatives).meta({
  id: 'Performative',
  description: 'The communicative act of the message (FIPA ACL).',
});

/** An act on its way in: any case, `-` or `_`. */
export const performativeIn = z
  .string()
  .max(32)
  .refine((text) => readPerformative(text) !== undefined, {
    error: `must be one of ${performatives.join(', ')}`,
    params: { allowed: performatives },
  })
  .meta({
    description: `The communicative act, in any case: ${performatives.join(', ')}.`,
    examples: ['request'],
  });
