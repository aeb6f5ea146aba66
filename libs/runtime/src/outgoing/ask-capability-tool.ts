import { z } from 'zod';
import { capabilityName, durationText, jsonObject, readPerformative } from '#protocol';
import type { ToolOffer } from '#llm';
import { NotSendable } from './outgoing.errors.js';
import type { Question } from './question.js';
import { readTimeout } from './read-timeout.js';

export const askCapabilityName = 'ask_capability';

/** So long answers are waited for when nobody says otherwise: ten minutes. */
const askTimeoutMs = 600_000;

/** The tool by which a model asks other agents and waits for what they answer. */
export const askCapabilityOffer: ToolOffer = {
  name: askCapabilityName,
  description:
    'Ask other agents by capability and wait for their answers, which are the result of this call. ' +
    'Several capabilities are asked at the same time.',
  examples: ['Ask data analysis for the figures and go on with them', 'Get two opinions'],
  safety: 'idempotent',
  parameters: {
    type: 'object',
    additionalProperties: false,
    required: ['capabilities', 'content'],
    properties: {
      capabilities: {
        type: 'array',
        minItems: 1,
        maxItems: 10,
        items: { type: 'string' },
        description: 'Capabilities from your list.',
      },
      content: {
        type: 'object',
        description: 'Everything the others need: they see nothing of your work but this.',
      },
      performative: { type: 'string', enum: ['request', 'query', 'propose', 'cfp'] },
      everybody: {
        type: 'boolean',
        description: 'Ask all agents that provide a capability, not the best one.',
      },
      join: {
        type: 'string',
        enum: ['all', 'first', 'quorum'],
        description: 'How many good answers are enough: all of them, one, or quorum.',
      },
      quorum: { type: 'integer', minimum: 1, description: 'With join quorum: how many.' },
      timeout: {
        type: 'string',
        description: 'How long to wait, such as 30s; what has come by then is told.',
      },
    },
  },
};

const callArguments = z
  .strictObject({
    capabilities: z.array(capabilityName).min(1).max(10),
    content: jsonObject,
    performative: z.enum(['request', 'query', 'propose', 'cfp']).default('request'),
    everybody: z.boolean().default(false),
    join: z.enum(['all', 'first', 'quorum']).default('all'),
    quorum: z.int().min(1).optional(),
    timeout: durationText.optional(),
  })
  .refine(({ join, quorum }) => (join === 'quorum') === (quorum !== undefined), {
    path: ['quorum'],
    error: 'is needed for join quorum, and for that only',
  });

/** What is asked, and how. */
export type AskOptions = z.input<typeof callArguments>;

/** @throws {NotSendable} naming each bad argument */
export function readQuestion(value: unknown): Omit<Question, 'requestHash'> {
  const parsed = callArguments.safeParse(value);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      ({ path, message }) => `${path.join('.') || 'arguments'} ${message}`,
    );
    throw new NotSendable('TOOL_ARGUMENTS_INVALID', problems.join('; '));
  }
  const { capabilities, performative, content, everybody, join, quorum, timeout } = parsed.data;
  return {
    capabilities: [...new Set(capabilities)],
    performative: readPerformative(performative) ?? 'request',
    content,
    everybody,
    wanted: join === 'all' ? Infinity : (quorum ?? 1),
    timeoutMs: readTimeout(timeout) ?? askTimeoutMs,
  };
}
