import type {
  AgentRollback,
  AgentRolledBack,
  AgentSplit,
  AgentSplitView,
  SplitEnded,
} from '#protocol';
import type { IdempotencyClaim } from '#idempotency';
import type { Caller, Tx } from '#platform';
import { agentNotFound } from '../registry/agent.errors.js';
import type { HeldAgent } from '../registry/agent.repository.js';
import { refuseBeyond } from '../registry/agent-reach.js';
import { checkSurroundings, type DeployOptions } from '../registry/check-surroundings.js';
import { shownParts, shownWarnings } from '../registry/deployment-answer.js';
import { onAgent, type RegistryGround } from '../registry/on-agent.js';
import type { KnownTools } from '../registry/prepare-deployment.js';
import { refuseUngranted, refuseWider } from '../registry/refuse-ungranted.js';
import type { VersionSplit } from './choose-version.js';
import { readOrigin, readVersions, type HistoryRow } from './history.repository.js';
import { restoreVersion } from './restore-version.js';
import { readSplitFigures } from './split-figures.repository.js';
import { beginSplit, findSplit, saveSplit } from './split.repository.js';
import {
  agentOfCode,
  noVersionBefore,
  splitNotFound,
  versionConflict,
  versionNotFound,
} from './version.errors.js';
import { viewSplit } from './view-split.js';

/** What the choice stands on. */
export interface ChoiceGround extends RegistryGround {
  readonly knownTools: KnownTools;
}

/** Which version of an agent works: back to an earlier one, or several side by side. */
export class VersionChoice {
  constructor(private readonly ground: ChoiceGround) {}

  /**
   * Makes a new version that is a copy of an earlier one; the next turn of every conversation that pins none works by
   * it. A split ends with it: who goes back wants to be away from what works now.
   * @throws {ProtocolError} AGENT_NOT_FOUND, AGENT_VERSION_NOT_FOUND, AGENT_VERSION_CONFLICT, AGENT_OF_CODE
   */
  async rollBack(
    caller: Caller,
    name: string,
    {
      version_number: wanted,
      expected_version_number: expected,
      strict,
    }: AgentRollback & DeployOptions,
    claim?: IdempotencyClaim,
  ): Promise<AgentRolledBack> {
    const tools = (await this.ground.knownTools(caller)).map((tool) => tool.name);
    return onAgent(
      this.ground,
      caller,
      name,
      async (tx, agent) => {
        refuseOther(agent, expected);
        const number = wanted ?? (await versionBefore(tx, agent));
        const restored = await restoreVersion(tx, agent, number);
        if (agent.split !== null) await saveSplit(tx, agent.id, undefined);
        const { configuration } = restored;
        const warnings = await checkSurroundings(tx, configuration, tools, { strict });
        return {
          agent_id: name,
          status: 'rolled_back',
          version: configuration.version,
          version_number: restored.number,
          ...shownParts(configuration),
          changes: [...restored.changes],
          updated_at: restored.updatedAt.toISOString(),
          restored_from: number,
          ...shownWarnings(warnings),
        } satisfies AgentRolledBack;
      },
      claim,
    );
  }

  /**
   * Splits the conversations of an agent between versions. The same versions with other weights are the same split:
   * its figures go on.
   * @throws {ProtocolError} AGENT_NOT_FOUND, AGENT_VERSION_NOT_FOUND, AGENT_VERSION_CONFLICT, AGENT_OF_CODE
   */
  async split(caller: Caller, name: string, wanted: AgentSplit): Promise<AgentSplitView> {
    return onAgent(this.ground, caller, name, async (tx, agent) => {
      refuseOther(agent, wanted.expected_version_number);
      if (agent.kind === 'code') throw agentOfCode(name);
      const numbers = wanted.versions.map((one) => one.version_number);
      const versions = await readVersions(tx, agent.id, [...numbers, agent.version_number]);
      for (const number of numbers) {
        const row = versions.get(number);
        if (row === undefined) throw versionNotFound(name, number);
        refuseUngranted(caller.grants, row.configuration);
        if (number !== agent.version_number) refuseWider(caller.grants, row.configuration);
      }
      const split = await splitAs(tx, agent.split, wanted.versions);
      await saveSplit(tx, agent.id, split);
      const figures = await readSplitFigures(tx, agent.id, split);
      const current = agent.version_number;
      const view = viewSplit({ name, current, split, versions, figures });
      return { ...view, ...shownWarnings(warnOfCapabilities(versions, numbers, current)) };
    });
  }

