import { z } from 'zod';
import {
  capabilityName,
  durationText,
  jsonObject,
  performatives,
  readPerformative,
} from '#protocol';
import type { ToolOffer } from '#llm';
import { NotSendable } from './outgoing.errors.js';
import type { Outgoing } from './outbox.js';
import { readTimeout } from './read-timeout.js';

export const sendMessageName = 'send_message';

/** The tool by which a model hands work to other agents; offered when there are any to ask. */
export const sendMessageOffer: ToolOffer = {
  name: sendMessageName,
  description:
    'Send a message to another agent by capability, to hand work on or to ask. It is sent when ' +
    'this turn ends. The answer goes to the requester unless reply_to is "me".',
  examples: ['Send the results to report generation', 'Ask another agent to do this'],
  safety: 'idempotent',
  parameters: {
    type: 'object',
    additionalProperties: false,
    required: ['capability', 'content'],
    properties: {
      capability: { type: 'string', description: 'A capability from your list.' },
      performative: { type: 'string', enum: ['request', 'inform', 'query', 'propose', 'cfp'] },
      content: {
        type: 'object',
        description: 'Everything the other agent needs: it sees nothing of your work but this.',
      },
      reply_to: { type: 'string', enum: ['requester', 'me'] },
      wait: {
        type: 'boolean',
        description: 'Wait for the answer: it is then the result of this call.',
      },
      timeout: {
        type: 'string',
        description: 'How long an answer is of use, such as 30s; never longer than your own time.',
      },
    },
  },
};

const callArguments = z.strictObject({
  capability: capabilityName,
  performative: z
    .string()
    .default('request')
    .refine((text) => readPerformative(text) !== undefined, {
      error: `must be one of ${performatives.join(', ')}`,
    }),
  content: jsonObject,
  reply_to: z.enum(['requester', 'me']).default('requester'),
  wait: z.literal(false).optional(),
  timeout: durationText.optional(),
});

/** The arguments of a call of `send_message`. @throws {NotSendable} naming each bad one */
export function readOutgoing(value: unknown): Outgoing {
  const parsed = callArguments.safeParse(value);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      ({ path, message }) => `${path.join('.') || 'arguments'} ${message}`,
    );
    throw new NotSendable('TOOL_ARGUMENTS_INVALID', problems.join('; '));
  }
  const { capability, performative, content, reply_to: replyTo, timeout } = parsed.data;
  return {
    capability,
    performative: readPerformative(performative) ?? 'request',
    content,
    replyTo,
    timeoutMs: readTimeout(timeout),
  };
}
