import { batchEvents, noticeEvents, testEvent, webhookEvents } from '#protocol';
import type { JsonSchema } from './schema-catalogue.js';

const text = { type: 'string' };

const headers = [
  ['webhook-id', 'The same in every attempt: what was seen before can be left out.'],
  ['webhook-timestamp', 'Unix seconds of the attempt.'],
  [
    'caxton-hop',
    'How many messages and deliveries led to it: pass it on to messages sent because of it.',
  ],
  ['webhook-signature', 'One signature, or two while a rotation lasts: `v1,…`.'],
].map(([name, description]) => ({ name, description, in: 'header', required: true, schema: text }));

/** What the server sends to webhooks, each event with the schema of its body (OpenAPI 3.1, `webhooks`). */
export function describeWebhooks(): Record<string, JsonSchema> {
  return Object.fromEntries(
    [...webhookEvents, testEvent].map((event) => [event, { post: describe(event) }]),
  );
}

function schemaOf(event: string): string {
  if (noticeEvents.some((notice) => notice === event)) return 'WebhookNotice';
  return batchEvents.some((notice) => notice === event) ? 'BatchNotice' : 'WebhookPayload';
}

function describe(event: string): JsonSchema {
  const schema = {
    allOf: [
      { $ref: `#/components/schemas/${schemaOf(event)}` },
      { type: 'object', properties: { type: { const: event } } },
    ],
  };
  return {
    operationId: `on:${event}`,
    tags: ['Webhooks'],
    summary: `Sent to webhooks that are registered for ${event}`,
    security: [],
    parameters: headers,
    requestBody: { required: true, content: { 'application/json': { schema } } },
    responses: {
      '2XX': { description: 'Taken.' },
      '410': { description: 'The webhook is disabled.' },
      '4XX': { description: 'Sent again, later.' },
    },
  };
}
