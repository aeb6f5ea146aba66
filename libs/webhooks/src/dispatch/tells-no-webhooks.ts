/** The problem of a worker that was given no keys at all: others have to tell webhooks. */
export const tellsNoWebhooks = 'It tells no webhooks: CAXTON_KEYS is not set.';
