import type { Logger } from '#platform';
import { credentialKinds, withoutCredentials, type CredentialKind } from './own-credentials.js';

/** Whose words they are, for the log. */
export interface Speaker {
  readonly agent: string;
  readonly messageId: string;
}

/**
 * Keeps credentials of this server out of what agents say and do (security §4.10, LLM02): whoever gets a model to
 * read one must not get it told. Nobody is refused for it: a placeholder stands in its place.
 */
export class Discretion {
  private readonly counts = new Map<CredentialKind, number>(
    credentialKinds.map((kind) => [kind, 0]),
  );

  constructor(private readonly log: Pick<Logger, 'warn'>) {}

  /** Credentials withheld since the start of the process, by kind. */
  get figures(): ReadonlyMap<CredentialKind, number> {
    return this.counts;
  }

  /** The value with placeholders in the place of credentials; itself where there are none. */
  cleanse<T>(value: T, speaker: Speaker): T {
    const found: CredentialKind[] = [];
    const cleansed = cleanseValue(value, (kind) => found.push(kind)) as T;
    if (found.length === 0) return value;
    for (const kind of found) this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
    this.log.warn(
      { agent: speaker.agent, message_id: speaker.messageId, kinds: [...new Set(found)] },
      'An agent was about to tell a credential of this server; it was withheld.',
    );
    return cleansed;
  }
}

type OnFound = (kind: CredentialKind) => void;

/** Far below what is stored or sent: a reply may be 32 deep. */
const deepest = 200;

/** Plain JSON, as models and handlers give it. */
function cleanseValue(value: unknown, onFound: OnFound, depth = 0): unknown {
  if (typeof value === 'string') return withoutCredentials(value, onFound);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > deepest) return null;
  if (Array.isArray(value)) return value.map((item) => cleanseValue(item, onFound, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      withoutCredentials(key, onFound),
      cleanseValue(item, onFound, depth + 1),
    ]),
  );
}
