import { z } from 'zod';
import { capabilityName } from './ids.js';

/** Acts by which work is handed on. */
const handingOn = ['request', 'inform', 'query', 'propose', 'cfp'] as const;

/** Checked against its language where it is deployed. */
const expression = z
  .string()
  .min(1)
  .max(500)
  .meta({
    description: 'A JMESPath expression over the answer (docs/workflows.md).',
    examples: ["performative == 'inform' && length(content.insights) > `0`"],
  });

/** Where an answer goes besides to whom it is for. A key that is not known is refused: it would silently do nothing. */
export const delegationRule = z
  .strictObject({
    to: capabilityName,
    when: expression.optional(),
    performative: z.enum(handingOn).optional().meta({ description: 'Default: request.' }),
    content: z.record(z.string().min(1).max(100), expression).optional().meta({
      description:
        'What is sent: names, and what stands under each. By default the content of the answer.',
    }),
  })
  .meta({
    id: 'DelegationRule',
    description:
      'A message to a capability that follows from an answer, without a model deciding so.',
    examples: [{ to: 'report-generation', when: 'content.insights' }],
  });
export type DelegationRule = z.infer<typeof delegationRule>;

/** What an agent listens to: the answers that other agents give under a capability. */
export const subscriptionRule = delegationRule
  .extend({
    as: capabilityName.optional().meta({
      description: 'Which of its own capabilities the agent answers under. Default: its first.',
    }),
  })
  .meta({
    id: 'SubscriptionRule',
    description: 'Answers given under the capability `to` are sent on to the agent that says so.',
    examples: [{ to: 'data-analysis', when: 'content.insights' }],
  });
export type SubscriptionRule = z.infer<typeof subscriptionRule>;
