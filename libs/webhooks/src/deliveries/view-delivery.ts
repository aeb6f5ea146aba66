import type { DeliveryView } from '#protocol';
import { eventOf } from '../book/event-names.js';
import type { Delivery } from './delivery.repository.js';

/** A delivery as the API shows it. */
export function viewDelivery(delivery: Delivery): DeliveryView {
  const { id, webhookId, type, conversationId, status, tries, nextAt } = delivery;
  return {
    ...{ delivery_id: id, webhook_id: webhookId, event: eventOf(type), status },
    conversation_id: conversationId ?? null,
    attempts: [...tries],
    next_attempt_at: status === 'waiting' ? (nextAt?.toISOString() ?? null) : null,
    created_at: delivery.createdAt.toISOString(),
    settled_at: delivery.settledAt?.toISOString() ?? null,
  };
}
