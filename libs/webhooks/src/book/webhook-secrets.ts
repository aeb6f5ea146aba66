import { randomBytes } from 'node:crypto';
import type { KeyRing, SealedColumn } from '#secrets';
import type { Webhook } from './webhook.repository.js';

/** Standard Webhooks: 24 to 64 bytes in base64, behind this. */
const prefix = 'whsec_';
const secretBytes = 32;

type Owner = Pick<Webhook, 'id' | 'workspace'>;

/** What a webhook signs and authenticates with, in the clear. */
export interface OpenedSecrets {
  /** One, or two while a rotation lasts; the newest first. */
  readonly signing: readonly string[];
  readonly token: string | undefined;
}

/** Seals what webhooks must not show, each at its own place. */
export class WebhookSecrets {
  constructor(private readonly ring: KeyRing) {}

  /** A new signing secret, sealed. */
  create(owner: Owner): string {
    const text = `${prefix}${randomBytes(secretBytes).toString('base64')}`;
    return this.ring.seal(text, placeOf('secret', owner));
  }

  sealToken(text: string, owner: Owner): string {
    return this.ring.seal(text, placeOf('token', owner));
  }

  /** Thrown when a key is missing: SealBroken. */
  open(
    webhook: Pick<Webhook, 'id' | 'workspace' | 'secret' | 'oldSecret' | 'token'>,
  ): OpenedSecrets {
    const { secret, oldSecret, token } = webhook;
    const kept = oldSecret === undefined ? [secret] : [secret, oldSecret];
    return {
      signing: kept.map((sealed) => this.ring.open(sealed, placeOf('secret', webhook))),
      token: token && this.ring.open(token, placeOf('token', webhook)),
    };
  }
}

const placeOf = (column: string, { id, workspace }: Owner) =>
  ['webhooks', column, id, workspace] as const;

/** The old secret of a rotation was sealed as the secret. */
const kept = (column: string, sealedAs = column): SealedColumn => ({
  ...{ table: 'webhooks', column, id: 'id', workspace: 'workspace_id' },
  placeOf: (row) => placeOf(sealedAs, row),
});

/** Where secrets and tokens of webhooks are kept. */
export const webhookSecrets = [kept('secret'), kept('old_secret', 'secret'), kept('token')];
