import {
  fieldErrors,
  type DeploymentWarning,
  type WebhookChange,
  type WebhookFilter,
  type WebhookRegistration,
  type WebhookRemoved,
  type WebhookView,
} from '#protocol';
import { answerOnce, type IdempotencyClaim } from '#idempotency';
import { createId, type Caller, type Database, type Tx } from '#platform';
import { deliveriesTopic } from '../deliveries/deliveries-topic.js';
import { countWaitingDeliveries } from '../deliveries/delivery.repository.js';
import { viewWebhook } from './view-webhook.js';
import { rotationUnderWay, tooManyWebhooks, webhookNotFound } from './webhook.errors.js';
import {
  addWebhook,
  changeWebhook,
  lockRegistrations,
  lockWebhook,
  readWebhook,
  readWebhooks,
  removeWebhook,
  rotateSecret,
  type Webhook,
} from './webhook.repository.js';
import type { WebhookSecrets } from './webhook-secrets.js';
import { changedTerms } from './webhook-terms.js';

/** Each event is compared with all of them. */
const mostWebhooks = 100;

/** What is known beforehand of the deliveries of a webhook. */
export interface Foresight {
  /** Why no delivery to a URL would ever leave, where it is known who delivers. @default nobody knows */
  readonly whyUnreachable?: ((url: string) => string | undefined) | undefined;
  /** What a filter names that is not there. @default nobody knows */
  readonly findNobody?: (caller: Caller, filter: WebhookFilter) => Promise<DeploymentWarning[]>;
}

/**
 * The webhooks of a workspace. The signing secret is in the answers that make one and nowhere else; it is put into
 * them after they were saved for repetitions, so that no copy of it is kept in the clear.
 */
export class WebhookBook {
  constructor(
    private readonly database: Database,
    private readonly secrets: WebhookSecrets,
    private readonly foresight: Foresight = {},
  ) {}

  async list(caller: Caller): Promise<WebhookView[]> {
    return this.database.read(caller, async (tx) => viewAll(tx, await readWebhooks(tx)));
  }

  /** @throws {ProtocolError} WEBHOOK_NOT_FOUND */
  async get(caller: Caller, id: string): Promise<WebhookView> {
    return this.database.read(caller, async (tx) => view(tx, found(id, await readWebhook(tx, id))));
  }

  /** @throws {ProtocolError} WEBHOOKS_FULL, INVALID_REQUEST: nothing that is sent there would leave */
  async register(
    caller: Caller,
    registration: WebhookRegistration,
    claim?: IdempotencyClaim,
  ): Promise<WebhookView> {
    const warnings = await this.warningsOf(caller, registration.filter);
    const answer = await answerOnce(this.database, caller, claim, async (tx) => {
      this.refuseUnreachable(registration.url);
      await lockRegistrations(tx);
      if ((await readWebhooks(tx)).length >= mostWebhooks) throw tooManyWebhooks(mostWebhooks);
      return { ...(await view(tx, await this.add(tx, registration))), ...warnings };
    });
    return this.withSecret(caller, answer);
  }

  /** @throws {ProtocolError} WEBHOOK_NOT_FOUND, WEBHOOK_TOKEN_NEEDED, INVALID_REQUEST as for a new one */
  async change(caller: Caller, id: string, change: WebhookChange): Promise<WebhookView> {
    const owner = { id, workspace: caller.workspace };
    const warnings = await this.warningsOf(caller, change.filter);
    return this.database.transaction(caller, async (tx) => {
      const old = found(id, await lockWebhook(tx, id));
      if (change.url !== undefined) this.refuseUnreachable(change.url);
      tx.announce(deliveriesTopic);
      const seal = (token: string): string => this.secrets.sealToken(token, owner);
      const changed = await changeWebhook(tx, id, changedTerms(old, change, seal));
      return { ...(await view(tx, changed)), ...warnings };
    });
  }

  /**
   * A new signing secret; the old one signs along for 24 hours. Until then the next one must be forced, since it
   * would end the one that the receiver may know.
   * @throws {ProtocolError} WEBHOOK_NOT_FOUND, ROTATION_UNDER_WAY
   */
  async rotate(
    caller: Caller,
    id: string,
    claim?: IdempotencyClaim,
    isForced = false,
  ): Promise<WebhookView> {
    const secret = this.secrets.create({ id, workspace: caller.workspace });
    const answer = await answerOnce(this.database, caller, claim, async (tx) => {
      const { oldSecret } = found(id, await lockWebhook(tx, id));
      if (oldSecret !== undefined && !isForced) throw rotationUnderWay(id);
      return view(tx, found(id, await rotateSecret(tx, id, secret)));
    });
    return this.withSecret(caller, answer);
  }

  /** @throws {ProtocolError} WEBHOOK_NOT_FOUND */
  async remove(caller: Caller, id: string): Promise<WebhookRemoved> {
    const isRemoved = await this.database.transaction(caller, (tx) => removeWebhook(tx, id));
    if (!isRemoved) throw webhookNotFound(id);
    return { webhook_id: id, status: 'removed' };
  }

  private async warningsOf(
    caller: Caller,
    filter: WebhookFilter | null | undefined,
  ): Promise<{ warnings?: DeploymentWarning[] }> {
    const { findNobody } = this.foresight;
    if (filter === null || filter === undefined || findNobody === undefined) return {};
    const warnings = await findNobody(caller, filter);
    return warnings.length === 0 ? {} : { warnings };
  }

  private refuseUnreachable(url: string): void {
    const message = this.foresight.whyUnreachable?.(url);
    if (message !== undefined)
      throw fieldErrors('INVALID_REQUEST', [{ field: 'url', rule: 'reachable', message }]);
  }

  private async add(tx: Tx, registration: WebhookRegistration): Promise<Webhook> {
    const { url, events, filter, authentication, description } = registration;
    const owner = { id: createId('whk'), workspace: tx.caller.workspace };
    const token = authentication && this.secrets.sealToken(authentication.token, owner);
    return addWebhook(tx, {
      ...{ id: owner.id, url, events, filter, description, token },
      ...{ secret: this.secrets.create(owner), isEnabled: true, disabledReason: undefined },
    });
  }

  /**
   * The answer with the secret that was made with it. Whoever repeats a request is told no secret that somebody else
   * made since, and that it was.
   */
  private async withSecret(caller: Caller, answer: WebhookView): Promise<WebhookView> {
    const webhook = await this.database.read(caller, (tx) => readWebhook(tx, answer.webhook_id));
    if (webhook === undefined) return answer;
    if (webhook.secretSince.toISOString() !== answer.updated_at)
      return { ...answer, signing_secret_replaced: true };
    const [secret] = this.secrets.open(webhook).signing;
    return secret === undefined ? answer : { ...answer, signing_secret: secret };
  }
}

async function view(tx: Tx, webhook: Webhook): Promise<WebhookView> {
  const [shown] = await viewAll(tx, [webhook]);
  if (shown === undefined) throw new Error('A webhook was not shown.');
  return shown;
}

async function viewAll(tx: Tx, webhooks: readonly Webhook[]): Promise<WebhookView[]> {
  const ids = webhooks.map(({ id }) => id);
  const waiting = await countWaitingDeliveries(tx, ids);
  return webhooks.map((webhook) => viewWebhook(webhook, waiting.get(webhook.id) ?? 0));
}

function found(id: string, webhook: Webhook | undefined): Webhook {
  if (webhook === undefined) throw webhookNotFound(id);
  return webhook;
}
