import { CliError } from '../run/cli-error.js';
import type { Ending } from '../run/exit-codes.js';

/** What `caxton message send` was told. */
export interface SendFlags {
  readonly capability?: string;
  readonly to?: string;
  readonly content?: string;
  readonly performative: string;
  readonly conversation?: string;
  readonly timeout?: string;
  readonly wait?: number;
  readonly follow?: boolean;
  readonly dryRun?: boolean;
  readonly idempotencyKey?: string;
}

/** A message as the API takes it. */
export interface ComposedMessage {
  readonly capability?: string;
  readonly receiver?: string;
  readonly performative: string;
  readonly content: Record<string, unknown>;
  readonly conversation_id?: string;
  readonly timeout?: string;
}

/**
 * The message that flags and text mean.
 * @param given the content that was given as JSON
 * @throws {CliError} nobody is named, or nothing is said
 */
export function composeMessage(
  flags: SendFlags,
  text: string | undefined,
  given: Record<string, unknown> | undefined,
): ComposedMessage {
  const { capability, to: receiver, performative, conversation, timeout } = flags;
  if (capability === undefined && receiver === undefined) {
    throw new CliError('usage', 'Who is to answer?', 'Name --capability, or an agent with --to.');
  }
  if (text === undefined && given === undefined) {
    throw new CliError('usage', 'There is nothing to say.', 'Write a text, or give --content.');
  }
  return {
    ...(capability === undefined ? {} : { capability }),
    ...(receiver === undefined ? {} : { receiver }),
    performative,
    content: { ...given, ...(text === undefined ? {} : { request: text }) },
    ...(conversation === undefined ? {} : { conversation_id: conversation }),
    ...(timeout === undefined ? {} : { timeout }),
  };
}

/** What says that it was not done. */
const declining: readonly string[] = ['refuse', 'failure', 'not_understood', 'reject_proposal'];

/** How a command ends whose message was replied to so: a refusal is an answer, but not what was asked for. */
export function endingOfReply(reply: { readonly performative: string }): Ending | undefined {
  return declining.includes(reply.performative) ? 'failed' : undefined;
}
