import { z } from 'zod';
import type { JsonValue } from '#protocol';
import type { Env } from '#platform';
import type { CancelOrder, Company, MailedMailbox } from '#messaging';
import type { Measured } from '#signals';

/** Told first to the process that runs suspects: what it stands on. */
export interface OpenOrder {
  readonly kind: 'open';
  readonly databaseUrl: string;
  readonly env: Env;
  /** Port of the API beside the worker. */
  readonly ownPort?: number | undefined;
  /** The only capabilities that its worker serves. */
  readonly capabilities?: readonly string[] | undefined;
  /** Its name in leases. */
  readonly owner: string;
  /** Mailboxes that it runs at the same time. */
  readonly seats: number;
  /** Whose turns they are. */
  readonly company: Company;
}

/** What the worker tells that process. */
export type SuspectOrder =
  | OpenOrder
  | { readonly kind: 'run'; readonly mailboxId: string }
  /** Messages were cancelled; perhaps the one that it works on. */
  | { readonly kind: 'cancel'; readonly order: CancelOrder };

/** What that process tells the worker. */
export type SuspectReport =
  /** Sent often: its event loop still turns. */
  | { readonly kind: 'alive' }
  /** It has loaded everything and can run turns. */
  | { readonly kind: 'ready' }
  /** The mailbox has been worked on, however it went. */
  | { readonly kind: 'done'; readonly mailboxId: string }
  /** It has no queue of its own: ring for it. */
  | { readonly kind: 'ring'; readonly mailboxes: readonly MailedMailbox[] }
  /** It has no event channel of its own: publish for it. */
  | { readonly kind: 'publish'; readonly topic: string; readonly event: JsonValue }
  /** Nobody asks it for its metrics: keep for it what it measured. */
  | { readonly kind: 'measured'; readonly measured: Measured };

const tagged = z.looseObject({ kind: z.string() });

/** Parent and child are one program in one version; what else comes over the pipe is not theirs. */
export function readReport(message: unknown): SuspectReport | undefined {
  return isOneOf(message, ['alive', 'ready', 'done', 'ring', 'publish', 'measured'])
    ? (message as SuspectReport)
    : undefined;
}

export function readOrder(message: unknown): SuspectOrder | undefined {
  return isOneOf(message, ['open', 'run', 'cancel']) ? (message as SuspectOrder) : undefined;
}

function isOneOf(message: unknown, kinds: readonly string[]): boolean {
  const parsed = tagged.safeParse(message);
  return parsed.success && kinds.includes(parsed.data.kind);
}
