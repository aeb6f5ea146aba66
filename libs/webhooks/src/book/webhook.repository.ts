import type { WebhookEvent, WebhookFilter } from '#protocol';
import type { Statement, Tx } from '#platform';
import { eventsOf, logTypesOf } from './event-names.js';

/** Why a webhook is disabled. */
type DisabledReason = 'by_hand' | 'gone' | 'failing';

/** A webhook as it is kept; token and secrets are sealed. */
export interface Webhook {
  readonly id: string;
  readonly workspace: string;
  readonly url: string;
  readonly events: readonly WebhookEvent[];
  readonly filter: WebhookFilter | undefined;
  readonly description: string | undefined;
  readonly token: string | undefined;
  readonly secret: string;
  /** When it was made: at the registration or by a rotation. */
  readonly secretSince: Date;
  /** Signs along until its time is over. */
  readonly oldSecret: string | undefined;
  readonly isEnabled: boolean;
  readonly disabledReason: DisabledReason | undefined;
  readonly failingSince: Date | undefined;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What whoever registers or changes a webhook decides. */
export type WebhookTerms = Pick<
  Webhook,
  'url' | 'events' | 'filter' | 'description' | 'token' | 'isEnabled' | 'disabledReason'
>;

const columns = `id, workspace_id, url, log_types, capabilities, agents, conversations, description, token, secret,
  case when old_secret_until > now() then old_secret end as old_secret,
  coalesce(old_secret_until - interval '24 hours', created_at) as secret_since,
  status, disabled_reason, failing_since, created_by, created_at, updated_at`;

const insertWebhook: Statement = {
  name: 'webhooks.insert',
  text: `
    insert into webhooks (workspace_id, id, url, log_types, capabilities, agents, conversations, description,
      token, secret, created_by)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    returning ${columns}`,
};

const updateWebhook: Statement = {
  name: 'webhooks.update',
  text: `
    update webhooks set url = $3, log_types = $4, capabilities = $5, agents = $6, conversations = $7,
      description = $8, token = $9, updated_at = now(), status = $10, disabled_reason = $11,
      failing_since = case when $10 = 'enabled' and (status = 'disabled' or url <> $3) then null
        else failing_since end
    where workspace_id = $1 and id = $2
    returning ${columns}`,
};

/** The old secret signs along for a day. */
const replaceSecret: Statement = {
  name: 'webhooks.replace-secret',
  text: `
    update webhooks set old_secret = secret, old_secret_until = now() + interval '24 hours', secret = $3,
      updated_at = now()
    where workspace_id = $1 and id = $2
    returning ${columns}`,
};

/** Index webhooks_of_workspace. */
const listWebhooks: Statement = {
  name: 'webhooks.list',
  text: `select ${columns} from webhooks where workspace_id = $1 order by created_at, id`,
};

const findWebhook: Statement = {
  name: 'webhooks.find',
  text: `select ${columns} from webhooks where workspace_id = $1 and id = $2`,
};

const holdWebhook: Statement = { name: 'webhooks.hold', text: `${findWebhook.text} for update` };

/** With all that is still to be delivered: nobody is told any more. */
const deleteWebhook: Statement = {
  name: 'webhooks.delete',
  text: `
    with gone as (delete from webhooks where workspace_id = $1 and id = $2 returning id),
    undelivered as (delete from webhook_deliveries d using gone where d.webhook_id = gone.id)
    select id from gone`,
};

/** One at a time in a workspace, so that their number can be bounded. */
const holdRegistrations: Statement = {
  name: 'webhooks.hold-registrations',
  text: `select pg_advisory_xact_lock(hashtextextended('webhooks ' || $1, 0))`,
};

type Row = Readonly<{
  id: string;
  workspace_id: string;
  url: string;
  log_types: string[];
  capabilities: string[] | null;
  agents: string[] | null;
  conversations: string[] | null;
  description: string | null;
  token: string | null;
  secret: string;
  old_secret: string | null;
  secret_since: Date;
  status: string;
  disabled_reason: DisabledReason | null;
  failing_since: Date | null;
  created_by: string;
  created_at: Date;
  updated_at: Date;
}>;

function toWebhook(row: Row): Webhook {
  return {
    ...{ id: row.id, workspace: row.workspace_id, url: row.url, secret: row.secret },
    events: eventsOf(row.log_types),
    filter: filterOf(row),
    description: row.description ?? undefined,
    token: row.token ?? undefined,
    oldSecret: row.old_secret ?? undefined,
    secretSince: row.secret_since,
    isEnabled: row.status === 'enabled',
    disabledReason: row.disabled_reason ?? undefined,
    failingSince: row.failing_since ?? undefined,
    ...{ createdBy: row.created_by, createdAt: row.created_at, updatedAt: row.updated_at },
  };
}

function filterOf({ capabilities, agents, conversations }: Row): WebhookFilter | undefined {
  if (capabilities === null && agents === null && conversations === null) return undefined;
  return {
    ...(capabilities === null ? {} : { capabilities }),
    ...(agents === null ? {} : { agents }),
    ...(conversations === null ? {} : { conversations }),
  };
}

function valuesOf({ url, events, filter, description, token }: WebhookTerms): unknown[] {
  return [
    ...[url, logTypesOf(events)],
    ...[filter?.capabilities ?? null, filter?.agents ?? null, filter?.conversations ?? null],
    ...[description ?? null, token ?? null],
  ];
}

/** Held until the transaction ends. */
export async function lockRegistrations(tx: Tx): Promise<void> {
  await tx.rows(holdRegistrations, [tx.caller.workspace]);
}

export async function addWebhook(
  tx: Tx,
  { id, secret, ...terms }: WebhookTerms & Pick<Webhook, 'id' | 'secret'>,
): Promise<Webhook> {
  const { workspace, principal } = tx.caller;
  const values = [workspace, id, ...valuesOf(terms), secret, principal];
  return first(await tx.rows<Row>(insertWebhook, values));
}

export async function changeWebhook(tx: Tx, id: string, terms: WebhookTerms): Promise<Webhook> {
  const status = terms.isEnabled ? 'enabled' : 'disabled';
  const reason = terms.isEnabled ? null : (terms.disabledReason ?? 'by_hand');
  const values = [tx.caller.workspace, id, ...valuesOf(terms), status, reason];
  return first(await tx.rows<Row>(updateWebhook, values));
}

export async function rotateSecret(
  tx: Tx,
  id: string,
  secret: string,
): Promise<Webhook | undefined> {
  const [row] = await tx.rows<Row>(replaceSecret, [tx.caller.workspace, id, secret]);
  return row && toWebhook(row);
}

export async function readWebhooks(tx: Tx): Promise<Webhook[]> {
  return (await tx.rows<Row>(listWebhooks, [tx.caller.workspace])).map(toWebhook);
}

export async function readWebhook(tx: Tx, id: string): Promise<Webhook | undefined> {
  const [row] = await tx.rows<Row>(findWebhook, [tx.caller.workspace, id]);
  return row && toWebhook(row);
}

/** Held until the transaction ends. */
export async function lockWebhook(tx: Tx, id: string): Promise<Webhook | undefined> {
  const [row] = await tx.rows<Row>(holdWebhook, [tx.caller.workspace, id]);
  return row && toWebhook(row);
}

export async function removeWebhook(tx: Tx, id: string): Promise<boolean> {
  return (await tx.rows(deleteWebhook, [tx.caller.workspace, id])).length > 0;
}

function first(rows: readonly Row[]): Webhook {
  const [row] = rows;
  if (row === undefined) throw new Error('A statement that writes a webhook returned no row');
  return toWebhook(row);
}
