import {
  openWebhookRounds,
  type WebhookGround,
  type WebhookRounds,
} from './open-webhook-rounds.js';

/** As often as a sweeper would look. */
const everyMs = 1_000;

/** Tells webhooks in a process that has no sweeper, until it is stopped. */
export function tellWebhooks(ground: WebhookGround): Pick<WebhookRounds, 'figures' | 'stop'> {
  const rounds = openWebhookRounds(ground);
  rounds.start();
  const timer = setInterval(() => {
    rounds.look().catch((error: unknown) => {
      ground.platform.log.warn({ err: error }, 'Old webhook deliveries could not be dropped.');
    });
  }, everyMs);
  return {
    ...(rounds.figures === undefined ? {} : { figures: rounds.figures }),
    stop: () => {
      clearInterval(timer);
      return rounds.stop();
    },
  };
}
