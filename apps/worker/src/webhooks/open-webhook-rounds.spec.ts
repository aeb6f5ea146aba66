import { openWebhookRounds, type WebhookGround } from './open-webhook-rounds.js';

describe(openWebhookRounds, () => {
  it('has the roll say of a worker without any keys that it tells no webhooks', () => {
    const platform = { log: { warn: () => undefined } };
    const ground = { platform, env: {}, ring: undefined } as unknown as WebhookGround;
    expect(openWebhookRounds(ground).problems).toEqual([
      'It tells no webhooks: CAXTON_KEYS is not set.',
    ]);
  });
});
