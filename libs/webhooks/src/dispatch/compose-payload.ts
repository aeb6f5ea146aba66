import type { WebhookData, WebhookEvent, WebhookPayload } from '#protocol';
import { eventOf } from '../book/event-names.js';
import type { ClaimedDelivery, EventToTell } from './dispatch.repository.js';

/** Standard Webhooks asks for small bodies; what is larger is read by the receiver itself. */
const mostBytes = 256 * 1_024;

/** The body that tells of an event, the same in every attempt. */
export function composePayload(delivery: ClaimedDelivery, event: EventToTell): string {
  const { conversationId = '', eventSeq = '0' } = delivery;
  const whole: WebhookPayload = {
    type: eventOf(event.type) as WebhookEvent,
    timestamp: event.at.toISOString(),
    data: { conversation_id: conversationId, conv_seq: Number(eventSeq), ...factsOf(event) },
  };
  const body = JSON.stringify(whole);
  return Buffer.byteLength(body) <= mostBytes ? body : JSON.stringify(thinned(whole));
}

/**
 * What no conversation says: that another webhook was disabled, that a batch has ended, or what
 * POST /webhooks/{id}/test sends.
 */
export function composeNotice({ type, createdAt, webhookId, data }: ClaimedDelivery): string {
  const { hops: _hops, ...said } = data ?? { webhook_id: webhookId };
  const batch = said['batch_id'];
  const told =
    typeof batch === 'string'
      ? { ...said, path: `/api/v1/batches/${encodeURIComponent(batch)}` }
      : said;
  return JSON.stringify({ type, timestamp: createdAt.toISOString(), data: told });
}

/** How many messages and webhooks led to what no conversation says. */
export function hopsOfNotice({ data }: ClaimedDelivery): number {
  return Number(data?.['hops'] ?? 0);
}

function factsOf(event: EventToTell): Partial<WebhookData> {
  const { message, in_reply_to: question, performative, sender, capability, content } = event;
  const agent = agentOf(event);
  return {
    ...(message === null ? {} : { message_id: message }),
    ...(question === null ? {} : { in_reply_to: question }),
    ...(performative === null ? {} : { performative }),
    ...(sender === null ? {} : { sender }),
    ...(agent === null ? {} : { agent }),
    ...(capability === null ? {} : { capability }),
    ...(content === null ? {} : { content }),
    ...(Object.keys(event.data).length === 0 ? {} : { details: event.data }),
  };
}

/** Who answered; otherwise whose mail it is. */
function agentOf({ in_reply_to: question, sender, routed_to: routed }: EventToTell): string | null {
  return question === null ? routed : sender;
}

function thinned({ type, timestamp, data }: WebhookPayload): object {
  const { content: _content, details: _details, ...rest } = data;
  const path = `/api/v1/conversations/${encodeURIComponent(data.conversation_id)}/messages`;
  return { type, timestamp, data: { ...rest, omitted: true, path } };
}
