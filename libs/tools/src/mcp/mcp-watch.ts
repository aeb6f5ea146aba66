import type { Caller, ChangeChannel, Clock, Database, Tx } from '#platform';
import { announceTools } from '../shelf/tool-channel.js';
import {
  findMcpServer,
  saveMcpFailure,
  saveMcpOffer,
  saveMcpReached,
} from './mcp-server.repository.js';
import type { McpLook, ToolsByName } from './mcp-server.js';
import { withoutPerson } from './without-person.js';

/** That a server is still there is written down no more often. */
const remarkEveryMs = 60_000;

/**
 * Writes down how servers were met and what they offered, for people to see. A turn does not fail because
 * that cannot be written.
 */
export class McpWatch {
  readonly #remarkedAt = new Map<string, number>();

  constructor(
    private readonly ground: {
      readonly database: Database;
      readonly channel: ChangeChannel;
      readonly clock: Pick<Clock, 'monotonic'>;
    },
  ) {}

  /** It answered. `wasFailing`: what is known of it says otherwise. */
  async reached(workspace: string, name: string, wasFailing: boolean): Promise<void> {
    const key = `${workspace} ${name}`;
    const now = this.ground.clock.monotonic();
    if (!wasFailing && now - (this.#remarkedAt.get(key) ?? -Infinity) < remarkEveryMs) return;
    this.#remarkedAt.set(key, now);
    await this.#write(workspace, wasFailing, (tx) => saveMcpReached(tx, name));
  }

  /** It could not be spoken with. */
  async failed(workspace: string, name: string, problem: string): Promise<void> {
    await this.#write(workspace, true, (tx) => saveMcpFailure(tx, name, problem));
  }

  /** It offers something else than was approved. */
  async offers(workspace: string, name: string, look: McpLook): Promise<void> {
    if ('problem' in look) return;
    await this.#write(workspace, true, (tx) => writeOffer(tx, name, look));
  }

  async #write(
    workspace: string,
    isNews: boolean,
    act: (tx: Tx) => Promise<unknown>,
  ): Promise<void> {
    const { database, channel } = this.ground;
    const caller: Caller = { workspace, principal: 'system' };
    try {
      await database.transaction(caller, act);
      if (isNews) announceTools(channel, workspace);
    } catch {
      // The next one to meet the server writes it.
    }
  }
}

/** What a look brought, with the approvals that need no person. */
export async function writeOffer(
  tx: Tx,
  name: string,
  { offered, protocolVersion }: Exclude<McpLook, { problem: string }>,
): Promise<void> {
  const known = await findMcpServer(tx, name);
  if (known === undefined) return;
  const approved: ToolsByName = withoutPerson({ ...known, offered }, known.offered === undefined);
  await saveMcpOffer(tx, name, { offered, approved, protocolVersion });
}
