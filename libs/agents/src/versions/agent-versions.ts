import type { AgentKind } from '#protocol';
import type { Caller, Database } from '#platform';
import type { DeployedConfiguration } from '../configuration/configuration.js';
import { findVersion } from './version.repository.js';

/** An agent as it was at one version: what a turn works by, whatever is deployed meanwhile. */
export interface AgentVersion {
  readonly agentId: string;
  readonly number: number;
  readonly name: string;
  readonly kind: AgentKind;
  readonly configuration: DeployedConfiguration;
}

/** Versions kept in memory; a configuration may have some hundred kilobytes, most have two. */
const mostKept = 256;

/** The configurations that turns work by. They never change, so each is read once and kept. */
export class AgentVersions {
  /** In the order of use: the first was not asked for longest. */
  private readonly kept = new Map<string, AgentVersion>();

  constructor(private readonly database: Database) {}

  /** Nothing when the caller's workspace has no such version. */
  async load(caller: Caller, agentId: string, number: number): Promise<AgentVersion | undefined> {
    const key = JSON.stringify([caller.workspace, agentId, number]);
    const version = this.kept.get(key) ?? (await this.read(caller, agentId, number));
    if (version !== undefined) this.keep(key, version);
    return version;
  }

  private async read(
    caller: Caller,
    agentId: string,
    number: number,
  ): Promise<AgentVersion | undefined> {
    const row = await this.database.read(caller, (tx) => findVersion(tx, agentId, number));
    return row === undefined ? undefined : freeze({ agentId, number, ...row });
  }

  private keep(key: string, version: AgentVersion): void {
    this.kept.delete(key);
    this.kept.set(key, version);
    const [oldest] = this.kept.keys();
    if (this.kept.size > mostKept && oldest !== undefined) this.kept.delete(oldest);
  }
}

/** Shared by many turns: whoever would change it is told so. */
function freeze<T extends object>(value: T): T {
  for (const part of Object.values(value) as unknown[]) {
    if (typeof part === 'object' && part !== null) freeze(part);
  }
  return Object.freeze(value);
}
