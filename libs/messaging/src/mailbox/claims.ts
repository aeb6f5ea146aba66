import { createId, systemCaller, type Database, type Tx } from '#platform';
import { Gathering } from '../gathering/gathering.js';
import { headsOf, toHeads } from './head.repository.js';
import { claimingOf, pinVersion, readClaimed, type Claimed } from './mailbox.repository.js';
import type { Company, Turn, WaitingMessage } from './turn.js';
import { yieldMailbox } from './yield.repository.js';

/** Nothing: the mailbox is empty, held, paused or not yet due. */
type MaybeTurn = Turn | undefined;

export interface ClaimSettings {
  /** Name of this worker process. */
  readonly owner: string;
  readonly leaseMs: number;
  /** Shared claims at the same time. @default 2 */
  readonly maxInFlight?: number | undefined;
}

/** What came of one statement: each mailbox on its own, and those whose rows were being written. */
interface Outcomes {
  readonly turns: ReadonlyMap<string, Promise<MaybeTurn>>;
  readonly written: ReadonlySet<string>;
}

/**
 * Takes the heads of mailboxes, those that are asked for in one moment together. A mailbox whose row somebody
 * writes at this moment is claimed afterwards and alone: waiting for it, or its failure, is no other mailbox's.
 */
export class Claims {
  private readonly together: Gathering<string, MaybeTurn>;
  private readonly alone: Gathering<string, MaybeTurn>;

  constructor(
    private readonly database: Database,
    private readonly settings: ClaimSettings,
  ) {
    const { maxInFlight = 2 } = settings;
    const keyOf = (mailboxId: string): string => mailboxId;
    const shared = { maxBatch: 64, maxInFlight, keyOf };
    this.together = new Gathering((ids) => this.claimEach(ids), shared);
    this.alone = new Gathering(
      async ([id = '']) => {
        const turn = await this.claimAlone(id, 'anybody');
        return [Promise.resolve(turn)];
      },
      { ...shared, maxBatch: 1 },
    );
  }

  async claim(mailboxId: string, company: Company): Promise<MaybeTurn> {
    if (company === 'anybody') return this.together.add(mailboxId);
    return this.claimAlone(mailboxId, company);
  }

  private async claimEach(mailboxIds: readonly string[]): Promise<Promise<MaybeTurn>[]> {
    const { turns, written } = await this.take(mailboxIds, 'anybody');
    return mailboxIds.map((id) => {
      if (mailboxIds.length > 1 && written.has(id)) return this.alone.add(id);
      return turns.get(id) ?? Promise.resolve(undefined);
    });
  }

  /** Waits for whoever writes its row. */
  private async claimAlone(mailboxId: string, company: Company): Promise<MaybeTurn> {
    const { turns } = await this.take([mailboxId], company);
    return turns.get(mailboxId);
  }

  /** In one round trip. */
  private take(mailboxIds: readonly string[], company: Company): Promise<Outcomes> {
    const { owner, leaseMs } = this.settings;
    const claiming = claimingOf({ mailboxIds, owner, leaseMs, company });
    return this.database.read(systemCaller, async (tx) => {
      const [rows = [], headRows = []] = await tx.together([claiming, headsOf(mailboxIds)]);
      const { claimed, written } = readClaimed(rows);
      const heads = toHeads(headRows);
      const turns = new Map<string, Promise<MaybeTurn>>();
      for (const one of claimed) {
        const turn = begin(tx, one, heads.get(one.lease.mailboxId));
        turns.set(one.lease.mailboxId, turn);
        // Its failure is its own; the connection serves one statement at a time.
        await turn.catch(() => undefined);
      }
      return { turns, written: new Set(written) };
    });
  }
}

async function begin(
  tx: Tx,
  claimed: Claimed,
  message: WaitingMessage | undefined,
): Promise<MaybeTurn> {
  if (message === undefined) {
    await yieldMailbox(tx, claimed.lease, { delayMs: 0, giveBackAttempt: true });
    return undefined;
  }
  const { lease, attempt, crashes, startedAt } = goingOn(claimed, message);
  if (claimed.isToPin) await pinVersion(tx, lease);
  return { id: createId('turn'), message, lease, attempt, crashes, startedAt };
}

/** A turn that was suspended goes on with the version of its agent that it began with. */
function goingOn(claimed: Claimed, { keptVersion }: WaitingMessage): Claimed {
  if (keptVersion === undefined) return claimed;
  return { ...claimed, lease: { ...claimed.lease, agentVersion: keptVersion } };
}
