import type { Tx } from '#platform';
import type { MailedMailbox, NewMessage } from '../new-message.js';
import { fillingFor, writingOf } from './append.repository.js';
import { announceDeliveries, arrivalOf, loggingOf, type LogEntry } from './event-log.repository.js';
import {
  openingFor,
  readNumberings,
  readTransaction,
  type Numbering,
} from './numbering.repository.js';

/** Where new mail went. */
interface Appended {
  readonly rings: MailedMailbox[];
  readonly numberings: Numbering[];
  readonly transaction: string;
}

/**
 * New mail in two round trips: in the first its conversations and mailboxes are opened, in this order as everywhere,
 * and in the second its messages and events are written. `isLast`: the transaction is committed with the second.
 */
export async function appendMail(
  tx: Tx,
  messages: readonly NewMessage[],
  isLast: boolean,
): Promise<Appended> {
  if (messages.length === 0) return { rings: [], numberings: [], transaction: '' };
  const { caller } = tx;
  const filling = fillingFor(caller, messages);
  const opening = openingFor(caller, messages);
  const [opened = [], filled = []] = await tx.together(
    filling === undefined ? [opening] : [opening, filling],
  );
  const numberings = readNumberings(opened);
  const { writing, rings } = writingOf(caller, messages, numberings, filled);
  const logging = loggingOf(caller, messages.map(arrivalOf), numberings);
  const calls = logging === undefined ? [writing] : [writing, logging];
  const [, queued = []] = isLast ? await tx.conclude(calls) : await tx.together(calls);
  announceDeliveries(tx, queued);
  return { rings, numberings, transaction: readTransaction(opened) };
}

/** What turns say, under numbers that were taken for it. */
interface Words {
  readonly messages: readonly NewMessage[];
  readonly log: readonly LogEntry[];
  readonly numberings: readonly Numbering[];
}

/** The end of the commit of turns: what they say and what happened in them is written, and committed with it. */
export async function appendWords(
  tx: Tx,
  { messages, log, numberings }: Words,
): Promise<MailedMailbox[]> {
  const { caller } = tx;
  const filling = fillingFor(caller, messages);
  const filled = filling === undefined ? [] : await tx.rows(...filling);
  const { writing, rings } = writingOf(caller, messages, numberings, filled);
  const logging = loggingOf(caller, log, numberings);
  const calls = [
    ...(messages.length === 0 ? [] : [writing]),
    ...(logging === undefined ? [] : [logging]),
  ];
  const answers = await tx.conclude(calls);
  if (logging !== undefined) announceDeliveries(tx, answers.at(-1) ?? []);
  return rings;
}
