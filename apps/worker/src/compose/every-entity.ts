import { agentEntities } from '#agents';
import { artifactEntities } from '#artifacts';
import { idempotencyEntities } from '#idempotency';
import { identityEntities } from '#identity';
import { memoryEntities } from '#memory';
import { messagingEntities } from '#messaging';
import { toolEntities } from '#tools';
import { trialEntities } from '#trials';
import { usageEntities } from '#usage';
import { webhookEntities } from '#webhooks';

/** All tables, for whoever opens the database. */
export const everyEntity = [
  ...agentEntities,
  ...artifactEntities,
  ...idempotencyEntities,
  ...identityEntities,
  ...memoryEntities,
  ...messagingEntities,
  ...toolEntities,
  ...trialEntities,
  ...usageEntities,
  ...webhookEntities,
];
