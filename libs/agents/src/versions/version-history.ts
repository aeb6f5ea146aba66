import {
  fieldErrors,
  type AgentVersionDetail,
  type AgentVersionDiff,
  type AgentVersionList,
} from '#protocol';
import type { Caller, Database, Tx } from '#platform';
import { findChanges } from '../configuration/compose-configuration.js';
import { agentNotFound } from '../registry/agent.errors.js';
import { refuseBeyond } from '../registry/agent-reach.js';
import type { Page } from '../registry/agent-registry.js';
import { inOrder } from '../registry/agent-view.js';
import { refuseEarlier } from '../registry/refuse-ungranted.js';
import { diffConfigurations, diffPrompts } from './diff-configurations.js';
import {
  countVersions,
  findVersioned,
  readVersionPage,
  readVersions,
  type HistoryRow,
  type VersionedAgent,
} from './history.repository.js';
import { versionNotFound } from './version.errors.js';

/** Numbers are below this. */
const highest = 2_147_483_647;

/** How an agent came to be what it is: its versions, none of which ever changes. */
export class VersionHistory {
  constructor(private readonly database: Database) {}

  /** The newest first. @throws {ProtocolError} AGENT_NOT_FOUND */
  async list(caller: Caller, name: string, { limit, cursor }: Page): Promise<AgentVersionList> {
    const below = readPlace(cursor);
    return this.look(caller, name, async (tx, agent) => {
      const rows = await readVersionPage(tx, agent.id, { below, limit: limit + 1 });
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      return {
        agent: name,
        current_version: agent.version_number,
        versions: shown.map((row) => ({
          ...viewLine(row, agent),
          changes: findChanges(row.before ?? undefined, row.configuration),
        })),
        total: await countVersions(tx, agent.id),
        ...(rows.length > limit && last !== undefined ? { next_cursor: String(last.number) } : {}),
      };
    });
  }

  /** @throws {ProtocolError} AGENT_NOT_FOUND, AGENT_VERSION_NOT_FOUND */
  async get(caller: Caller, name: string, number: number): Promise<AgentVersionDetail> {
    return this.look(caller, name, async (tx, agent) => {
      const row = (await readVersions(tx, agent.id, [number])).get(number);
      if (row === undefined) throw versionNotFound(name, number);
      refuseEarlier(caller.grants, row.configuration);
      const configuration = inOrder(row.configuration);
      return { agent: name, ...viewLine(row, agent), configuration };
    });
  }

  /** What is another between two versions. @throws {ProtocolError} AGENT_NOT_FOUND, AGENT_VERSION_NOT_FOUND */
  async diff(
    caller: Caller,
    name: string,
    { from, to }: { readonly from: number; readonly to: number },
  ): Promise<AgentVersionDiff> {
    return this.look(caller, name, async (tx, agent) => {
      const rows = await readVersions(tx, agent.id, [from, to]);
      const [before, after] = [rows.get(from), rows.get(to)];
      if (before === undefined) throw versionNotFound(name, from);
      if (after === undefined) throw versionNotFound(name, to);
      for (const { configuration } of [before, after]) refuseEarlier(caller.grants, configuration);
      return {
        ...{ agent: name, from, to },
        changes: diffConfigurations(before.configuration, after.configuration),
        prompts: diffPrompts(before, after),
      };
    });
  }

  private async look<T>(
    caller: Caller,
    name: string,
    read: (tx: Tx, agent: VersionedAgent) => Promise<T>,
  ): Promise<T> {
    return this.database.read(caller, async (tx) => {
      await refuseBeyond(tx, name, 'look');
      const agent = await findVersioned(tx, name);
      if (agent === undefined) throw agentNotFound(name);
      return read(tx, agent);
    });
  }
}

function viewLine(
  { number, version, created_at, restored_from: from }: HistoryRow,
  { version_number: current }: VersionedAgent,
): Omit<AgentVersionDetail, 'agent' | 'configuration'> {
  return {
    version_number: number,
    version,
    is_current: number === current,
    created_at: created_at.toISOString(),
    ...(from === null ? {} : { restored_from: from }),
  };
}

function readPlace(cursor: string | undefined): number {
  if (cursor === undefined) return highest;
  if (/^\d{1,9}$/.test(cursor)) return Number(cursor);
  throw fieldErrors('INVALID_REQUEST', [
    { field: 'cursor', rule: 'cursor', message: 'must be the next_cursor of an earlier page' },
  ]);
}
