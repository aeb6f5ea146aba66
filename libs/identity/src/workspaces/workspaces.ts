import {
  ProtocolError,
  type WorkspaceCreated,
  type WorkspaceCreation,
  type WorkspaceRemoved,
  type WorkspaceView,
} from '#protocol';
import { defaultWorkspace, type Caller, type Database, type Tx } from '#platform';
import type { IdentityChanges } from '../access/identity-changes.js';
import { callerOf, type Principal } from '../access/principal.js';
import { refuseMore } from '../access/refuse-more.js';
import type { Users } from '../users/users.js';
import {
  addWorkspace,
  dropPortion,
  endAllCredentials,
  findWorkspace,
  hasContent,
  holdToRemoveWorkspace,
  leaveBlobs,
  markRemoved,
  readWorkspaces,
  tablesOfRows,
  type Credential,
  type KeptWorkspace,
  type TableOfRows,
} from './workspace.repository.js';

/** So many rows are removed at once: nobody waits long for their locks. */
const portion = 2_000;

/** Nobody can begin anything after the first. */
const mostPasses = 10;

/** The tenants of a server. Only who manages the workspace `default` sees that there are others. */
export class Workspaces {
  constructor(
    private readonly database: Database,
    private readonly users: Users,
    private readonly changes: IdentityChanges,
  ) {}

  async list(by: Principal): Promise<WorkspaceView[]> {
    refuseTenants(by);
    return (await this.database.read(callerOf(by), readWorkspaces)).map(viewOf);
  }

  /** Thrown when there is none: WORKSPACE_NOT_FOUND. */
  async get(by: Principal, name: string): Promise<WorkspaceView> {
    refuseTenants(by);
    const found = await this.database.read(callerOf(by), (tx) => findWorkspace(tx, name));
    return viewOf(found ?? missing(name));
  }

  /** With its first admin, or not at all. Thrown when a name is taken: WORKSPACE_ALREADY_EXISTS, USER_ALREADY_EXISTS. */
  async create(by: Principal, creation: WorkspaceCreation): Promise<WorkspaceCreated> {
    refuseTenants(by);
    const { name, admin: username, password } = creation;
    const keep = await this.users.prepare(by, {
      ...{ username, roles: ['admin'], grants: {} },
      ...(password === undefined ? {} : { password }),
    });
    const caller: Caller = { ...callerOf(by), workspace: name };
    return this.database.transaction(caller, async (tx) => {
      const workspace = (await addWorkspace(tx, name)) ?? taken(name);
      return { ...viewOf(workspace), admin: await keep(tx) };
    });
  }

  /**
   * Ends it and its credentials first, so that nobody writes into it any more, then removes its rows in portions;
   * whoever dies over it can ask again. Thrown when something is in it and `confirm` is not set: WORKSPACE_NOT_EMPTY;
   * when whoever asks is bounded by grants, as nobody in it need be: FORBIDDEN.
   */
  async remove(by: Principal, name: string, confirm: boolean): Promise<WorkspaceRemoved> {
    refuseTenants(by);
    refuseMore(by, { scopes: [], grants: {} });
    if (name === defaultWorkspace) throw isDefault();
    const caller: Caller = { ...callerOf(by), workspace: name };
    const tables = await this.database.read(caller, tablesOfRows);
    const ended = await this.database.transaction(caller, (tx) => end(tx, name, tables, confirm));
    this.tell(ended);
    return { name, status: 'removed', rows: await this.empty(caller, tables) };
  }

  /** Until nothing is left: a turn that runs meanwhile may write where it is empty already. Gives how many rows there were. */
  private async empty(caller: Caller, tables: readonly TableOfRows[]): Promise<number> {
    let rows = 0;
    for (let pass = 1, removed = 1; removed > 0 && pass <= mostPasses; pass += 1) {
      removed = 0;
      await this.database.transaction(caller, leaveBlobs);
      for (const table of tables) removed += await this.emptyTable(caller, table);
      rows += removed;
    }
    return rows;
  }

  private async emptyTable(caller: Caller, table: TableOfRows): Promise<number> {
    let rows = 0;
    for (let removed = portion; removed === portion; rows += removed) {
      removed = await this.database.transaction(caller, (tx) => dropPortion(tx, table, portion));
    }
    return rows;
  }

  private tell(ended: readonly Credential[]): void {
    for (const { kind, id } of ended) {
      if (kind === 'key') this.changes.tellKey(id);
      else this.changes.tellUser(id);
    }
  }
}

/** One transaction: whoever comes later finds it removed. Gives whose credentials have ended. */
async function end(
  tx: Tx,
  name: string,
  tables: readonly TableOfRows[],
  confirm: boolean,
): Promise<readonly Credential[]> {
  const { isRemoved } = (await holdToRemoveWorkspace(tx, name)) ?? missing(name);
  const isFull = await hasContent(tx, tables);
  if (isFull && !confirm) throw notEmpty(name);
  await markRemoved(tx, name);
  const ended = await endAllCredentials(tx);
  return isRemoved && !isFull && ended.length === 0 ? missing(name) : ended;
}

/** To tenants there is no such thing as other tenants. */
function refuseTenants(by: Principal): void {
  if (by.workspace === defaultWorkspace) return;
  throw new ProtocolError('FORBIDDEN', 'Workspaces are managed from the workspace default', {
    suggestion: 'Ask an admin of the server',
  });
}

function missing(name: string): never {
  throw new ProtocolError('WORKSPACE_NOT_FOUND', `No workspace is called '${name}'`, {
    suggestion: 'Use GET /api/v1/workspaces to list them',
  });
}

function taken(name: string): never {
  throw new ProtocolError('WORKSPACE_ALREADY_EXISTS', `The workspace '${name}' is, or was, there`, {
    suggestion: 'Choose another name',
  });
}

function notEmpty(name: string): ProtocolError {
  return new ProtocolError('WORKSPACE_NOT_EMPTY', `There is something in the workspace '${name}'`, {
    suggestion: 'Add confirm=true to remove all of it',
  });
}

function isDefault(): ProtocolError {
  return new ProtocolError('FORBIDDEN', 'The workspace default cannot be removed', {
    suggestion: 'Remove what is in it',
  });
}

const viewOf = ({ name, createdAt }: KeptWorkspace): WorkspaceView => ({
  name,
  created_at: createdAt.toISOString(),
});
