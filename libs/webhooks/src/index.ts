import { WebhookEntity } from './book/webhook.entity.js';
import { WebhookDeliveryEntity } from './deliveries/webhook-delivery.entity.js';

/** The tables of this library. */
export const webhookEntities = [WebhookEntity, WebhookDeliveryEntity] as const;

export { WebhookBook } from './book/webhook-book.js';
export { webhookSecrets } from './book/webhook-secrets.js';
export { DeliveryDesk } from './deliveries/delivery-desk.js';
export { dropOldDeliveries } from './deliveries/delivery.repository.js';
export { viewDelivery } from './deliveries/view-delivery.js';
export {
  readDeliveryFigures,
  type DeliveryFigures,
} from './deliveries/delivery-figures.repository.js';
export type { DispatchFigures } from './dispatch/attempt-tally.js';
export { tellsNoWebhooks } from './dispatch/tells-no-webhooks.js';
export { WebhookDispatcher } from './dispatch/dispatcher.js';
export { openDispatcher, openWebhooks, type Webhooks } from './open-webhooks.js';
