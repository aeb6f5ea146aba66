import { escapeLiteral, type ClientBase } from 'pg';

/** The setting of a connection that tells row-level security whose rows may be seen. `*`: everybody's. */
export const workspaceSetting = 'caxton.workspace';

/**
 * What each connection was last told of whose rows it may see. It is told again only when that changes, so
 * that a server of one workspace says nothing more than before; and never in a round trip of its own in front of
 * a transaction.
 */
export class WorkspaceSetting {
  private readonly told = new WeakMap<ClientBase, string>();

  /** For single statements: lasts until the connection is told otherwise. */
  async tell(client: ClientBase, workspace: string): Promise<void> {
    if (this.told.get(client) === workspace) return;
    // What came of it is not known until it is answered.
    this.told.delete(client);
    await client.query(settingOf(workspace));
    this.told.set(client, workspace);
  }

  /** What begins a transaction. What it tells the connection lasts when it is committed, and is taken back when not. */
  begin(client: ClientBase, workspace: string): string {
    if (this.told.get(client) === workspace) return 'START TRANSACTION';
    this.told.delete(client);
    return `START TRANSACTION; ${settingOf(workspace)}`;
  }

  /** After the commit. */
  keep(client: ClientBase, workspace: string): void {
    this.told.set(client, workspace);
  }
}

const settingOf = (workspace: string): string =>
  `SET ${workspaceSetting} = ${escapeLiteral(workspace)}`;
