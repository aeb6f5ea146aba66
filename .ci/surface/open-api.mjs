import { createSilentLogger, systemClock } from '#platform';
import { describeApiOf, ServerFacts } from '../../dist/apps/api/src/index.js';

/** Stands in for parts that a description never calls. */
const nothing = {};

/** The OpenAPI document, as `/openapi.json` serves it. */
export async function describeOpenApi() {
  const document = await describeApiOf({
    facts: new ServerFacts('1.0.0', 'embedded', 0),
    identity: { authenticator: { mode: 'optional' } },
    registry: nothing,
    catalog: nothing,
    artifacts: nothing,
    uploadRules: nothing,
    memory: nothing,
    webhooks: nothing,
    storage: nothing,
    messaging: {
      sender: nothing,
      waiter: nothing,
      log: nothing,
      follower: nothing,
      lookup: nothing,
      workers: nothing,
    },
    database: nothing,
    queues: nothing,
    log: createSilentLogger(),
    clock: systemClock,
    repeats: nothing,
    streams: nothing,
  });
  return `${JSON.stringify(document, null, 2)}\n`;
}
