import type { Database } from '#platform';
import type { Turn } from '../mailbox/turn.js';
import type { NewMessage } from '../new-message.js';
import { onBehalfOf } from '../on-behalf-of.js';
import { countSaidBefore, findAgentsBefore } from './lineage.repository.js';

/** What led to the message of a turn. It does not change any more, so it may be read whenever it is needed. */
export class LineageBook {
  constructor(private readonly database: Database) {}

  /** Ids of the agents whose turns led to it, and of the one whose turn it is. */
  async agents({ lease, message }: Turn): Promise<ReadonlySet<string>> {
    const rows = await this.database.read(onBehalfOf(lease), (tx) =>
      findAgentsBefore(tx, message.id),
    );
    return new Set(rows.map((row) => row.agent_id));
  }

  /** How often the most repeated of these messages was sent before, word for word and to the same agent. */
  async repeats(turn: Turn, messages: readonly NewMessage[]): Promise<number> {
    const rows = await this.database.read(onBehalfOf(turn.lease), (tx) =>
      countSaidBefore(tx, turn, messages),
    );
    return Math.max(0, ...rows.map(({ times }) => times));
  }
}
