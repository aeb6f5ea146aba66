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

/**
 * Versions kept in memory have so many characters together, written as JSON; a configuration may have some
 * hundred thousand, most have two. With a limit on their number, 256, a thousand agents at work in turn were
 * read anew for each turn.
 */
const mostCharacters = 32_000_000;

interface Kept {
  readonly version: AgentVersion;
  readonly characters: number;
}

/** The configurations that turns work by. They never change, so each is read once and kept. */
export class AgentVersions {
  /** In the order of use: the first was not asked for longest. */
  private readonly kept = new Map<string, Kept>();
  private characters = 0;

  constructor(
    private readonly database: Database,
    private readonly room = mostCharacters,
  ) {}

  /** Nothing when the caller's workspace has no such version. */
  async load(caller: Caller, agentId: string, number: number): Promise<AgentVersion | undefined> {
    const key = JSON.stringify([caller.workspace, agentId, number]);
    const kept = this.kept.get(key) ?? (await this.read(caller, agentId, number));
    if (kept !== undefined) this.keep(key, kept);
    return kept?.version;
  }

  private async read(caller: Caller, agentId: string, number: number): Promise<Kept | undefined> {
    const row = await this.database.read(caller, (tx) => findVersion(tx, agentId, number));
    if (row === undefined) return undefined;
    const version = freeze({ agentId, number, ...row });
    return { version, characters: JSON.stringify(version).length };
  }

  private keep(key: string, kept: Kept): void {
    this.forget(key);
    this.kept.set(key, kept);
    this.characters += kept.characters;
    for (const oldest of this.kept.keys()) {
      if (this.characters <= this.room) return;
      this.forget(oldest);
    }
  }

  private forget(key: string): void {
    this.characters -= this.kept.get(key)?.characters ?? 0;
    this.kept.delete(key);
  }
}

/** Shared by many turns: whoever would change it is told so. */
function freeze<T extends object>(value: T): T {
  for (const part of Object.values(value) as unknown[]) {
    if (typeof part === 'object' && part !== null) freeze(part);
  }
  return Object.freeze(value);
}
