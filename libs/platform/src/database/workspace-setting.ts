import { escapeLiteral, type ClientBase } from 'pg';
import type { Part } from './round-trip.js';

/** The setting of a connection that tells row-level security whose rows may be seen. `*`: everybody's. */
export const workspaceSetting = 'caxton.workspace';

/**
 * What each connection was last told of whose rows it may see. It is told again only when that changes, so
 * that a server of one workspace says nothing more than before; and never in a round trip of its own.
 */
export class WorkspaceSetting {
  private readonly told = new WeakMap<ClientBase, string>();

  /** What is said in front of the first statement. Until it is kept, nothing is known of the connection. */
  open(client: ClientBase, workspace: string): Part[] {
    if (this.told.get(client) === workspace) return [];
    this.told.delete(client);
    const text = `SET ${workspaceSetting} = ${escapeLiteral(workspace)}`;
    return [{ text, isMute: true }];
  }

  /** What was opened with was taken, and in a transaction committed. */
  keep(client: ClientBase, workspace: string): void {
    this.told.set(client, workspace);
  }
}
