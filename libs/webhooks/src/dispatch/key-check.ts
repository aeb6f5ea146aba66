import { SealBroken } from '#secrets';
import { systemCaller, type Database } from '#platform';
import type { WebhookSecrets } from '../book/webhook-secrets.js';
import { readSealedSamples } from './key-check.repository.js';

/** Why secrets of webhooks do not open here, in words; nothing when all of them do. Names keys, shows none. */
export async function findMissingKeys(
  database: Database,
  secrets: Pick<WebhookSecrets, 'open'>,
): Promise<string[]> {
  const samples = await database.read(systemCaller, readSealedSamples);
  return samples.flatMap((sample) => {
    try {
      secrets.open({ ...sample, oldSecret: undefined, token: undefined });
      return [];
    } catch (error) {
      if (!(error instanceof SealBroken)) throw error;
      const [key = ''] = sample.secret.split('.');
      return [
        `It cannot tell webhooks whose secrets are sealed with the key ${key}: ${error.reason}.`,
      ];
    }
  });
}