  /** A split with what its versions did since it began. @throws {ProtocolError} AGENT_NOT_FOUND, SPLIT_NOT_FOUND */
  async compare(caller: Caller, name: string): Promise<AgentSplitView> {
    return this.ground.database.read(caller, async (tx) => {
      await refuseBeyond(tx, name, 'look');
      const agent = await findSplit(tx, name);
      if (agent === undefined) throw agentNotFound(name);
      const { split, version_number: current } = agent;
      if (split === null) throw splitNotFound(name);
      const numbers = split.arms.map(({ version }) => version);
      const versions = await readVersions(tx, agent.id, numbers);
      const figures = await readSplitFigures(tx, agent.id, split);
      return viewSplit({ name, current, split, versions, figures });
    });
  }

  /**
   * Ends a split: one of its versions goes on alone, as the newest.
   * @throws {ProtocolError} AGENT_NOT_FOUND, SPLIT_NOT_FOUND, AGENT_VERSION_NOT_FOUND
   */
  async promote(
    caller: Caller,
    name: string,
    number: number,
    claim?: IdempotencyClaim,
  ): Promise<SplitEnded> {
    const promote = async (tx: Tx, agent: HeldAgent): Promise<SplitEnded> => {
      if (agent.split === null) throw splitNotFound(name);
      if (!agent.split.arms.some(({ version }) => version === number)) {
        throw versionNotFound(name, number);
      }
      await saveSplit(tx, agent.id, undefined);
      const restored = await restoreVersion(tx, agent, number);
      return {
        ...{ agent: name, status: 'promoted', version_number: restored.number },
        version: restored.configuration.version,
        ...(restored.number === number ? {} : { restored_from: number }),
      };
    };
    return onAgent(this.ground, caller, name, promote, claim);
  }

  /** Ends a split: the newest version goes on everywhere. @throws {ProtocolError} AGENT_NOT_FOUND, SPLIT_NOT_FOUND */
  async stop(caller: Caller, name: string): Promise<SplitEnded> {
    return onAgent(this.ground, caller, name, async (tx, agent) => {
      if (agent.split === null) throw splitNotFound(name);
      await saveSplit(tx, agent.id, undefined);
      const number = agent.version_number;
      const version = (await readVersions(tx, agent.id, [number])).get(number)?.version ?? '';
      return { agent: name, status: 'stopped' as const, version_number: number, version };
    });
  }
}

/**
 * The same versions: whatever their weights, it is the same split. Its arms keep their order, which decides who gets
 * which: naming them in another one moves nobody.
 */
async function splitAs(
  tx: Tx,
  before: VersionSplit | null,
  wanted: AgentSplit['versions'],
): Promise<VersionSplit> {
  const weights = new Map(wanted.map((one) => [one.version_number, one.weight]));
  const arms = (before?.arms ?? []).flatMap(({ version }) => {
    const weight = weights.get(version);
    return weight === undefined ? [] : [{ version, weight }];
  });
  if (before !== null && arms.length === before.arms.length && arms.length === weights.size) {
    return { ...before, arms };
  }
  const begun = await beginSplit(tx);
  return { ...begun, arms: [...weights].map(([version, weight]) => ({ version, weight })) };
}

function refuseOther({ name, version_number: is }: HeldAgent, expected: number | undefined): void {
  if (expected !== undefined && expected !== is) throw versionConflict(name, expected, is);
}

/**
 * The version before the one in use; of one that somebody went back to, the version before that. So going back again
 * goes further, and never to what somebody went away from.
 * @throws {ProtocolError} AGENT_VERSION_NOT_FOUND
 */
async function versionBefore(tx: Tx, { id, name, version_number }: HeldAgent): Promise<number> {
  const origin = await readOrigin(tx, id, version_number);
  if (origin <= 1) throw noVersionBefore(name, origin === version_number);
  return origin - 1;
}

/** Messages come under the capabilities of the newest version, whichever works. */
function warnOfCapabilities(
  versions: ReadonlyMap<number, HistoryRow>,
  numbers: readonly number[],
  current: number,
): Parameters<typeof shownWarnings>[0] {
  const offered = versions.get(current)?.configuration.capabilities ?? [];
  return numbers.flatMap((number, index) => {
    const own = versions.get(number)?.configuration.capabilities ?? [];
    const missing = offered.filter((capability) => !own.includes(capability));
    if (missing.length === 0) return [];
    const message = `version ${String(number)} does not name ${missing.join(', ')}, under which its conversations may come all the same`;
    return [{ field: `versions[${String(index)}]`, code: 'CAPABILITY_UNAVAILABLE', message }];
  });
}
